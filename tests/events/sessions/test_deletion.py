"""What was written to prepare a session is gone on its day: looked for in every table, index, file and mail."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from base import retention
from events.sessions.actions import closing, planning, reflecting
from events.sessions.models import Reflection, Session, SessionSettings
from tests.events.sessions.test_reflections import posted
from tests.factories.events import make_event
from tests.factories.people import MemberFactory
from tests.factories.sessions import make_session, people_of
from tests.leftovers import places_with
from tests.searching import fresh_index

pytestmark = pytest.mark.django_db

WORD = "zwaluwnestje"
TEXT = f"Ik merk dat ik partij kies. {WORD.title()} noem ik mijn twijfel."
OWN_ROW = {"event_sessions_session.preparation"}


def choose(**values):
    SessionSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults=values)


def test_preparation_is_nowhere_but_in_its_row_and_nowhere_after_closing(
    client, settings, tmp_path, caplog, django_capture_on_commit_callbacks
):
    with (
        caplog.at_level(logging.DEBUG),
        fresh_index(settings, tmp_path / "search") as index_now,
        django_capture_on_commit_callbacks(execute=True),
    ):
        make_event("Ook bij de boerenzwaluw")
        members = [MemberFactory() for _number in range(3)]
        session = make_session(days=1, members=members, presenter=members[0], preparation=TEXT)
        planning.move(session, members[0], session.starts_at + timedelta(days=1), session.ends_at + timedelta(days=1))
        Session.objects.update(state="running")
        client.force_login(members[1])
        client.get("/mijn/")
        client.get(f"/sessies/{session.pk}/les/")
        closing.confirm_attendance(session, members[0], {one.pk for one in members})
        index_now()
        assert "index" in places_with("boerenzwaluw")
        assert places_with(WORD) == OWN_ROW
        closing.close(session, members[0])
        index_now()
        assert places_with(WORD) == set()
    assert WORD not in caplog.text.lower()


def test_preparation_goes_on_the_day_that_the_region_chose():
    choose(preparation_days=5, close_days=9)
    session, other = make_session(days=-4, preparation=TEXT), make_session(days=-6, preparation="Iets anders")
    closing.every_day()
    assert [row.preparation for row in (_now(session), _now(other))] == [TEXT, ""]
    one = people_of(session)[0]
    closing.confirm_attendance(session, one, {one.pk})
    closing.close(session, one)
    assert _now(session).preparation == TEXT
    assert (closing.delete_preparation(), closing.delete_preparation(now=timezone.now() + timedelta(days=2))) == (0, 1)
    assert places_with(WORD) == set()


def test_preparation_goes_at_once_by_default_also_when_nobody_closes():
    session = make_session(days=-13, preparation=TEXT)
    closing.every_day()
    assert places_with(WORD) == OWN_ROW
    choose(close_days=10)
    closing.every_day()
    assert (places_with(WORD), _now(session).state) == (set(), "closed")


def test_whatever_was_chosen_preparation_is_gone_after_thirty_days():
    make_session(days=-31, preparation=TEXT)
    kept = make_session(days=-29, preparation="Blijft nog even")
    assert sum(number for rule, number in retention.apply() if rule.name == "sessions.preparation") == 1
    assert (places_with(WORD), _now(kept).preparation) == (set(), "Blijft nog even")


def test_calling_off_deletes_the_preparation():
    session = make_session(days=3, preparation=TEXT)
    planning.call_off(session, people_of(session)[0], "Ziek")
    assert places_with(WORD) == set()


def test_a_reflection_that_was_thrown_away_is_gone_and_one_that_was_stopped_was_never_there(client):
    session = make_session(days=-1)
    member = people_of(session)[0]
    client.force_login(member)
    stopped = {**posted(personal=f"{WORD}: bel 0612345678"), "title": WORD}
    assert client.post(f"/sessies/{session.pk}/reflectie/", stopped).status_code == 200
    assert client.post("/mijn/reflecties/nieuw/", stopped).status_code == 200
    assert (places_with(WORD), places_with("0612345678")) == (set(), set())
    assert client.post(f"/sessies/{session.pk}/reflectie/", posted(personal=TEXT)).status_code == 302
    assert places_with(WORD) == {"event_sessions_reflection.personal"}
    reflecting.delete(Reflection.objects.get())
    assert places_with(WORD) == set()


def _now(session):
    return Session.objects.get(pk=session.pk)
