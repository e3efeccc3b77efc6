"""Methods: the first ones, and using one for a meeting."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from events.meetings.models import EventPage, ProgrammeItem
from events.reports.first_methods import ensure_first_methods
from events.reports.models import MeetingReport, Method
from tests.factories.events import make_event
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.reports import note

pytestmark = pytest.mark.django_db
NOON = datetime(2030, 3, 7, 13, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def client():
    ensure_first_methods()
    return Client()


def test_the_first_methods_are_made_once_and_can_be_read_by_everybody(client):
    Method.objects.filter(slug="24-uur").delete()
    ensure_first_methods()
    assert set(Method.objects.values_list("slug", flat=True)) == {"vier-rondes", "deelsessies-per-thema", "wereldcafe"}
    answer = client.get("/agenda/methoden/").content.decode()
    assert all(method.name in answer for method in Method.objects.all())
    answer = client.get("/agenda/methoden/vier-rondes/").content.decode()
    assert "Wie doet wat, en wanneer is het klaar?" in answer and "Stiften en grote vellen papier" in answer
    assert "<form method" not in answer
    assert client.post("/agenda/methoden/vier-rondes/").status_code == 404


def test_a_method_fills_a_draft_and_prepares_its_report(client):
    organiser = MemberFactory()
    event = make_event(starts_at=NOON, hours=4, publish=False, owner=organiser)
    client.force_login(organiser)
    assert client.post("/agenda/methoden/vier-rondes/", {"event": event.pk}).status_code == 302
    event = EventPage.objects.get()
    assert not event.live
    parts = list(event.get_latest_revision_as_object().programme.all())
    assert [(part.starts, part.title) for part in parts][:3] == [
        (time(13, 30), "Binnenkomen"),
        (time(13, 45), "De droom"),
        (time(14, 15), "Kansen en obstakels"),
    ]
    assert parts[-1].ends == time(16, 30)
    report = MeetingReport.objects.get()
    assert list(report.rounds.values_list("title", "in_break_outs")) == [
        ("De droom", False),
        ("Kansen en obstakels", True),
        ("Onze rol", False),
        ("Actieagenda", False),
    ]


def test_another_method_needs_a_yes_and_loses_no_note(client):
    organiser = MemberFactory()
    event = make_event(starts_at=NOON, organisers=[organiser])
    client.force_login(organiser)
    client.post("/agenda/methoden/vier-rondes/", {"event": event.pk})
    assert ProgrammeItem.objects.filter(event=event).count() == 7
    report = MeetingReport.objects.get()
    note(report, organiser, "Blijft staan")
    answer = client.post("/agenda/methoden/wereldcafe/", {"event": event.pk})
    assert answer.status_code == 200 and 'id="errors"' in answer.content.decode()
    assert client.post("/agenda/methoden/wereldcafe/", {"event": event.pk, "replace": "on"}).status_code == 302
    assert ProgrammeItem.objects.filter(event=event).count() == 5
    titles = list(report.rounds.values_list("title", flat=True))
    assert sorted(titles) == ["De droom", "Derde gesprek", "Eerste gesprek", "Oogst", "Tweede gesprek"]
    assert report.notes.get().text == "Blijft staan"


def test_nobody_fills_the_programme_of_somebody_else(client):
    event = make_event(starts_at=NOON, publish=False)
    client.force_login(MemberFactory())
    assert client.post("/agenda/methoden/vier-rondes/", {"event": event.pk}).status_code == 200
    assert not MeetingReport.objects.exists()
    assert not event.get_latest_revision_as_object().programme.all()


def test_staff_describe_a_method_with_its_steps_in_the_admin(client):
    client.force_login(StaffFactory())
    assert client.get("/beheer/methoden/").status_code == 200
    assert client.get("/beheer/methoden/add/").status_code == 200
    step = {"title": "Rondje", "minutes": "20", "question": "Wat speelt er?", "is_round": "on", "ORDER": "1", "id": ""}
    data = {
        "name": "Rondje",
        "slug": "rondje",
        "summary": "Iedereen komt aan het woord.",
        "materials": "Een stoel\n\nKoffie",
    }
    data |= {f"steps-0-{name}": value for name, value in step.items()}
    data |= {"steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-MIN_NUM_FORMS": "1"}
    assert client.post("/beheer/methoden/add/", data).status_code == 302
    method = Method.objects.get(slug="rondje")
    assert (method.minutes, method.material_list) == (20, ["Een stoel", "Koffie"])
    assert [step.question for step in method.steps.all()] == ["Wat speelt er?"]
