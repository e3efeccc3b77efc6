"""What reports hold about people, for the register: what was noted stays, without who wrote it or said it."""

from django.db.models import Q
from django.utils import timezone

from base import stamps
from base.personal_data import register
from events.reports.choices import Consent
from events.reports.models import MeetingReport, Method, MethodStep, Note, Round


def _take_names_out(member):
    """Who leaves is nobody's author, writer or speaker any more, whatever name they leave behind elsewhere."""
    for report in MeetingReport.objects.filter(note_takers=member):
        report.note_takers.remove(member)
    MeetingReport.objects.filter(made_by=member).update(made_by=None)
    Note.objects.filter(author=member).update(author=None)
    Note.objects.filter(changed_by=member).update(changed_by=None)
    Note.objects.filter(owner_name__iexact=member.name).update(owner_name="")
    Note.objects.filter(addressee__iexact=member.name).update(addressee="")
    # Of who has one name only, no longer words that begin alike.
    named = Q(said_by__icontains=member.name) if " " in member.name else Q(said_by__iexact=member.name)
    for note in Note.objects.filter(Q(speaker=member) | named):
        note.said_by, note.speaker, note.updated_at = "", None, timezone.now()
        if note.consent == Consent.WITH_NAME:
            note.consent = Consent.WITHOUT_NAME
        note.save()
    stamps.bump_on_commit(stamps.SITE, *stamps.watching("reports"))


def fill():
    register(Method, nothing="id slug", work="name summary when_to_use materials")
    register(
        MethodStep, nothing="id sort_order", work="method title minutes instruction question is_round in_break_outs"
    )
    register(
        MeetingReport,
        rows=lambda member: Q(made_by=member) | Q(note_takers=member),
        nothing="id changes",
        person="note_takers made_by",
        work="event state method intro created_at published_at",
    )
    register(Round, nothing="id order", work="report title question in_break_outs")
    register(
        Note,
        rows=lambda member: Q(author=member) | Q(changed_by=member) | Q(speaker=member),
        before=_take_names_out,
        nothing="id key version born change",
        person="author changed_by speaker",
        work="report round break_out kind text consent due removed agreement request handed_on_at "
        "created_at updated_at",
        others="said_by owner_name addressee",
    )
