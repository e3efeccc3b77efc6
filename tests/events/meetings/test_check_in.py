"""Checking people in at the door: by name, by badge, by two people at once; and who comes unannounced."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from base.models import Mail
from events.meetings import door
from events.meetings.actions import attendance, registering
from events.meetings.actions.registering import Guest, Refused
from events.meetings.badges import badge_code
from events.meetings.choices import EventState, Status
from events.meetings.models import EventPage
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
DOOR = "/agenda/thuis-op-school/inchecken/"


@pytest.fixture
def organiser():
    return MemberFactory(name="Olga Organisator")


@pytest.fixture
def event(organiser):
    return make_event(slug="thuis-op-school", days=0.1, capacity=2, organisers=[organiser])


@pytest.fixture
def noor(event):
    return RegistrationFactory(event=event, member=MemberFactory(name="Noor Averink"))


def there(registration):
    registration.refresh_from_db()
    return registration.attended_at


def test_a_button_checks_in_once_and_undoes_it_and_opening_an_address_does_nothing(client, organiser, noor):
    client.force_login(organiser)
    badge = f"/agenda/inchecken/{badge_code(noor)}/"
    for address in (DOOR, badge, f"{DOOR}?registratie={noor.pk}&doe=in", f"{badge}?doe=in"):
        assert client.get(address).status_code == 200
    assert there(noor) is None

    answer = client.post(DOOR, {"registratie": noor.pk, "doe": "in"}, follow=True)
    first = there(noor)
    assert first is not None
    assert "1 van 1 is er" in answer.content.decode()
    # at the other door, by the badge
    answer = client.post(badge, {"doe": "in"}, follow=True)
    assert "Noor Averink was al ingecheckt" in answer.content.decode()
    assert there(noor) == first
    client.post(DOOR, {"registratie": noor.pk, "doe": "uit"})
    assert there(noor) is None


def test_nonsense_and_people_of_another_meeting_change_nothing(client, organiser, noor):
    other = RegistrationFactory(event=make_event("Iets anders"))
    client.force_login(organiser)
    for number in (other.pk, "", "x", "9" * 40, "-1", "\x00"):
        assert client.post(DOOR, {"registratie": number, "doe": "in"}).status_code == 302
    assert client.post(DOOR, {"registratie": noor.pk, "doe": "status=confirmed"}).status_code == 302
    # the badge of a meeting of somebody else
    assert client.get(f"/agenda/inchecken/{badge_code(other)}/").status_code == 404
    assert client.post(f"/agenda/inchecken/{badge_code(other)}/", {"doe": "in"}).status_code == 404
    assert client.get(DOOR, {"q": "x" * 100_000}).status_code == 200
    assert (there(noor), there(other)) == (None, None)


def test_who_scans_their_own_badge_comes_at_the_meeting_and_is_not_checked_in(client, noor):
    badge = f"/agenda/inchecken/{badge_code(noor)}/"
    assert client.get(badge).url.startswith("/inloggen/")
    client.force_login(noor.member)
    assert client.get(badge).url == "/agenda/thuis-op-school/"
    assert client.post(badge, {"doe": "in"}).url == "/agenda/thuis-op-school/"
    assert there(noor) is None


def test_people_are_found_by_parts_of_name_and_organisation(event, noor):
    guest = {"guest_name": "Jan de Vries", "guest_email": "jan@elders.example", "guest_organisation": "De Wilgenkamp"}
    jan = RegistrationFactory(event=event, member=None, **guest)
    gone = RegistrationFactory(event=event, member=MemberFactory(name="Anna Averink"), status=Status.CANCELLED)
    RegistrationFactory(member=MemberFactory(name="Noor Elders"), event=make_event("Iets anders"))
    assert door.found(event, "") == [jan, noor]
    assert door.found(event, "averink noor") == [noor]
    assert door.found(event, "averink") == [gone, noor]
    assert door.found(event, "wilgen") == [jan]
    registering.check_in(noor)
    assert door.found(event, "") == [jan]
    assert door.found(event, "noor") == [noor]
    assert door.last(event) == [noor]
    assert door.counts(event) == {"there": 1, "expected": 2}


def test_the_door_takes_as_many_queries_for_twenty_people_as_for_one(event, django_assert_num_queries):
    def all_of_it():
        return door.found(event, "a"), door.found(event, ""), door.last(event), door.counts(event)

    for _ in range(20):
        RegistrationFactory(event=event, attended_at=timezone.now())
        RegistrationFactory(event=event)
    with django_assert_num_queries(4):
        all_of_it()


def test_who_comes_unannounced_is_registered_and_checked_in_without_mail_also_when_it_is_full(organiser, event):
    member = MemberFactory()
    RegistrationFactory.create_batch(2, event=event)
    by_account = attendance.walk_in(event, organiser, member=member)
    by_name = attendance.walk_in(event, organiser, guest=Guest("Jan", "Jan@elders.example"))
    assert attendance.walk_in(event, organiser, guest=Guest("Jan", "jan@elders.example")) == by_name
    assert [one.status for one in (by_account, by_name)] == [Status.WAITING] * 2
    assert None not in (there(by_account), there(by_name))
    assert event.registrations.count() == 4
    assert not Mail.objects.exists()


def test_who_had_cancelled_and_comes_after_all_is_registered_again(organiser, event, noor):
    registering.cancel(noor)
    event.registrations.get(pk=noor.pk)
    noor.refresh_from_db()
    attendance.arrive(noor, organiser)
    noor.refresh_from_db()
    assert (noor.status, noor.attended_at is not None) == (Status.CONFIRMED, True)


def test_nobody_is_checked_in_at_a_meeting_that_was_called_off(client, organiser, event, noor):
    EventPage.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    noor.event.refresh_from_db()
    with pytest.raises(Refused):
        attendance.arrive(noor, organiser)
    client.force_login(organiser)
    client.post(DOOR, {"registratie": noor.pk, "doe": "in"})
    assert there(noor) is None


def test_the_form_for_who_comes_unannounced_comes_back_with_what_was_typed(client, organiser, event):
    client.force_login(organiser)
    answer = client.post(f"{DOOR}nieuw/", {"doe": "gast", "naam": "Jan de Vries", "email": "geen adres"})
    assert answer.status_code == 200
    assert 'value="Jan de Vries"' in answer.content.decode()
    for name in ("Sam Een", "Sam Twee"):
        MemberFactory(name=name)
    answer = client.post(f"{DOOR}nieuw/", {"doe": "lid", "wie": "Sam"})
    assert "Sam Twee" in answer.content.decode()
    chosen = {"doe": "lid", "wie": "Sam", "lid": MemberFactory._meta.model.objects.get(name="Sam Twee").pk}
    assert client.post(f"{DOOR}nieuw/", chosen).status_code == 302
    assert [one.name for one in door.last(event)] == ["Sam Twee"]


@pytest.mark.django_db(transaction=True)
def test_two_doors_at_once_keep_one_moment_and_lose_nobody():
    organiser = MemberFactory()
    event = make_event(days=0.1, organisers=[organiser])
    rows = [RegistrationFactory(event=event) for _ in range(4)]
    start, failed = threading.Barrier(2), []
    now = timezone.now()
    moments = {"voor": now, "achter": now + timedelta(minutes=1)}
    seen = {name: {} for name in moments}

    def check_in_all(name, order):
        try:
            start.wait()
            for row in order:
                seen[name][row.pk] = attendance.arrive(row, organiser, moments[name]).attended_at
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    doors = [
        threading.Thread(target=check_in_all, args=("voor", rows)),
        threading.Thread(target=check_in_all, args=("achter", rows[::-1])),
    ]
    for one in doors:
        one.start()
    for one in doors:
        one.join()
    assert failed == []
    kept = {row.pk: there(row) for row in rows}
    assert set(kept.values()) <= set(moments.values())
    # both doors were told the moment that was kept
    assert seen["voor"] == seen["achter"] == kept
