"""Things of this site as values that JSON can hold: to compare with a file, write back, see what changed since."""

import datetime
from decimal import Decimal

from django.db import models

from base.bulk import pieces


def names_of(sheet):
    """Fields of the model behind the columns: plain ones, and those that hold several."""
    fields = [sheet.model._meta.get_field(column.name) for column in sheet.own_columns]
    return [f.name for f in fields if not f.many_to_many], [f.name for f in fields if f.many_to_many]


def load(sheet, pks=None, lock=False):
    """Each thing (those with ``pks``, or all) by primary key as column -> value; ``lock`` keeps others from writing."""
    single, many = names_of(sheet)
    things = sheet.model._base_manager.order_by("pk").prefetch_related(*many)
    if lock:
        things = things.select_for_update(of=("self",))
    if pks is None:
        return {thing.pk: values_of(thing, single, many) for thing in things}
    found = {}
    for piece in pieces(pks):
        found |= {thing.pk: values_of(thing, single, many) for thing in things.filter(pk__in=piece)}
    return found


def values_of(thing, single, many):
    """One thing as column -> value."""
    values = {}
    for name in single:
        value = getattr(thing, thing._meta.get_field(name).attname)
        values[name] = _plain(value)
    return values | {name: sorted(one.pk for one in getattr(thing, name).all()) for name in many}


def _plain(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def fill(thing, values):
    """Put the plain values in a thing; those of columns that hold several are given back."""
    many = {}
    for name, value in values.items():
        field = thing._meta.get_field(name)
        if field.many_to_many:
            many[name] = value
        else:
            typed = {models.DateField: datetime.date.fromisoformat, models.DecimalField: Decimal}.get(type(field))
            setattr(thing, field.attname, typed(value) if typed and value is not None else value)
    return many
