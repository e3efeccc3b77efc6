"""Organisations, services and waiting times out of a table: storing what was checked, and taking it back."""

from django.utils.text import slugify

from base import bulk
from network.organisations.models import Organisation
from network.services.importing import snapshots
from network.services.importing.checking import CHANGED, NEW, check_rows
from network.services.importing.mapping import SHEETS, missing
from network.services.importing.models import ImportRun
from network.services.models import RESERVED_SLUGS, Service, WaitingTime

STEP = 500  # rows between two reports of how far it is


class NotPossible(Exception):
    """An import that can't be taken back; the arguments are names of what changed since."""


def check(run, by, lock=False):
    """What the file comes to; None as long as a column misses."""
    return None if missing(run.kind, run.mapping) else check_rows(run.kind, run.rows, run.mapping, lock)


def write(run, plan, by):
    """Store the rows; gives how many are done now and then, and returns what it takes to undo them."""
    sheet = SHEETS[run.kind]
    slugs = Slugs(sheet.model) if run.kind != ImportRun.Kind.WAITING else None
    log, done = {"created": [], "changed": []}, 0
    for rows in steps(row for row in plan if row.outcome == NEW):
        pairs = []
        for row in rows:
            thing = _new(run, sheet.model, by)
            many = snapshots.fill(thing, row.values)
            if slugs:
                thing.slug = slugs.free(thing)
            pairs.append((thing, many))
        bulk.create(sheet.model, pairs)
        log["created"] += [[thing.pk, row.values] for (thing, _many), row in zip(pairs, rows, strict=True)]
        done += len(rows)
        yield done
    for rows in steps(row for row in plan if row.outcome == CHANGED):
        put(sheet.model, {row.pk: row.values for row in rows})
        log["changed"] += [[row.pk, row.old, row.values] for row in rows]
        done += len(rows)
        yield done
    return log


def steps(rows):
    """The rows in lists of ``STEP``."""
    rows = list(rows)
    return [rows[start : start + STEP] for start in range(0, len(rows), STEP)]


def put(model, told):
    """Give things that exist these values: ``told`` is primary key -> column -> value."""
    things = things_of(model, told)
    pairs = [(things[pk], snapshots.fill(things[pk], values)) for pk, values in told.items()]
    bulk.change(model, pairs, sorted({name for values in told.values() for name in values}))


def _new(run, model, member):
    if run.kind == ImportRun.Kind.WAITING:
        return WaitingTime(reported_by=member, source=WaitingTime.Source.IMPORT)
    return model()


def things_of(model, pks):
    """The things by primary key."""
    found = {}
    for piece in bulk.pieces(pks):
        found |= model._base_manager.in_bulk(piece)
    return found


class Slugs:
    """Addresses for new things, none given twice: asking the database for each row takes longer than storing it."""

    def __init__(self, model):
        self.taken = set(model._base_manager.values_list("slug", flat=True))
        self.next = {}
        self.names = None
        if model is Service:
            self.taken |= RESERVED_SLUGS
            self.names = dict(Organisation.objects.values_list("pk", "name"))

    def free(self, thing):
        name = thing.name
        if self.names is not None:
            if thing.organisation_id not in self.names:
                self.names[thing.organisation_id] = thing.organisation.name
            name = f"{name} {self.names[thing.organisation_id]}"
        base = slugify(name)[:110].strip("-") or "x"
        slug, number = base, self.next.get(base, 1)
        while slug in self.taken:
            number += 1
            slug = f"{base}-{number}"
        self.next[base] = number
        self.taken.add(slug)
        return slug


def take_back(run, by):
    """Remove what was new and give what changed its old values. Raises NotPossible, of which nothing is kept then."""
    take_back_part(SHEETS[run.kind], run.log["created"], run.log["changed"])


def take_back_part(sheet, created, changed):
    """The same for things of one sort. ``created``: [primary key, values], ``changed``: [primary key, old, new]."""
    told = dict(created) | {pk: new for pk, _old, new in changed}
    now = snapshots.load(sheet, told, lock=True)
    touched = [pk for pk, values in told.items() if any(now.get(pk, {}).get(n) != v for n, v in values.items())]
    new = [pk for pk, _values in created]
    touched += [pk for pk in used(sheet.model, new) if pk not in touched]
    if touched:
        things = things_of(sheet.model, touched)
        raise NotPossible(*(str(things[pk]) if pk in things else str(told[pk].get("name", "-")) for pk in touched))
    for some in steps(changed):
        put(sheet.model, {pk: old for pk, old, _new in some})
    bulk.remove(sheet.model, new)


def used(model, pks):
    """Those of the things that something else of this site points at, which would go with them."""
    used = set()
    for relation in model._meta.get_fields(include_hidden=True):
        foreign = relation.auto_created and not relation.concrete and relation.related_model
        # The table between a thing and its own topics goes with it, and should.
        if not foreign or relation.related_model._meta.auto_created is model:
            continue
        name = relation.field.name
        for piece in bulk.pieces(pks):
            found = relation.related_model._base_manager.filter(**{f"{name}__in": piece})
            used |= set(found.values_list(name, flat=True)) & set(piece)
    return sorted(used)
