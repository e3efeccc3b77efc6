"""What meetings of the demo region yielded: reports with rounds, quotes, and what was agreed and asked there."""

from datetime import timedelta

from django.utils import timezone

from events.reports.actions import notes, reports
from events.reports.choices import NoteKind
from events.reports.models import MeetingReport, Method, Note
from home.demo.content import read
from network.notices.models import Notification

PUBLISHED_AFTER = timedelta(days=5)


def load_meeting_reports(region):
    """Publish the reports that are not there yet.

    Agreements and questions of such a meeting come out of its report; they are added to ``region.handed``, by title.
    """
    for row in read("meeting_reports"):
        event = region.meetings[row["meeting"]]
        if not MeetingReport.objects.filter(event=event).exists():
            _report(event, row, region)


def _report(event, row, region):
    by = region.members[read("agreed")["takes_down"]]
    method = Method.objects.filter(slug=row.get("method", "")).first()
    report = reports.prepare(event, by, method)
    rounds = row["rounds"]
    if method is None:
        wanted = [
            {"pk": None, "title": title, "question": asked, "in_break_outs": False} for title, asked, _said in rounds
        ]
        rounds = [said for _title, _asked, said in rounds]
    else:
        wanted = [
            {"pk": one.pk, "title": one.title, "question": one.question, "in_break_outs": one.in_break_outs}
            for one in report.rounds.all()
        ]
    writers = [region.members[slug] for slug in row["writers"]]
    reports.arrange(report, wanted, intro=row["intro"], note_takers=writers)
    themes = list(event.break_outs.all())
    held = list(report.rounds.all())
    for place, said in enumerate(rounds):
        for turn, note in enumerate(said):
            notes.write(held[place], writers[turn % len(writers)], _fields(note, themes))
    _write_agreed(held[-1], row["meeting"], region)
    reports.publish(report, by)
    _set_back(report, event)
    for note in report.notes.select_related("agreement", "request"):
        if made := note.agreement or note.request:
            region.handed[made.title] = made


def _fields(note, themes):
    """A note of the file, ``[kind, text, who said it, consent, number of the theme]``, as its writer types it."""
    kind, text, *more = note
    theme = themes[more.pop()] if more and isinstance(more[-1], int) else None
    said_by, consent = more or ("", "none")
    return _note(kind, text, break_out=theme, said_by=said_by, consent=consent)


def _note(kind, text, **fields):
    empty = {"break_out": None, "said_by": "", "consent": "none", "owner_name": "", "due": None, "addressee": ""}
    return {"kind": kind, "text": text, **empty, **fields}


def _write_agreed(held, meeting, region):
    """In the last round: who does what before when, and what was asked of whom."""
    for row in read("agreed")["agreements"]:
        if row.get("meeting") == meeting:
            due = timezone.localdate() + timedelta(days=row["due"])
            owner = region.members[row["owner"]].name
            notes.write(
                held, region.members[row["by"]], _note(NoteKind.AGREEMENT, row["title"], owner_name=owner, due=due)
            )
    for row in read("agreed")["questions"]:
        if row.get("meeting") == meeting:
            to = row.get("municipality", "")
            if "organisation" in row:
                to = region.organisations[row["organisation"]].name
            text = "\n\n".join(part for part in (row["title"], row.get("text", "")) if part)
            notes.write(held, region.members[row["by"]], _note(NoteKind.QUESTION, text, addressee=to))


def _set_back(report, event):
    """It was written during the meeting and published some days later."""
    moment = min(event.ends_at + PUBLISHED_AFTER, timezone.now())
    MeetingReport.objects.filter(pk=report.pk).update(created_at=event.starts_at, published_at=moment)
    Note.objects.filter(report=report).update(created_at=event.ends_at, updated_at=event.ends_at)
    Note.objects.filter(report=report).exclude(handed_on_at=None).update(handed_on_at=moment)
    told = Notification.objects.filter(key=f"report:{report.pk}:published")
    told.update(created_at=moment, read_at=moment + timedelta(hours=20))
