"""Storing a file: a draft, then all of it or nothing, and taking the last one back."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.services.hsds import importing as hsds
from network.services.importing import members, sheets
from network.services.importing.mapping import guess
from network.services.importing.models import ImportRun
from network.services.importing.reading import UnreadableFile, read_table
from network.services.importing.sheets import NotPossible

# Files hold names of people to call: a draft that was left, and what it takes to undo, are not kept for ever.
DRAFT_DAYS = 2
UNDO_DAYS = 30
MOST_MEMBERS = 5_000  # each new one gets a mail, written in the same transaction
# Who knows how to check, write and take back a kind of file: modules with functions of these names.
_OTHERS = {ImportRun.Kind.MEMBERS: members, ImportRun.Kind.HSDS: hsds}


class Outdated(Exception):
    """Something is wrong or the site changed since the preview was made: look again first."""


def _how(run):
    return _OTHERS.get(run.kind, sheets)


def draft(kind, name, content, member):
    """Keep a file's rows, with a first guess of its columns and what it would come to. Raises UnreadableFile."""
    run = ImportRun(kind=kind, file_name=name[-200:], made_by=member)
    if kind == ImportRun.Kind.HSDS:
        run.rows = hsds.read(name, content)
        set_mapping(run, {})
    else:
        table = read_table(name, content)
        if kind == ImportRun.Kind.MEMBERS and len(table.rows) > MOST_MEMBERS:
            raise UnreadableFile(_("This file has more than %(limit)s rows. Split it.") % {"limit": MOST_MEMBERS})
        run.header, run.rows = table.header, table.rows
        set_mapping(run, guess(kind, table.header))
    return run


def set_mapping(run, mapping, by=None):
    """Say which column is which, and look anew what the file comes to. Columns that miss leave no preview."""
    run.mapping = mapping
    _look(run, _how(run).check(run, by or run.made_by))


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
        plan = _how(run).check(run, member, lock=bool(run.fingerprint))
        if plan is None or not run.fingerprint or plan.fingerprint != run.fingerprint:
            _look(run, _how(run).check(run, member) if plan is not None else None)
        else:
            run.log = yield from _how(run).write(run, plan, member)
            run.rows, run.state, run.done_at, run.made_by = [], ImportRun.State.DONE, timezone.now(), member
            run.save()
    if not run.done_at:
        raise Outdated


def last_stored():
    """The import that can be taken back: the one that was stored last, as long as what that takes is kept."""
    return ImportRun.objects.filter(state=ImportRun.State.DONE).exclude(log={}).order_by("-done_at", "-pk").first()


@transaction.atomic
def undo(run, by=None):
    """Take the last import back: what was new goes, what was changed gets its old values. Twice is once.

    Raises NotPossible when one of them was changed since, when something hangs on what was new, or when another file
    was stored after it.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportRun.State.UNDONE:
        return
    if run.state != ImportRun.State.DONE or run != last_stored():
        raise NotPossible
    _how(run).take_back(run, by)
    run.state, run.log = ImportRun.State.UNDONE, {}
    run.save(update_fields=["state", "log"])


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
