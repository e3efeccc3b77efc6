"""The pages of a session: for who takes part, with the clock as forms, and not there for anybody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.sessions.actions import clock
from events.sessions.actions.methods import ensure_first_methods
from events.sessions.choices import SessionState
from events.sessions.models import Session, SessionMember, SessionMethod, SessionNote
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.sessions import event_of, make_method, make_session, people_of

pytestmark = pytest.mark.django_db
PAGES = ("", "klok/", "scherm/", "notities/", "voorbereiding/", "verzetten/", "afgelasten/", "afmelden/")
BSN = "Het nummer is 123456782."


@pytest.fixture
def session():
    made = make_session(
        starts_at=timezone.now() + timedelta(minutes=5),
        method=make_method(),
        online_link="https://beeld.example/kamer",
        preparation="Ik zei niets.",
    )
    first = people_of(made)[0]
    Session.objects.update(presenter=first)
    return Session.objects.select_related("event", "method").get(pk=made.pk)


@pytest.fixture
def mine(client, session):
    """The browser of the first of the group."""
    client.force_login(people_of(session)[0])
    return client


def test_who_takes_no_part_gets_404_everywhere_also_an_administrator(client, session):
    for page in PAGES:
        answer = client.get(f"/sessies/{session.pk}/{page}")
        assert answer.status_code == (401 if page == "klok/" else 302), page
    for member in (MemberFactory(), AdministratorFactory(is_superuser=True)):
        client.force_login(member)
        for page in PAGES:
            for ask in (client.get, client.post):
                answer = ask(f"/sessies/{session.pk}/{page}", {"do": "start", "versie": 0, "text": "x"})
                assert answer.status_code in (404, 405), page
    assert "rustig" not in client.get("/sessies/").content.decode()
    assert Session.objects.get().clock == 0


def test_the_page_has_people_preparation_video_and_steps(mine, session):
    text = mine.get(f"/sessies/{session.pk}/").content.decode()
    for words in ("Hoe blijf ik rustig?", "Ik zei niets.", "https://beeld.example/kamer", "Stap 3", "Doe stap 2."):
        assert words in text
    assert all(one.name in text for one in people_of(session))
    assert mine.get(f"/agenda/{session.event.slug}/").url == f"/sessies/{session.pk}/"


def test_the_page_takes_as_many_questions_with_ten_people_as_with_three(client, session, django_assert_max_num_queries):
    client.force_login(people_of(session)[1])
    client.get(f"/sessies/{session.pk}/")
    for _number in range(7):
        SessionMember.objects.create(session=session, member=MemberFactory())
    with django_assert_max_num_queries(22):
        assert client.get(f"/sessies/{session.pk}/").status_code == 200


def test_without_script_the_clock_is_forms_and_a_second_click_does_nothing(mine, session):
    address = f"/sessies/{session.pk}/klok/"
    for _click in range(2):
        answer = mine.post(address, {"do": "start", "versie": "0"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/sessies/{session.pk}/"
    running = Session.objects.get()
    assert (running.state, running.step, running.clock) == ("running", 0, 1)
    text = answer.content.decode()
    began = timezone.localtime(running.step_started_at)
    assert f"{began:%H:%M}" in text and f"{began + timedelta(minutes=5):%H:%M}" in text
    for versie in ("0", "99", "-1", "x", "1" * 20, "\x00"):
        mine.post(address, {"do": "next", "versie": versie})
    mine.post(address, {"do": "verzin", "versie": "1"})
    assert Session.objects.get().step == 0


def test_screens_ask_with_an_etag_and_hear_of_each_change(mine, session, django_assert_num_queries):
    address = f"/sessies/{session.pk}/klok/"
    first = mine.get(address)
    assert (first.json()["state"], first.json()["version"]) == ("planned", 0)
    same = mine.get(address, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    with django_assert_num_queries(4):  # the session of the browser, the member and the roles, the number
        mine.get(address, headers={"If-None-Match": first["ETag"]})
    answer = mine.post(address, {"do": "start", "versie": "0"}, headers={"Accept": "application/json"})
    assert answer.json()["changed"] is True
    again = mine.post(address, {"do": "start", "versie": "0"}, headers={"Accept": "application/json"})
    assert (again.json()["changed"], again.json()["version"]) == (False, 1)
    news = mine.get(address, headers={"If-None-Match": first["ETag"]})
    assert news.status_code == 200 and "Stap 1" in news.json()["html"]


def test_the_screen_shows_step_instruction_and_clock_and_nothing_else(mine, session):
    clock.start(session, people_of(session)[0], 0)
    text = mine.get(f"/sessies/{session.pk}/scherm/").content.decode()
    assert "Stap 1" in text and "Doe stap 1." in text
    assert "Doe stap 2." not in text and "Ik zei niets." not in text and "Hoe blijf" not in text


def test_notes_are_for_who_wrote_them_and_are_checked_before_they_are_stored(client, session):
    first, second, _third = people_of(session)
    address = f"/sessies/{session.pk}/notities/"
    client.force_login(first)
    assert client.post(address, {"text": "Eerst stil zijn."}, headers={"Accept": "application/json"}).json() == {
        "kept": True
    }
    refused = client.post(address, {"text": BSN}, headers={"Accept": "application/json"})
    assert refused.json() == {"kept": False}
    page = client.post(address, {"text": BSN})
    assert page.status_code == 422 and BSN in page.content.decode()
    assert SessionNote.objects.get().text == "Eerst stil zijn."
    client.force_login(second)
    assert "Eerst stil" not in client.get(f"/sessies/{session.pk}/").content.decode()
    assert "Eerst stil" not in client.get(address).content.decode()
    client.force_login(first)
    assert "Eerst stil zijn." in client.get(f"/sessies/{session.pk}/").content.decode()
    client.post(address, {"text": "  "})
    assert not SessionNote.objects.exists()


def test_only_who_brings_the_question_writes_the_preparation(client, session):
    first, second, _third = people_of(session)
    address = f"/sessies/{session.pk}/voorbereiding/"
    client.force_login(second)
    assert client.post(address, {"text": "Anders"}).status_code == 404
    client.force_login(first)
    assert client.post(address, {"text": BSN}).status_code == 422
    client.post(address, {"text": "Ik wachtte te lang."})
    assert Session.objects.get().preparation == "Ik wachtte te lang."


def test_moving_calling_off_and_leaving_ask_for_the_right_things(client, session):
    first, second, third = people_of(session)
    Session.objects.update(facilitator=first)
    client.force_login(second)
    assert client.get(f"/sessies/{session.pk}/verzetten/").status_code == 404
    assert client.get(f"/sessies/{session.pk}/afgelasten/").status_code == 404
    assert client.post(f"/sessies/{session.pk}/afmelden/").url == "/sessies/"
    assert people_of(session) == [first, third]
    client.force_login(first)
    wrong = {"day": "2020-01-01", "start": "13:00", "end": "12:00"}
    assert client.post(f"/sessies/{session.pk}/verzetten/", wrong).status_code == 422
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    client.post(f"/sessies/{session.pk}/verzetten/", {"day": day, "start": "13:00", "end": "15:00"})
    assert timezone.localtime(event_of(session).starts_at).strftime("%Y-%m-%d %H:%M") == f"{day} 13:00"
    assert client.post(f"/sessies/{session.pk}/afgelasten/", {"reason": ""}).status_code == 422
    client.post(f"/sessies/{session.pk}/afgelasten/", {"reason": "Griep"})
    text = client.get(f"/sessies/{session.pk}/").content.decode()
    assert "Griep" in text and "Ik zei niets." not in text
    assert client.get(f"/sessies/{session.pk}/afmelden/").status_code == 404


def test_who_cancels_at_the_agenda_is_led_on_and_takes_part_no_longer(client, session):
    third = people_of(session)[2]
    client.force_login(third)
    answer = client.post(f"/agenda/{session.event.slug}/aanmelden/", {"doe": "afmelden"}, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/mijn/agenda/")
    assert third not in people_of(session)


def test_my_list_has_what_comes_and_what_was(mine, session):
    me = people_of(session)[0]
    make_session("Vorige keer", members=[me, MemberFactory()], days=-8, state=SessionState.HELD)
    make_session("Van een ander")
    text = mine.get("/sessies/").content.decode()
    assert text.index("Hoe blijf ik rustig?") < text.index("Vorige keer") and "Van een ander" not in text
    assert "Hoe blijf ik rustig?" in mine.get("/mijn/").content.decode()


def test_my_list_takes_as_many_questions_with_six_sessions_as_with_one(mine, session, django_assert_max_num_queries):
    me, other = people_of(session)[0], MemberFactory()
    with CaptureQueriesContext(connection) as before:
        mine.get("/sessies/")
    for number in range(5):
        make_session(f"Keer {number}", members=[me, other], days=number - 2, facilitator=other, method=session.method)
    with django_assert_max_num_queries(len(before)):
        assert "Keer 4" in mine.get("/sessies/").content.decode()


def test_the_first_methods_are_whole_and_made_once(client):
    ensure_first_methods()
    ensure_first_methods()
    found = {method.slug: method for method in SessionMethod.objects.prefetch_related("steps")}
    assert {slug: method.minutes for slug, method in found.items()} == {
        "incidentmethode": 65,
        "balint": 90,
        "roddelmethode": 60,
        "tien-stappen": 75,
        "adviseer-mij": 45,
    }
    assert found["balint"].least == 5 and found["tien-stappen"].steps.count() == 10
    for method in found.values():
        method.full_clean()
        assert all(step.instruction for step in method.steps.all()) and len(method.role_rows) == 3
    text = client.get("/sessies/methoden/").content.decode()
    assert all(method.name in text for method in found.values())
    assert "Wat speelt hier?" in client.get("/sessies/methoden/incidentmethode/").content.decode()
    assert client.get("/sessies/methoden/bestaat-niet/").status_code == 404
    client.force_login(StaffFactory())
    assert "Balintgroep" in client.get("/beheer/sessiemethoden/").content.decode()
    assert "Wat roept het op?" in client.get(f"/beheer/sessiemethoden/edit/{found['balint'].pk}/").content.decode()
