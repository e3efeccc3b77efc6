"""Several people write one report at the same moment, on both databases."""

import pytest

from events.reports.actions import notes
from events.reports.models import MeetingReport, Note
from tests.at_once import at_once
from tests.factories.events import make_event
from tests.factories.people import MemberFactory
from tests.factories.reports import EMPTY, make_report, note

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 4, 5


def add_word(report, member, shared, word):
    """Change the note that all of them change; who is too late puts their word behind what stands there now."""
    current = Note.objects.get(pk=shared.pk)
    while True:
        try:
            return notes.change(current, member, current.version, {**EMPTY, "text": f"{current.text} {word}"})
        except notes.Outdated as outdated:
            current = outdated.note


def test_writers_at_the_same_moment_lose_no_word_and_a_screen_misses_no_note():
    members = [MemberFactory() for _ in range(WRITERS)]
    report = make_report(make_event(days=-1), members[0])
    shared = note(report, members[0], "Samen:")
    first = report.rounds.get()
    words = {member.pk: [f"w{number}x{place}" for number in range(EACH)] for place, member in enumerate(members)}
    seen, writing = {}, set(words)

    def write(member):
        try:
            for word in words[member.pk]:
                notes.write(first, member, {**EMPTY, "text": word})
                add_word(report, member, shared, word)
        finally:
            writing.discard(member.pk)

    def look():
        last, done = 0, False
        while not done:
            done = not writing
            now = MeetingReport.objects.get(pk=report.pk).changes
            seen.update({row.pk: row.text for row in notes.since(report, last)})
            last = now

    assert at_once(look, *[lambda member=member: write(member) for member in members]) == []
    every = {word for row in words.values() for word in row}
    kept = dict(Note.objects.values_list("pk", "text"))
    assert set(kept.values()) - {kept[shared.pk]} == every
    assert set(kept[shared.pk].split()) == every | {"Samen:"}
    assert seen == kept
    assert Note.objects.get(pk=shared.pk).version == 1 + WRITERS * EACH
