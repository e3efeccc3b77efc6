"""Writing a report with several people: no word is lost, and nobody else comes in."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.reports.actions import notes
from events.reports.models import Note
from tests.factories.events import make_event
from tests.factories.people import MemberFactory
from tests.factories.reports import EMPTY, make_report, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return MemberFactory(name="Sanne Vredeveld")


@pytest.fixture
def report(organiser):
    event = make_event(slug="thuis-op-school", days=-1, organisers=[organiser])
    return make_report(event, organiser, rounds=["De droom", "Onze rol"])


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


def address(report, rest=""):
    return f"/agenda/{report.event.slug}/verslag/schrijven/{rest}"


def posted(note, **changes):
    data = {"kind": note.kind, "text": note.text, "version": note.version, "consent": note.consent}
    return data | changes


def test_two_writers_of_one_note_lose_nothing(report, organiser):
    other = MemberFactory(name="Jamal Aydeniz")
    report.note_takers.add(other)
    first = note(report, organiser, "Bellen helpt.")
    one, two = signed_in(organiser), signed_in(other)
    place = address(report, f"{first.pk}/")
    assert one.post(place, posted(first, text="Bellen helpt altijd.")).status_code == 302
    answer = two.post(place, posted(first, text="Bellen helpt soms."))
    page = answer.content.decode()
    assert "Bellen helpt altijd." in page and "Bellen helpt soms." in page and "Sanne Vredeveld" in page
    assert Note.objects.get().text == "Bellen helpt altijd."
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert two.post(place, posted(first, text="Bellen helpt soms.", version=version, doe="samen")).status_code == 302
    kept = Note.objects.get()
    assert (kept.text, kept.version, kept.changed_by) == ("Bellen helpt altijd.\n\nBellen helpt soms.", 3, other)


def test_what_was_taken_out_while_somebody_wrote_comes_back_only_when_they_choose_so(report, organiser):
    first = note(report, organiser, "Bellen helpt.")
    notes.remove(first, organiser, first.version)
    with pytest.raises(notes.Outdated) as outdated:
        notes.change(first, organiser, 1, {**EMPTY, "text": "Bellen helpt soms."})
    assert outdated.value.note.removed
    notes.change(first, organiser, outdated.value.note.version, {**EMPTY, "text": "Bellen helpt soms."})
    assert Note.objects.kept().get().text == "Bellen helpt soms."


def test_wiping_leaves_no_word_and_only_of_what_was_taken_out(report, organiser):
    first = note(report, organiser, "Bellen helpt.", said_by="Sanne Vredeveld, docent")
    assert first.speaker == organiser
    notes.wipe(first, organiser)
    assert Note.objects.get().text == "Bellen helpt."
    notes.remove(first, organiser, 1)
    notes.wipe(first, organiser)
    row = Note.objects.get()
    assert (row.text, row.said_by, row.speaker, row.removed) == ("", "", None, True)
    notes.put_back(first, organiser)
    assert Note.objects.get().removed


def test_a_form_that_is_sent_twice_is_one_note(report, organiser):
    client, data = signed_in(organiser), {"kind": "finding", "text": "Bellen helpt.", "key": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(address(report), data).status_code == 302
    assert Note.objects.count() == 1


def test_news_is_what_others_wrote_since_and_costs_little_when_there_is_none(report, organiser):
    client = signed_in(organiser)
    first = note(report, organiser, "Een eerste woord.")
    elsewhere = note(report, organiser, "In een andere ronde.", round=report.rounds.last())
    report.refresh_from_db()
    place = address(report, f"nieuw/?ronde={first.round_id}&na=")
    with CaptureQueriesContext(
        connection,
    ) as quiet:
        assert client.get(f"{place}{report.changes}").status_code == 204
    second = note(report, organiser, "Een tweede woord.")
    notes.remove(first, organiser, 1)
    answer = client.get(f"{place}{report.changes}").content.decode()
    assert f'id="note-{second.pk}"' in answer and 'hx-swap-oob="beforeend:#notes"' in answer
    assert f'id="note-{first.pk}" hx-swap-oob="true"' in answer and "Een eerste woord." not in answer
    assert f'id="note-{elsewhere.pk}"' not in answer
    assert len(quiet) <= 7
    assert client.get(f"{place}x").status_code == 286


def test_bad_input_comes_back_with_everything_that_was_typed(report, organiser):
    client = signed_in(organiser)
    bsn = "Over 111222333 gesproken."
    for data in (
        {"kind": "finding", "text": bsn},
        {"kind": "onzin", "text": "Hier staat wat."},
        {"kind": "agreement", "text": "Bellen.", "due": "gisteren", "owner_name": "Jamal"},
        {"kind": "finding", "text": "x" * 100_000},
        {"kind": "finding", "text": "nul\x00"},
        {"kind": "finding", "text": "thema", "break_out": "999999"},
    ):
        answer = client.post(address(report), data)
        assert answer.status_code == 200, data
        summary = 'id="findings"' if bsn in data["text"] else 'id="errors"'
        assert summary in answer.content.decode()
    assert bsn in client.post(address(report), {"kind": "finding", "text": bsn}).content.decode()
    assert not Note.objects.exists()


def test_others_find_no_door_and_no_note_of_another_report(report, organiser):
    stranger = MemberFactory()
    own = make_report(make_event(slug="andere", organisers=[stranger]), stranger)
    first = note(report, organiser)
    client = signed_in(stranger)
    for place in (
        address(report),
        address(report, "nieuw/?na=0"),
        address(report, f"{first.pk}/"),
        address(own, f"{first.pk}/"),
        "/agenda/thuis-op-school/verslag/",
        "/agenda/thuis-op-school/verslag/instellen/",
        "/agenda/thuis-op-school/verslag/beginnen/",
        "/agenda/bestaat-niet/verslag/schrijven/",
    ):
        assert client.get(place).status_code == 404, place
    assert client.post(address(own, f"{first.pk}/"), posted(first, text="Van mij")).status_code == 404
    assert client.post("/agenda/thuis-op-school/verslag/publiceren/").status_code == 404
    report.note_takers.add(stranger)
    assert client.get(address(report)).status_code == 200
    assert client.post(address(report, f"{first.pk}/"), {"doe": "vastleggen"}).status_code == 403
    assert client.get("/agenda/thuis-op-school/verslag/instellen/").status_code == 404
    assert Client().get(address(report)).status_code == 302
    assert Client().post(address(report), headers={"HX-Request": "true"}).status_code == 401
    assert Note.objects.get().text == "Bellen helpt."


def test_the_screen_costs_the_same_with_twenty_notes(report, organiser):
    client = signed_in(organiser)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(report)).status_code == 200
        return len(caught)

    note(report, organiser)
    queries()
    before = queries()
    for number in range(19):
        note(report, organiser, f"Woord {number}", kind="quote", said_by="Tafel 2")
    assert queries() == before
