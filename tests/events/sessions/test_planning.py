"""Planning a session: the private meeting, its mails, and who takes part."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from base.models import Mail
from events.meetings.actions import registering
from events.meetings.choices import EventKind, Status
from events.sessions.actions import planning
from events.sessions.choices import SessionState
from events.sessions.models import Session, SessionMember
from events.sessions.signals import session_called_off
from home.actions import ensure_site_tree
from tests.factories.people import MemberFactory
from tests.factories.sessions import event_of, make_method, make_session, people_of

pytestmark = pytest.mark.django_db


def mails(kind):
    """Who got a mail of this kind."""
    return sorted(Mail.objects.filter(kind=f"meetings/{kind}").values_list("receiver", flat=True))


def test_a_plan_makes_a_private_meeting_and_mails_everybody():
    anna, bart, leader, presenter = (MemberFactory() for _ in range(4))
    start = timezone.now() + timedelta(days=3)
    ensure_site_tree()
    session = planning.plan(
        "Hoe blijf ik rustig?",
        anna,
        [anna, bart],
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        method=make_method(),
        facilitator=leader,
        presenter=presenter,
        online_link="https://beeld.example/kamer",
    )
    event = session.event
    assert (event.title, event.private, event.kind, event.owner) == (
        "Hoe blijf ik rustig?",
        True,
        EventKind.INTERVISION,
        None,
    )
    assert "rustig" not in event.slug and event.revisions.count() == 0
    assert people_of(session) == [anna, bart, leader, presenter]
    assert set(event.registrations.values_list("status", flat=True)) == {Status.CONFIRMED}
    assert mails("confirmed") == sorted(one.email for one in (anna, bart, leader, presenter))


def test_times_that_run_backwards_plan_nothing():
    ensure_site_tree()
    start = timezone.now() + timedelta(days=3)
    with pytest.raises(ValidationError):
        planning.plan("Nee", MemberFactory(), [], starts_at=start, ends_at=start)
    assert Session.objects.count() == 0


def test_moving_tells_who_comes_once_and_begun_sessions_stay():
    session = make_session()
    by = people_of(session)[0]
    start = session.starts_at + timedelta(days=7)
    moved = planning.move(session, by, start, start + timedelta(hours=1))
    assert (moved.starts_at, moved.event.sequence) == (start, 1)
    assert mails("moved") == sorted(one.email for one in people_of(session))
    with pytest.raises(ValidationError):
        planning.move(session, by, start, start - timedelta(hours=1))
    with pytest.raises(ValidationError):
        planning.move(session, by, timezone.now() - timedelta(hours=1), timezone.now())
    Session.objects.update(state=SessionState.RUNNING)
    with pytest.raises(ValidationError):
        planning.move(session, by, start + timedelta(days=1), start + timedelta(days=1, hours=1))


def test_calling_off_tells_everybody_once_and_drops_the_preparation():
    heard = []

    def hear(sender, session, **kwargs):
        heard.append(session.pk)

    session_called_off.connect(hear)
    session = make_session(preparation="Ik bleef stil toen dat niet hoorde.")
    by = people_of(session)[0]
    planning.call_off(session, by, "Ziek")
    planning.call_off(session, by, "Ziek")
    session_called_off.disconnect(hear)
    assert heard == [session.pk]
    assert Session.objects.get().preparation == ""
    assert event_of(session).is_cancelled
    assert mails("event_cancelled") == sorted(one.email for one in people_of(session))


def test_who_joins_later_is_registered_and_who_leaves_has_no_part_in_it():
    session = make_session()
    late = MemberFactory()
    planning.add_member(session, late)
    planning.add_member(session, late)
    assert people_of(session)[-1] == late and len(people_of(session)) == 4
    Session.objects.update(facilitator=late)
    assert planning.leave(session, late) is True
    session.refresh_from_db()
    assert session.facilitator is None and late not in people_of(session)
    assert mails("cancelled") == [late.email]


def test_who_cancels_at_the_meeting_takes_part_no_longer():
    session = make_session(preparation="Iets van mij")
    presenter = people_of(session)[1]
    Session.objects.update(presenter=presenter)
    registering.cancel(session.event.registrations.get(member=presenter))
    session.refresh_from_db()
    assert not SessionMember.objects.filter(member=presenter).exists()
    assert (session.presenter, session.preparation) == (None, "")


def test_only_who_takes_part_sees_a_session():
    session = make_session()
    inside = people_of(session)[0]
    others = [None, MemberFactory(), MemberFactory(is_superuser=True)]
    assert list(Session.objects.visible_to(inside)) == [session]
    assert [list(Session.objects.visible_to(one)) for one in others] == [[], [], []]
