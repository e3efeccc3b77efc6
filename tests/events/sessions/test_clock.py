"""The clock: the same for all screens, no step that isn't there, and nothing that happens twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base import stamps
from events.sessions.actions import clock
from events.sessions.choices import SessionState
from events.sessions.models import Session
from events.sessions.reading import clock_face
from events.sessions.signals import session_held
from tests.factories.people import MemberFactory
from tests.factories.sessions import make_method, make_session, people_of

pytestmark = pytest.mark.django_db

VERBS = {
    "start": clock.start,
    "next": clock.next_step,
    "previous": clock.previous_step,
    "pause": clock.pause,
    "resume": clock.resume,
    "finish": clock.finish,
}
BLANK = {"state": "planned", "steps": [], "step": None, "step_started_at": None, "paused_at": None, "spent": 0}


@pytest.fixture
def session():
    return make_session(starts_at=timezone.now() + timedelta(minutes=10), hours=2, method=make_method())


@pytest.fixture
def held():
    """Which sessions rooms to the right heard of."""
    heard = []

    def hear(sender, session, **kwargs):
        heard.append(session.pk)

    session_held.connect(hear)
    yield heard
    session_held.disconnect(hear)


def fresh(session):
    return Session.objects.select_related("event", "method", "facilitator").get(pk=session.pk)


def test_a_session_from_start_to_end(session, held):
    by, now = people_of(session)[0], timezone.now()
    assert clock.start(session, by, 0, now)
    state = clock.state(fresh(session), now + timedelta(seconds=70))
    assert {key: state[key] for key in ("version", "state", "step", "steps", "title", "who", "total", "left")} == {
        "version": 1,
        "state": "running",
        "step": 0,
        "steps": 3,
        "title": "Stap 1",
        "who": "presenter",
        "total": 300,
        "left": 230,
    }
    assert clock.pause(session, by, 1, now + timedelta(seconds=100))
    assert clock.state(fresh(session), now + timedelta(hours=1))["left"] == 200
    assert clock.resume(session, by, 2, now + timedelta(seconds=500))
    assert clock.state(fresh(session), now + timedelta(seconds=550))["left"] == 150
    assert clock.state(fresh(session), now + timedelta(seconds=800))["left"] == -100
    assert clock.next_step(session, by, 3, now + timedelta(seconds=800))
    assert clock.state(fresh(session), now + timedelta(seconds=860))["left"] == 540
    assert clock.finish(session, by, 4, now + timedelta(seconds=900))
    done = fresh(session)
    assert (done.state, done.held_at, done.clock) == (SessionState.HELD, now + timedelta(seconds=900), 5)
    assert held == [session.pk]


def test_a_later_change_of_the_method_leaves_a_running_session_alone(session):
    by = people_of(session)[0]
    clock.start(session, by, 0)
    session.method.steps.all().delete()
    assert [row["title"] for row in fresh(session).planned_steps()] == ["Stap 1", "Stap 2", "Stap 3"]


def test_a_session_without_a_method_is_one_step_as_long_as_the_meeting():
    session = make_session(starts_at=timezone.now(), hours=2)
    clock.start(session, people_of(session)[0], 0)
    assert [row["minutes"] for row in fresh(session).steps] == [120]


def test_only_the_facilitator_runs_the_clock_or_everybody_where_there_is_none(session):
    leader, other, stranger = people_of(session)[0], people_of(session)[1], MemberFactory(is_superuser=True)
    Session.objects.update(facilitator=leader)
    assert not clock.start(session, other, 0) and not clock.start(session, stranger, 0)
    assert clock.start(session, leader, 0)
    Session.objects.update(facilitator=None)
    assert clock.next_step(session, other, 1) and not clock.next_step(session, stranger, 2)


def test_it_starts_from_an_hour_before_and_never_when_called_off(session):
    now = timezone.now()
    assert clock.allowed(session, session.starts_at - timedelta(minutes=61)) == set()
    assert clock.allowed(session, session.starts_at - timedelta(minutes=59)) == {"start"}
    assert clock.allowed(session, session.ends_at + timedelta(hours=13)) == set()
    session.event.state = "cancelled"
    assert clock.allowed(session, now) == set()


def test_moving_the_clock_makes_no_kept_page_of_the_site_old(session, monkeypatch):
    bumped = []
    monkeypatch.setattr(stamps, "bump_on_commit", lambda *names: bumped.append(names))
    clock.start(session, people_of(session)[0], 0)
    assert bumped == []
    session.method.save()
    assert bumped


def test_the_face_counts_the_last_second_until_it_is_over():
    assert [clock_face(seconds) for seconds in (245, 59.2, 0.1, 0, -0.9, -1, -20)] == [
        "4:05",
        "1:00",
        "0:01",
        "0:00",
        "0:00",
        "-0:01",
        "-0:20",
    ]


acts = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from([0, 0, 0, -1, 1]), st.integers(-5, 400)), max_size=14
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_no_order_of_acts_gives_a_step_that_isnt_there_and_a_replay_changes_nothing(session, acts):
    """Each act is sent with the number that its screen saw, or another one, and then once more."""
    Session.objects.filter(pk=session.pk).update(**BLANK, clock=0, held_at=None)
    by, now, version = people_of(session)[0], timezone.now(), 0
    for verb, off, seconds in acts:
        now += timedelta(seconds=seconds)
        before = fresh(session)
        may = verb in clock.allowed(before, now)
        left = clock.state(before, now)["left"]
        changed = VERBS[verb](session, by, version + off, now)
        assert changed == (may and off == 0)
        after = fresh(session)
        version += changed
        assert after.clock == version
        again = (clock.state(after, now), after.held_at)
        assert not VERBS[verb](session, by, version - 1, now)
        assert (clock.state(fresh(session), now), fresh(session).held_at) == again
        if after.state == SessionState.RUNNING:
            assert 0 <= after.step < len(after.steps)
            assert after.spent >= 0 and clock.elapsed(after, now) >= 0
        else:
            assert (after.step, after.step_started_at, after.paused_at) == (None, None, None)
        if changed and verb in ("pause", "resume"):
            assert abs(clock.state(after, now)["left"] - left) < 0.01
        if not changed:
            assert (after.state, after.step, after.paused_at) == (before.state, before.step, before.paused_at)
