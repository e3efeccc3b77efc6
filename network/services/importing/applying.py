"""Storing a file: a draft, then all of it or nothing, and taking the last one back."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from network.organisations.models import Organisation
from network.services.importing import snapshots
from network.services.importing.checking import CHANGED, NEW, check
from network.services.importing.mapping import SHEETS, guess, missing
from network.services.importing.models import ImportRun
from network.services.importing.reading import read_table
from network.services.models import RESERVED_SLUGS, Service, WaitingTime

# Files hold names of people to call: a draft that was left, and what it takes to undo, are not kept for ever.
DRAFT_DAYS = 2
UNDO_DAYS = 30
STEP = 250  # rows between two reports of how far it is


class Outdated(Exception):
    """Something is wrong or the site changed since the preview was made: look again first."""


class NotPossible(Exception):
    """An import that can't be taken back; the arguments are names of what changed since."""


def draft(kind, name, content, member):
    """Keep a file's rows, with a first guess of its columns and what it would come to. Raises UnreadableFile."""
    table = read_table(name, content)
    run = ImportRun(kind=kind, file_name=name[-200:], header=table.header, rows=table.rows, made_by=member)
    set_mapping(run, guess(kind, table.header))
    return run


def set_mapping(run, mapping):
    """Say which column is which, and look anew what the file comes to. Columns that miss leave no preview."""
    run.mapping = mapping
    _look(run, None if missing(run.kind, mapping) else check(run.kind, run.rows, mapping))


def _look(run, plan):
    run.preview = [row.shown for row in plan] if plan is not None else []
    run.fingerprint = plan.fingerprint if plan is not None and not plan.is_wrong else ""
    run.save()


def store(run, member):
    """Store a draft as it was shown; gives the number of rows done so far now and then, and at the end.

    Once stored it does nothing any more. Raises Outdated, and keeps a new preview, when it would come out otherwise.
    Whatever else goes wrong on the way, nothing of it is stored: it is one transaction.
    """
    with transaction.atomic():
        # All drafts: two files at the same time would not know of each other's new rows.
        drafts = {one.pk: one for one in ImportRun.objects.select_for_update().filter(state=ImportRun.State.DRAFT)}
        run = drafts.get(run.pk)
        if run is None:
            return
        plan = check(run.kind, run.rows, run.mapping, lock=True) if not missing(run.kind, run.mapping) else None
        if plan is None or not run.fingerprint or plan.fingerprint != run.fingerprint:
            _look(run, plan)
        else:
            yield from _store_rows(run, plan, member)
    if not run.done_at:
        raise Outdated


def _store_rows(run, plan, member):
    log = {"created": [], "changed": []}
    sheet = SHEETS[run.kind]
    slugs = _Slugs(sheet.model) if run.kind != ImportRun.Kind.WAITING else None
    todo = [row for row in plan if row.outcome in (NEW, CHANGED)]
    things = _things(sheet.model, [row.pk for row in todo if row.pk])
    for number, row in enumerate(todo, 1):
        thing = things[row.pk] if row.pk else _new(run, sheet.model, member)
        many = snapshots.fill(thing, row.values)
        if slugs and not row.pk:
            thing.slug = slugs.free(thing)
        thing.save()
        for name, pks in many.items():
            relation = getattr(thing, name)
            relation.set(pks) if row.pk else relation.add(*pks)
        if row.pk:
            log["changed"].append([row.pk, row.old, row.values])
        else:
            log["created"].append([thing.pk, row.values])
        if number % STEP == 0:
            yield number
    run.log, run.rows, run.state, run.done_at, run.made_by = log, [], ImportRun.State.DONE, timezone.now(), member
    run.save()
    yield len(todo)


def _new(run, model, member):
    if run.kind == ImportRun.Kind.WAITING:
        return WaitingTime(reported_by=member, source=WaitingTime.Source.IMPORT)
    return model()


def _things(model, pks):
    found = {}
    for piece in snapshots.pieces(pks):
        found |= model._base_manager.in_bulk(piece)
    return found


class _Slugs:
    """Addresses for new things, none given twice: asking the database for each row takes longer than storing it."""

    def __init__(self, model):
        self.taken = set(model._base_manager.values_list("slug", flat=True))
        self.names = {}
        if model is Service:
            self.taken |= RESERVED_SLUGS
            self.names = dict(Organisation.objects.values_list("pk", "name"))

    def free(self, thing):
        name = f"{thing.name} {self.names[thing.organisation_id]}" if self.names else thing.name
        base = slugify(name)[:110].strip("-") or "x"
        slug, number = base, 1
        while slug in self.taken:
            number += 1
            slug = f"{base}-{number}"
        self.taken.add(slug)
        return slug


def last_stored():
    """The import that can be taken back: the one that was stored last, as long as what that takes is kept."""
    return ImportRun.objects.filter(state=ImportRun.State.DONE).exclude(log={}).order_by("-done_at", "-pk").first()


@transaction.atomic
def undo(run):
    """Take the last import back: what was new goes, what was changed gets its old values. Twice is once.

    Raises NotPossible when one of them was changed since, when something hangs on what was new, or when another file
    was stored after it.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportRun.State.UNDONE:
        return
    if run.state != ImportRun.State.DONE or run != last_stored():
        raise NotPossible
    sheet = SHEETS[run.kind]
    created, changed = run.log["created"], run.log["changed"]
    told = dict(created) | {pk: new for pk, _old, new in changed}
    now = snapshots.load(sheet, told, lock=True)
    touched = [pk for pk, values in told.items() if any(now.get(pk, {}).get(n) != v for n, v in values.items())]
    new = [pk for pk, _values in created]
    touched += [pk for pk in _used(sheet.model, new) if pk not in touched]
    things = _things(sheet.model, told)
    if touched:
        raise NotPossible(*(str(things[pk]) if pk in things else told[pk].get("name", "-") for pk in touched))
    for pk, old, _new_values in changed:
        many = snapshots.fill(things[pk], old)
        things[pk].save()
        for name, pks in many.items():
            getattr(things[pk], name).set(pks)
    for piece in snapshots.pieces(new):
        sheet.model._base_manager.filter(pk__in=piece).delete()
    run.state, run.log = ImportRun.State.UNDONE, {}
    run.save(update_fields=["state", "log"])


def _used(model, pks):
    """Those of the things that something else of this site points at, which would go with them."""
    used = set()
    for relation in model._meta.get_fields(include_hidden=True):
        foreign = relation.auto_created and not relation.concrete and relation.related_model
        # The table between a thing and its own topics goes with it, and should.
        if not foreign or relation.related_model._meta.auto_created is model:
            continue
        name = relation.field.name
        for piece in snapshots.pieces(pks):
            found = relation.related_model._base_manager.filter(**{f"{name}__in": piece})
            used |= set(found.values_list(name, flat=True)) & set(piece)
    return sorted(used)


def tidy(now=None):
    """Forget drafts that were left and what it would take to undo old imports. Returns how many."""
    now = now or timezone.now()
    old = ImportRun.objects.filter(
        state=ImportRun.State.DRAFT, created_at__lt=now - datetime.timedelta(days=DRAFT_DAYS)
    )
    count = old.count()
    old.delete()
    done = ImportRun.objects.filter(state=ImportRun.State.DONE, done_at__lt=now - datetime.timedelta(days=UNDO_DAYS))
    return count + done.exclude(log={}).update(log={}, preview=[])
