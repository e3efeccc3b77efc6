"""Who gets a seat, who waits, and who is next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from base import retention
from base.models import Mail
from events.meetings.actions import registering
from events.meetings.actions.registering import Guest, Refused, Wishes
from events.meetings.choices import Status
from events.meetings.models import Answer, BreakOut, EventPage, EventQuestion
from network.people.leaving import leave
from tests.factories.events import RegistrationFactory, make_event
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


def test_who_waits_may_wish_a_full_theme_and_hears_when_it_still_is():
    event = make_event(capacity=1)
    full, open_ = (BreakOut.objects.create(event=event, title=title, capacity=1) for title in ("Ouders", "School"))
    first = registering.register(event, MemberFactory(), Wishes(break_out=full))
    second = registering.register(event, MemberFactory(), Wishes(break_out=full))
    assert (second.status, second.break_out) == (Status.WAITING, full)
    EventPage.objects.filter(pk=event.pk).update(capacity=2)
    registering.settle(event)
    second.refresh_from_db()
    assert (second.status, second.break_out) == (Status.OFFERED, None)
    assert "Ouders" in Mail.objects.get(kind="meetings/offered").text
    with pytest.raises(Refused, match="theme_full"):
        registering.change(second, Wishes(break_out=full))
    registering.cancel(first)
    assert registering.change(second, Wishes(break_out=full)).break_out == full
    elsewhere = BreakOut.objects.create(event=make_event("Een andere"), title="Elders")
    with pytest.raises(Refused, match="theme_full"):
        registering.change(second, Wishes(break_out=elsewhere))
    assert registering.change(second, Wishes(break_out=open_)).break_out == open_


def test_publishing_more_seats_offers_them_and_fewer_takes_none_away():
    event = make_event(capacity=2)
    for _ in range(4):
        registering.register(event, MemberFactory())
    event.capacity = 3
    event.save_revision().publish()
    assert statuses(event) == [Status.CONFIRMED] * 2 + [Status.OFFERED, Status.WAITING]
    event.refresh_from_db()
    event.capacity = 1
    event.save_revision().publish()
    assert statuses(event) == [Status.CONFIRMED] * 2 + [Status.OFFERED, Status.WAITING]
    event.refresh_from_db()
    event.capacity = None
    event.save_revision().publish()
    assert statuses(event) == [Status.CONFIRMED] * 2 + [Status.OFFERED] * 2


def test_who_leaves_the_site_gives_their_seat_to_who_is_next():
    event = make_event(capacity=1)
    goes, stays = (registering.register(event, MemberFactory()) for _ in range(2))
    leave(goes.member)
    assert [(row.pk, row.status) for row in event.registrations.all()] == [(stays.pk, Status.OFFERED)]
    # a row that went without any of this is seen by the worker
    third = registering.register(event, MemberFactory())
    event.registrations.filter(pk=stays.pk).delete()
    assert registering.settle_due() == 1
    third.refresh_from_db()
    assert third.status == Status.OFFERED


def test_an_offer_of_a_meeting_that_has_begun_ends_quietly_and_nobody_is_next():
    event = make_event(capacity=1, days=1, offer_hours=48)
    first, second, third = (registering.register(event, MemberFactory()) for _ in range(3))
    registering.cancel(first)
    second.refresh_from_db()
    assert second.offered_until == event.starts_at
    Mail.objects.all().delete()
    assert registering.settle_due(event.starts_at) == 1
    assert statuses(event) == [Status.CANCELLED, Status.CANCELLED, Status.WAITING]
    assert not Mail.objects.exists()
    late = registering.add(event, MemberFactory(), member=MemberFactory(), now=event.starts_at)
    assert late.status == Status.CONFIRMED
    assert registering.check_in(third).attended_at is not None


def test_who_is_moved_up_gets_the_seat_that_just_came_free():
    event = make_event(capacity=1, offer_hours=1)
    first, second, third, fourth = (registering.register(event, MemberFactory()) for _ in range(4))
    registering.cancel(first)
    later = timezone.now() + timedelta(hours=2)
    moved = registering.move_up(fourth, MemberFactory(), "Spreekt", later)
    assert (moved.status, moved.changes.get().reason) == (Status.OFFERED, "Spreekt")
    assert statuses(event) == [Status.CANCELLED, Status.CANCELLED, Status.OFFERED, Status.WAITING]


def test_answers_and_guests_are_kept_no_longer_than_said():
    old, new = make_event(days=-31), make_event("Kortgeleden", days=-29)
    for event in (old, new):
        question = EventQuestion.objects.create(event=event, label="Wat eet je niet?")
        RegistrationFactory(event=event).answers.create(question=question, text="Noten")
    year = make_event("Vorig jaar", days=-367)
    guest = {"member": None, "status": Status.CONFIRMED}
    RegistrationFactory(event=year, guest_email="weg@x.example", **guest)
    came = RegistrationFactory(event=year, guest_email="was@x.example", attended_at=year.starts_at, **guest)
    for days in (6, 8):
        asked = timezone.now() - timedelta(days=days)
        unproven = {"member": None, "status": Status.UNPROVEN, "queued_at": asked}
        RegistrationFactory(event=new, guest_email=f"g{days}@x.example", **unproven)
    retention.apply()
    assert [answer.registration.event_id for answer in Answer.objects.all()] == [new.pk]
    assert [row.pk for row in year.registrations.all()] == [came.pk]
    assert [row.email for row in new.registrations.filter(member=None)] == ["g6@x.example"]


def test_clicking_twice_does_once_what_the_button_says(client):
    event, member = make_event(capacity=1), MemberFactory()
    client.force_login(member)
    address = f"/agenda/{event.slug}/aanmelden/"
    for data in ({"zichtbaar": "on"}, {"zichtbaar": "on"}):
        assert client.post(address, data).url == event.get_absolute_url()
    assert statuses(event) == [Status.CONFIRMED]
    for _ in range(2):
        assert client.post(address, {"doe": "afmelden"}).url == event.get_absolute_url()
    assert statuses(event) == [Status.CANCELLED]
    assert sorted(Mail.objects.values_list("kind", flat=True)) == ["meetings/cancelled", "meetings/confirmed"]


def test_a_guest_form_sent_again_changes_nothing_before_the_address_is_proven():
    event = make_event(guests_allowed=True)
    first = registering.register_guest(event, Guest("Ilse Vos", "ilse@voorbeeld.example"), Wishes(shown_to_others=True))
    registering.register_guest(event, Guest("Iemand Anders", "ilse@voorbeeld.example"))
    first.refresh_from_db()
    assert (first.guest_name, first.shown_to_others) == ("Ilse Vos", True)
