"""Things of this site as values that JSON can hold: to compare with a file, write back, see what changed since."""

import datetime

from django.db import models

PIECE = 500  # rows a query: databases limit the number of parameters


def pieces(items):
    """The items in lists of a size that a query can take."""
    items = list(items)
    return [items[start : start + PIECE] for start in range(0, len(items), PIECE)]


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
        values[name] = value.isoformat() if isinstance(value, datetime.date) else value
    return values | {name: sorted(one.pk for one in getattr(thing, name).all()) for name in many}


def fill(thing, values):
    """Put the plain values in a thing; those of columns that hold several are given back."""
    many = {}
    for name, value in values.items():
        field = thing._meta.get_field(name)
        if field.many_to_many:
            many[name] = value
        else:
            is_date = isinstance(field, models.DateField) and value is not None
            setattr(thing, field.attname, datetime.date.fromisoformat(value) if is_date else value)
    return many
