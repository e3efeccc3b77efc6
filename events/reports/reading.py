"""What the page of a report shows, gathered in a fixed number of queries whatever was written."""

from dataclasses import dataclass, field

from django.db.models import Count

from events.reports.choices import NoteKind
from events.reports.models import MeetingReport, Note
from network.people.rules import is_member
from network.requests.models import Request
from network.tables.models import Agreement


@dataclass
class Group:
    """What was noted about one theme in a round; ``theme`` is None for everybody together."""

    theme: object
    quotes: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    recommendations: list = field(default_factory=list)
    questions: list = field(default_factory=list)  # notes, or questions that live on
    agreements: list = field(default_factory=list)  # agreements that live on
    plans: list = field(default_factory=list)  # notes of agreements that are none yet


def shown(report, reader):
    """``[(round, [Group, …]), …]`` of the rounds in which something was noted, as ``reader`` may see it."""
    notes = list(report.notes.shareable().select_related("break_out").order_by("born", "pk"))
    agreements = _living(Agreement, [note.agreement_id for note in notes], reader)
    questions = _living(Request, [note.request_id for note in notes], reader)
    rounds = []
    for round in report.rounds.all():
        groups = {}
        for note in notes:
            if note.round_id == round.pk:
                group = groups.setdefault(note.break_out_id, Group(note.break_out))
                _put(note, group, agreements, questions)
        if groups:
            order = sorted(groups.values(), key=lambda group: _place(group.theme))
            rounds.append((round, order))
    return rounds


def _put(note, group, agreements, questions):
    if note.kind == NoteKind.QUOTE:
        group.quotes.append(note)
    elif note.kind == NoteKind.FINDING:
        group.findings.append(note)
    elif note.kind == NoteKind.RECOMMENDATION:
        group.recommendations.append(note)
    elif note.kind == NoteKind.QUESTION:
        # What was taken back, or is for others only, is not shown in its old words either.
        if note.request_id in questions:
            group.questions.append((note, questions[note.request_id]))
        elif note.handed_on_at is None:
            group.questions.append((note, None))
    elif note.agreement_id in agreements:
        group.agreements.append(agreements[note.agreement_id])
    elif note.handed_on_at is None:
        group.plans.append(note)


def _place(theme):
    return (0, 0, 0) if theme is None else (1, theme.sort_order or 0, theme.pk)


def _living(model, pks, reader):
    wanted = [pk for pk in pks if pk is not None]
    return {one.pk: one for one in model.objects.visible_to(reader).filter(pk__in=wanted).for_list()} if wanted else {}


def report_of(event):
    """The report of a meeting, or None; asked once for a page."""
    if "its_report" not in vars(event):
        event.its_report = MeetingReport.objects.filter(event_id=event.pk).first()
        if event.its_report is not None:
            event.its_report.event = event
    return event.its_report


def of_event(event, reader):
    """(report or None, whether ``reader`` sees it, whether they are one of those who write along)."""
    report = report_of(event)
    if report is None:
        return None, False, False
    writes = is_member(reader) and report.note_takers.filter(pk=reader.pk).exists()
    sees = report.is_published and MeetingReport.objects.visible_to(reader).filter(pk=report.pk).exists()
    return report, sees, writes


def before(event, reader):
    """The report of the latest earlier meeting of the same series that ``reader`` may see, or None."""
    if not event.series_id:
        return None
    earlier = MeetingReport.objects.visible_to(reader).filter(
        event__series_id=event.series_id, event__starts_at__lt=event.starts_at
    )
    return earlier.select_related("event").order_by("-event__starts_at").first()


def glance(report):
    """A short look: ``{"numbers": {kind: how many}, "quote": the first quote that may be shown, or None}``."""
    rows = report.notes.shareable().order_by().values_list("kind").annotate(number=Count("pk"))
    quotes = Note.objects.filter(report=report).shareable().filter(kind=NoteKind.QUOTE)
    return {"numbers": dict(rows), "quote": quotes.order_by("born").first()}
