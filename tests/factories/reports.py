"""Reports for tests."""

from events.reports.actions import notes, reports

EMPTY = {
    "kind": "finding",
    "text": "",
    "break_out": None,
    "said_by": "",
    "consent": "none",
    "owner_name": "",
    "due": None,
    "addressee": "",
}


def make_report(event, by, *, rounds=("De droom",), note_takers=()):
    """A draft with these rounds."""
    report = reports.prepare(event, by)
    rows = [{"pk": None, "title": title, "question": f"{title}?", "in_break_outs": False} for title in rounds]
    reports.arrange(report, rows, intro="", note_takers=note_takers)
    report.rounds.exclude(title__in=rounds).delete()
    report.refresh_from_db()
    return report


def note(report, by, text="Bellen helpt.", round=None, **fields):
    """A note in the first round, or in ``round``."""
    return notes.write(round or report.rounds.first(), by, {**EMPTY, "text": text, **fields})
