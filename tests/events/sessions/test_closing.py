"""After a session: who was there, when it closes, and who is asked what."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from events.sessions.actions import closing
from events.sessions.choices import SessionState
from events.sessions.models import Session, SessionSettings
from events.sessions.signals import session_closed, session_held
from network.notices.models import Notification
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.sessions import make_session, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Names of the signals that were sent, in their order."""
    names = []

    def held(sender, session, **kwargs):
        names.append(("held", session.pk, session.state))

    def closed(sender, session, **kwargs):
        names.append(("closed", session.pk, session.state))

    session_held.connect(held)
    session_closed.connect(closed)
    yield names
    session_held.disconnect(held)
    session_closed.disconnect(closed)


def settings(**values):
    SessionSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults=values)


def attended(session):
    return dict(session.members.values_list("member_id", "attended"))


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("member_id", flat=True))


def test_attendance_is_confirmed_by_the_facilitator_and_put_right_until_it_is_closed(heard):
    one, two, three = (MemberFactory() for _number in range(3))
    session = make_session(days=-1, members=[one, two, three], facilitator=one)
    with pytest.raises(ValidationError):
        closing.confirm_attendance(session, two, {one.pk, two.pk})
    with pytest.raises(ValidationError):
        closing.close(session, one)
    stranger = MemberFactory()
    session = closing.confirm_attendance(session, one, {one.pk, two.pk, stranger.pk})
    assert (attended(session), session.hours, session.state) == (
        {one.pk: True, two.pk: True, three.pk: False},
        Decimal(2),
        SessionState.HELD,
    )
    assert told("session_reflection") == {one.pk, two.pk}

    session = closing.confirm_attendance(session, one, {one.pk, three.pk}, hours=Decimal("1.25"))
    assert (attended(session), session.hours) == ({one.pk: True, two.pk: False, three.pk: True}, Decimal("1.25"))
    closed = closing.close(session, one)
    assert closing.close(session, one).closed_at == closed.closed_at
    with pytest.raises(ValidationError):
        closing.confirm_attendance(session, one, {one.pk})
    assert attended(session) == {one.pk: True, two.pk: False, three.pk: True}
    assert heard == [("held", session.pk, "held"), ("closed", session.pk, "closed")]


def test_without_a_facilitator_everybody_who_takes_part_confirms_and_nobody_else():
    session = make_session(days=-1)
    one = people_of(session)[1]
    with pytest.raises(ValidationError):
        closing.confirm_attendance(session, AdministratorFactory(is_superuser=True), {one.pk})
    assert closing.confirm_attendance(session, one, {one.pk}).state == SessionState.HELD
    closed_account = people_of(session)[0]
    session = make_session(days=-1, members=people_of(session), facilitator=closed_account)
    closed_account.is_active = False
    closed_account.save()
    session = Session.objects.get(pk=session.pk)
    assert closing.confirm_attendance(session, one, {one.pk}).hours == 2


def test_a_clock_that_was_left_running_stops(heard):
    session = make_session(days=-1)
    one = people_of(session)[0]
    Session.objects.update(state="running", step=1, step_started_at=timezone.now(), spent=5, clock=7)
    session = closing.confirm_attendance(session, one, {one.pk})
    assert (session.state, session.step, session.step_started_at, session.spent, session.clock) == (
        "held",
        None,
        None,
        0,
        8,
    )
    assert heard == [("held", session.pk, "held")]


def test_what_has_not_begun_is_neither_confirmed_nor_closed():
    session = make_session(days=1)
    with pytest.raises(ValidationError):
        closing.confirm_attendance(session, people_of(session)[0], set())
    with pytest.raises(ValidationError):
        closing.close(session, people_of(session)[0])


def test_a_session_that_nobody_closed_closes_by_itself_and_gives_nobody_hours(heard):
    late, soon = make_session(days=-15), make_session(days=-13)
    assert (closing.close_due(), closing.close_due()) == (1, 0)
    states = dict(Session.objects.values_list("pk", "state"))
    assert states == {late.pk: "closed", soon.pk: "planned"}
    assert set(attended(late).values()) == {None}
    settings(close_days=3)
    assert closing.close_due() == 1
    assert [name for name, _pk, _state in heard] == ["closed", "closed"]


def test_an_administrator_chooses_the_days_in_the_admin_and_staff_do_not(client):
    site = Site.objects.get(is_default_site=True)
    address = f"/beheer/settings/event_sessions/sessionsettings/{site.pk}/"
    client.force_login(StaffFactory())
    assert client.get(address).status_code == 302
    client.force_login(AdministratorFactory())
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"preparation_days": "31", "close_days": "0"})
    assert sorted(wrong.context["form"].errors) == ["close_days", "preparation_days"]
    assert client.post(address, {"preparation_days": "7", "close_days": "10"}).status_code == 302
    found = SessionSettings.current()
    assert (found.preparation_days, found.close_days) == (7, 10)


def test_who_leads_is_asked_once_who_was_there():
    one, two = MemberFactory(), MemberFactory()
    led = make_session(days=-1, members=[one, two], facilitator=one)
    together = make_session(days=-1, members=[one, two])
    make_session(days=1, members=[one, two])
    early = make_session(starts_at=timezone.now() - timedelta(minutes=50), members=[one, two], facilitator=two)
    Session.objects.filter(pk=early.pk).update(state=SessionState.HELD)
    confirmed = make_session(days=-1, members=[one, two])
    closing.confirm_attendance(confirmed, one, {one.pk})
    assert (closing.ask_attendance(), closing.ask_attendance()) == (4, 0)
    asked = set(Notification.objects.filter(kind="session_attendance").values_list("member_id", "target_id"))
    assert asked == {(one.pk, led.pk), (one.pk, together.pk), (two.pk, together.pk), (two.pk, early.pk)}


def test_the_page_of_attendance_is_for_who_leads(client):
    one, two = MemberFactory(), MemberFactory()
    session = make_session(days=-1, members=[one, two], facilitator=one)
    address = f"/sessies/{session.pk}/aanwezig/"
    for stranger in (two, MemberFactory(), AdministratorFactory(is_superuser=True)):
        client.force_login(stranger)
        answers = [client.get(address), client.post(address), client.post(f"/sessies/{session.pk}/sluiten/")]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(one)
    page = client.post(address, {"attended": [two.pk, "x\x00", 10**30], "hours": "77"})
    assert (page.status_code, sorted(page.context["form"].errors)) == (200, ["attended", "hours"])
    assert client.post(address, {"attended": [two.pk], "hours": "1.75"}).status_code == 302
    assert attended(session) == {one.pk: False, two.pk: True}
    assert client.post(f"/sessies/{session.pk}/sluiten/").status_code == 302
    session.refresh_from_db()
    assert (session.state, session.hours, session.closed_at < timezone.now()) == ("closed", Decimal("1.75"), True)


def test_my_pages_name_what_waits_after_a_session(client):
    one, two = MemberFactory(), MemberFactory()
    session = make_session("Wat doe ik met stilte?", days=-1, members=[one, two], facilitator=one)
    make_session("Later", days=2, members=[one, two])
    make_session("Lang geleden", days=-90, members=[one, two])
    client.force_login(one)
    waits = [("aanwezig", "reflectie"), ("reflectie",)]
    for member, wanted in zip((one, two), waits, strict=True):
        client.force_login(member)
        html = client.get("/mijn/").content.decode()
        found = [part for part in ("aanwezig", "reflectie", "les") if f"/sessies/{session.pk}/{part}/" in html]
        assert (tuple(found), "Lang geleden" in html) == (wanted, False)


def test_a_session_that_was_called_off_asks_nothing(client):
    from events.sessions.actions import planning

    session = make_session(days=1)
    one = people_of(session)[0]
    planning.call_off(session, one, "Ziek")
    later = timezone.now() + timedelta(days=20)
    assert (closing.ask_attendance(now=later), closing.close_due(now=later)) == (0, 0)
    client.force_login(one)
    assert client.get(f"/sessies/{session.pk}/aanwezig/").status_code == 404
