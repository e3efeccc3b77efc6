"""Writing notes with several people at once, so that nobody's words are lost.

Every write first counts itself on the row of the report, which locks it until the commit: so the numbers have no
holes, and who asks for what came after number 12 misses nothing that was still on its way.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from base import stamps
from events.reports.choices import ReportState
from events.reports.models import MeetingReport, Note
from network.people.models import Member

# In one report; a meeting of a day has some hundreds.
MOST = 1000
FIELDS = ("kind", "text", "break_out", "said_by", "consent", "owner_name", "due", "addressee")


class Outdated(Exception):
    """Somebody else changed the note since this writer read it; ``note`` is what it is now."""

    def __init__(self, note):
        super().__init__(note.pk)
        self.note = note


@transaction.atomic
def write(round, by, fields, key=None):
    """A new note with ``fields`` (``FIELDS``). The same ``key`` again gives the note that was written with it."""
    number = count_change(round.report_id)
    key = key or uuid.uuid4()
    if there := Note.objects.filter(report_id=round.report_id, key=key).first():
        return there
    if Note.objects.filter(report_id=round.report_id).count() >= MOST:
        raise ValidationError(_("This report has as many notes as it can hold."))
    note = Note(report_id=round.report_id, round=round, author=by, key=key, born=number, change=number)
    return _store(note, fields)


@transaction.atomic
def change(note, by, version, fields):
    """Change a note that the writer read as ``version``. Raises ``Outdated`` when it is another one now.

    What was taken out meanwhile comes back by it, once the writer chose so.
    """
    number = count_change(note.report_id)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    same = all(getattr(note, name) == fields[name] for name in FIELDS) and not note.removed
    if note.version != version:
        if same:
            return note
        raise Outdated(note)
    if same:
        return note
    note.removed = False
    return _store(_next(note, by, number), fields)


@transaction.atomic
def remove(note, by, version):
    """Take a note out; it can be put back. Raises ``Outdated`` when it was changed meanwhile."""
    number = count_change(note.report_id)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.removed:
        return note
    if note.version != version:
        raise Outdated(note)
    note.removed = True
    return _store(_next(note, by, number))


@transaction.atomic
def put_back(note, by):
    """Put a note back that was taken out."""
    number = count_change(note.report_id)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if not note.removed or not note.text:
        return note
    note.removed = False
    return _store(_next(note, by, number))


@transaction.atomic
def wipe(note, by):
    """Wipe what was taken out: the row stays, so that other screens hear of it, without a word of its text."""
    number = count_change(note.report_id)
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.removed:
        _next(note, by, number)
        note.text = note.said_by = note.owner_name = note.addressee = ""
        note.speaker = None
        note.save()
    return note


def since(report, number):
    """What was written after change ``number``, in the order of writing."""
    return Note.objects.filter(report=report, change__gt=number).for_writers().order_by("born", "pk")


def count_change(report):
    """The number of the next change of a report (its primary key); nobody else gets one until the commit."""
    MeetingReport.objects.filter(pk=report).update(changes=F("changes") + 1)
    return MeetingReport.objects.values_list("changes", flat=True).get(pk=report)


def _next(note, by, number):
    note.version += 1
    note.change, note.changed_by, note.updated_at = number, by, timezone.now()
    return note


def _store(note, fields=None):
    for name, value in (fields or {}).items():
        setattr(note, name, value)
    note.speaker = speaker_named(note.said_by)
    note.save()
    # Nobody but its writers sees a draft, so only a published report makes kept pages old.
    if MeetingReport.objects.filter(pk=note.report_id, state=ReportState.PUBLISHED).exists():
        stamps.bump_on_commit(stamps.SITE, *stamps.watching("reports"))
    return note


def speaker_named(said_by):
    """The member whom “who said it” names (“Sanne Vredeveld, intern begeleider”), or None."""
    return Member.objects.listed().called(said_by.partition(",")[0])
