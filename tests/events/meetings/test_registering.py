"""Who gets a seat, who waits, and who is next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.meetings.actions import registering
from events.meetings.actions.registering import Refused, Wishes
from events.meetings.choices import Status
from events.meetings.models import BreakOut
from tests.factories.events import make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def statuses(event):
    return [row.status for row in event.registrations.order_by("queued_at", "pk")]


def test_registering_gives_seats_in_order_and_then_the_waiting_list():
    event = make_event(capacity=2)
    rows = [registering.register(event, MemberFactory()) for _ in range(4)]
    assert [row.status for row in rows] == [Status.CONFIRMED] * 2 + [Status.WAITING] * 2


def test_registering_twice_gives_the_same_registration():
    event, member = make_event(capacity=2), MemberFactory()
    assert registering.register(event, member).pk == registering.register(event, member).pk
    assert statuses(event) == [Status.CONFIRMED]


def test_cancelling_offers_the_seat_to_who_waits_longest_and_then_to_the_next():
    event = make_event(capacity=1, offer_hours=24)
    first, second, third = (registering.register(event, MemberFactory()) for _ in range(3))
    now = timezone.now()
    registering.cancel(first, now=now)
    second.refresh_from_db()
    assert (second.status, second.offered_until) == (Status.OFFERED, now + timedelta(hours=24))
    assert registering.settle(event, now + timedelta(hours=25)) == 2
    assert statuses(event) == [Status.CANCELLED, Status.CANCELLED, Status.OFFERED]
    with pytest.raises(Refused, match="lapsed"):
        registering.accept(second)
    assert registering.accept(third).status == Status.CONFIRMED


def test_a_seat_that_is_offered_is_nobody_elses():
    event = make_event(capacity=1)
    first, second = (registering.register(event, MemberFactory()) for _ in range(2))
    registering.cancel(first)
    assert registering.register(event, MemberFactory()).status == Status.WAITING
    assert registering.accept(second).status == Status.CONFIRMED


def test_a_theme_that_is_full_is_refused_and_nothing_is_written():
    event = make_event(capacity=5)
    theme = BreakOut.objects.create(event=event, title="Ouders", capacity=1)
    registering.register(event, MemberFactory(), Wishes(break_out=theme))
    with pytest.raises(Refused, match="theme_full"):
        registering.register(event, MemberFactory(), Wishes(break_out=theme))
    assert statuses(event) == [Status.CONFIRMED]
