"""Shadow visits: days with places, booking, changing and cancelling, what sessions do to them, and how they end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from base.models import Mail
from events.meetings.actions import registering
from events.sessions.actions import closing as sessions
from events.sessions.actions import planning
from events.sessions.models import Session, SessionMember
from network.notices.actions import follow
from network.notices.models import Notification
from network.requests import rules
from network.requests.actions import asking, closing, joining, meeting, visits
from network.requests.actions.flow import NotAllowed
from network.requests.choices import Part, RequestKind, RequestStatus
from network.requests.models import Appointment, Participation, Request, VisitDay
from tests.at_once import at_once
from tests.factories.people import MemberFactory
from tests.factories.visits import let_it_pass, make_asked, make_day, make_offer, were_there

pytestmark = pytest.mark.django_db


def refused(reason):
    return pytest.raises(NotAllowed, match=f"^{reason}$")


def booked(offer):
    """{primary key of a day: names of who booked it}."""
    rows = Participation.objects.joined().filter(request=offer).exclude(day=None).order_by("pk")
    found = {}
    for row in rows.select_related("member"):
        found.setdefault(row.day_id, []).append(row.member.name)
    return found


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("member", flat=True))


# ---------- days ----------


def test_a_host_adds_days_that_are_to_come_and_apart_and_followers_hear_of_it():
    offer, other = make_offer(), MemberFactory()
    follow(other, offer)
    start = timezone.now() + timedelta(days=3)
    day = visits.add_day(offer, offer.asked_by, start, start + timedelta(hours=6), 2)
    assert (day.places, told("visit_days")) == (2, {other.pk})
    with refused("twice"):
        visits.add_day(offer, offer.asked_by, start + timedelta(hours=1), start + timedelta(hours=2), 1)
    with refused("past"):
        visits.add_day(offer, offer.asked_by, start - timedelta(days=9), start - timedelta(days=8), 1)
    with refused("edit"):
        visits.add_day(offer, other, start + timedelta(days=1), start + timedelta(days=2), 1)


def test_a_day_with_bookings_that_moves_or_goes_tells_who_booked():
    offer = make_offer(2, 2)
    first, second = offer.days.all()
    noor, bas = MemberFactory(name="Noor"), MemberFactory(name="Bas")
    visits.book(first, noor, agreed=True)
    visits.book(second, bas, agreed=True)
    first.refresh_from_db()
    start = first.starts_at + timedelta(days=1)
    with refused("booked"):
        visits.change_day(first, offer.asked_by, start, start + timedelta(hours=4), 0)
    with refused("edit"):
        visits.change_day(first, noor, start, start + timedelta(hours=4), 2)
    visits.change_day(first, offer.asked_by, start, start + timedelta(hours=4), 3)
    first.refresh_from_db()
    assert (first.starts_at, first.session.event.starts_at, first.places) == (start, start, 3)
    assert set(Mail.objects.filter(kind="meetings/moved").values_list("receiver", flat=True)) == {
        noor.email,
        offer.asked_by.email,
    }
    visits.take_away(second, offer.asked_by, "Er is iemand ziek.")
    mail = Mail.objects.get(kind="meetings/event_cancelled", receiver=bas.email)
    assert "Er is iemand ziek." in mail.text
    assert booked(offer) == {first.pk: ["Noor"]}
    assert list(offer.days.all()) == [first]
    assert rules.part_of(bas, offer).state == Part.LEFT


def test_moving_or_calling_off_at_the_session_takes_the_day_along():
    offer = make_offer(1, 1)
    first, second = offer.days.all()
    noor = MemberFactory()
    visits.book(first, noor, agreed=True)
    session = Session.objects.get(visit_day=first)
    start = first.starts_at + timedelta(days=2)
    planning.move(session, offer.asked_by, start, start + timedelta(hours=2))
    first.refresh_from_db()
    assert (first.starts_at, first.ends_at) == (start, start + timedelta(hours=2))
    planning.call_off(session, offer.asked_by, "Het kan niet.")
    assert list(offer.days.all()) == [second]
    assert booked(offer) == {}
    offer.refresh_from_db()
    assert offer.is_open


# ---------- places ----------


def test_booking_takes_a_promise_and_a_place_and_makes_one_session_of_a_day():
    offer = make_offer(2)
    day, host = offer.days.get(), offer.asked_by
    noor, bas, late = (MemberFactory(name=name) for name in ("Noor", "Bas", "Laat"))
    with refused("promise"):
        visits.book(day, noor)
    with refused("over"):
        visits.book(day, host, agreed=True)
    row = visits.book(day, noor, agreed=True)
    assert visits.book(day, noor).pk == row.pk and row.agreed_at is not None
    visits.book(day, bas, agreed=True)
    with refused("places"):
        visits.book(day, late, agreed=True)
    session = Session.objects.get()
    assert set(session.members.values_list("member", flat=True)) == {host.pk, noor.pk, bas.pk}
    assert (session.facilitator, session.presenter, session.event.kind) == (host, None, "working")
    assert (session.event.venue, session.event.private) == ("De Brink", True)
    assert Appointment.objects.get().request_id == offer.pk
    assert Notification.objects.filter(kind="visit_booked", member=host).count() == 2
    assert set(Mail.objects.filter(kind="meetings/confirmed").values_list("receiver", flat=True)) == {
        one.email for one in (host, noor, bas)
    }
    assert Session.objects.visible_to(late).count() == 0


def test_one_day_a_person_which_they_change_or_give_back():
    offer = make_offer(1, 1)
    first, second = offer.days.all()
    noor, bas = MemberFactory(name="Noor"), MemberFactory(name="Bas")
    visits.book(first, noor, agreed=True)
    visits.book(second, noor)
    assert booked(offer) == {second.pk: ["Noor"]}
    first.refresh_from_db()
    assert first.session is None and SessionMember.objects.filter(member=noor).count() == 1
    visits.book(first, bas, agreed=True)
    with refused("places"):
        visits.book(first, noor)
    assert booked(offer) == {first.pk: ["Bas"], second.pk: ["Noor"]}
    assert visits.cancel(offer, noor) is True
    assert visits.cancel(offer, noor) is False
    assert booked(offer) == {first.pk: ["Bas"]}
    assert told("request_left") == {offer.asked_by_id}
    with refused("promise"):
        visits.book(second, noor)
    visits.book(second, noor, agreed=True)
    assert booked(offer) == {first.pk: ["Bas"], second.pk: ["Noor"]}
    second.refresh_from_db()
    let_it_pass(second.session)
    with refused("past"):
        visits.cancel(offer, noor)
    # Once it was, another day takes a promise anew; that she was there stays known.
    third = make_day(offer, days=21)
    with refused("promise"):
        visits.book(third, noor)
    visits.book(third, noor, agreed=True)
    assert SessionMember.objects.filter(member=noor).count() == 2


def test_giving_up_the_seat_at_the_meeting_gives_the_place_back():
    offer = make_offer(1)
    day, noor = offer.days.get(), MemberFactory()
    visits.book(day, noor, agreed=True)
    session = Session.objects.get()
    registering.cancel(session.event.registrations.get(member=noor))
    assert booked(offer) == {}
    day.refresh_from_db()
    session.event.refresh_from_db()
    assert (day.session, session.event.is_cancelled) == (None, True)
    visits.book(day, noor, agreed=True)
    assert Appointment.objects.filter(request=offer).count() == 2


def test_a_day_without_its_host_is_called_off_and_who_left_the_site_has_none():
    offer = make_offer(2, 1)
    day, noor = offer.days.first(), MemberFactory()
    visits.book(day, noor, agreed=True)
    session = Session.objects.get()
    registering.cancel(session.event.registrations.get(member=offer.asked_by))
    assert booked(offer) == {} and offer.days.count() == 1
    assert Mail.objects.filter(kind="meetings/event_cancelled", receiver=noor.email).count() == 1
    type(offer.asked_by).objects.filter(pk=offer.asked_by_id).update(is_active=False)
    with refused("over"):
        visits.book(offer.days.get(), noor, agreed=True)


def test_days_that_began_and_offers_that_ended_are_not_to_be_booked():
    offer = make_offer(1)
    begun, noor = make_day(offer, days=-0.01), MemberFactory()
    with refused("past"):
        visits.book(begun, noor, agreed=True)
    with refused("past"):
        visits.take_away(begun, offer.asked_by)
    day = offer.days.coming().get()
    asking.withdraw(offer, offer.asked_by)
    with refused("over"):
        visits.book(day, noor, agreed=True)
    VisitDay.objects.filter(pk=day.pk).delete()
    with refused("step"):
        visits.book(day, noor, agreed=True)


@pytest.mark.django_db(transaction=True)
def test_of_six_at_once_two_get_the_two_places():
    offer = make_offer(2)
    day = offer.days.get()
    people = [MemberFactory() for _number in range(6)]
    raised = at_once(*[lambda one=one: visits.book(day, one, agreed=True) for one in people])
    assert [str(error) for error in raised] == ["places"] * 4
    assert visits.taken(day) == 2
    session = Session.objects.get()
    assert session.members.count() == session.event.registrations.count() == 3


# ---------- how an offer ends ----------


def test_an_offer_ends_when_the_host_says_so_and_nobody_is_still_to_come():
    offer = make_offer(1, 1)
    noor = MemberFactory()
    visits.book(offer.days.first(), noor, agreed=True)
    with refused("edit"):
        visits.close(offer, noor)
    with refused("coming"):
        visits.close(offer, offer.asked_by)
    visits.cancel(offer, noor)
    past = make_day(offer, days=-3)
    visits.close(offer, offer.asked_by, "Drie mensen keken mee.")
    offer.refresh_from_db()
    assert (offer.status, offer.outcome, offer.outcome_text) == ("closed", "done", "Drie mensen keken mee.")
    assert list(offer.days.all()) == [past] and offer.text == "Je eet mee."
    with refused("edit"):
        visits.close(offer, offer.asked_by)


def test_the_worker_ends_offers_two_weeks_after_the_last_day_and_expires_what_never_had_one():
    quiet, busy, empty = make_offer(), make_offer(), make_offer()
    make_day(quiet, days=-20)
    make_day(busy, days=-20)
    make_day(busy, days=-13)
    Request.objects.update(opened_at=timezone.now() - timedelta(days=100))
    assert visits.close_quiet() == 1
    assert closing.expire() == 1
    states = [Request.objects.get(pk=one.pk).status for one in (quiet, busy, empty)]
    assert states == [RequestStatus.CLOSED, RequestStatus.OPEN, RequestStatus.EXPIRED]
    assert visits.close_quiet() == 0
    assert visits.close_quiet(timezone.now() + timedelta(days=2)) == 1


def test_taking_an_offer_back_calls_off_what_was_booked():
    offer = make_offer(1)
    noor = MemberFactory()
    visits.book(offer.days.get(), noor, agreed=True)
    asking.withdraw(offer, offer.asked_by)
    assert Request.objects.get().status == RequestStatus.WITHDRAWN
    assert Mail.objects.filter(kind="meetings/event_cancelled", receiver=noor.email).count() == 1
    assert booked(offer) == {} and not offer.days.exists()


# ---------- asked ----------


def test_who_asks_chooses_a_host_and_a_day_and_it_closes_with_its_session():
    asked = make_asked()
    asker, host, other = asked.asked_by, MemberFactory(), MemberFactory()
    row = joining.come(asked, host, "Je mag bij ons komen.", agreed=True)
    joining.come(asked, other, "Bij ons ook.", agreed=True)
    assert not rules.may_come(host, asked) and not rules.may_come(asker, asked)
    joining.let_in(row, asker)
    asked.refresh_from_db()
    assert asked.status == RequestStatus.MATCHED
    start = timezone.now() + timedelta(days=5)
    session = meeting.schedule(asked, asker, start, start + timedelta(hours=7), venue="De Brink", facilitator=host)
    assert (session.presenter, session.facilitator, session.preparation) == (None, host, "")
    session = were_there(session, host, asker, host)
    asked.refresh_from_db()
    assert asked.status == RequestStatus.HELD
    sessions.close(session, host)
    asked.refresh_from_db()
    assert (asked.status, asked.outcome) == (RequestStatus.CLOSED, "done")
    assert asked.text == "Hoe eten jullie samen?"


@pytest.mark.parametrize("who", ["asker", "host"])
def test_an_asked_visit_without_one_of_the_two_is_called_off(who):
    asked = make_asked()
    host = MemberFactory()
    joining.let_in(joining.come(asked, host, agreed=True), asked.asked_by)
    start = timezone.now() + timedelta(days=5)
    session = meeting.schedule(asked, asked.asked_by, start, start + timedelta(hours=7), facilitator=host)
    leaver = host if who == "host" else asked.asked_by
    registering.cancel(session.event.registrations.get(member=leaver))
    asked.refresh_from_db()
    session.event.refresh_from_db()
    assert session.event.is_cancelled
    # Without a host one is looked for again; without a day another is.
    assert asked.status == (RequestStatus.OPEN if who == "host" else RequestStatus.MATCHED)


def test_who_asks_one_person_asks_nobody_else():
    asker, host, other = MemberFactory(), MemberFactory(), MemberFactory()
    make_offer()
    cleaned = {"title": "Meekijken", "text": "Op de groep.", "to_member": host}
    asked = asking.send(asking.begin(RequestKind.VISIT, asker, cleaned), asker)
    seen = [one.pk for one in (asker, host, other) if Request.objects.visible_to(one).filter(pk=asked.pk)]
    assert seen == [asker.pk, host.pk]
    part = rules.part_of(host, asked)
    assert part.state == Part.ASKED
    joining.say_yes(part, agreed=True)
    asked.refresh_from_db()
    assert asked.status == RequestStatus.MATCHED
