"""Guests: nobody registers somebody else, nobody learns who comes, and a link does only what its owner asks."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from base.models import Mail
from events.meetings.actions import registering
from events.meetings.actions.registering import Guest, Refused, Wishes
from events.meetings.choices import Status
from events.meetings.models import BreakOut, EventPage, Registration
from network.people.models import Member
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
ANNA = {"naam": "Anna Gast", "email": "Anna@Gast.example", "organisatie": "De Brug"}


@pytest.fixture
def event():
    return make_event("Open middag", capacity=1, guests_allowed=True)


def sign_up(client, event, **changes):
    return client.post(f"/agenda/{event.slug}/aanmelden/", ANNA | changes, follow=True)


def own(registration):
    return f"/agenda/mijn/{registration.key}/"


def kinds():
    return list(Mail.objects.order_by("pk").values_list("kind", "receiver"))


def test_a_guest_has_no_seat_before_the_link_of_the_mail_was_followed_and_a_button_pressed(client, event):
    sign_up(client, event)
    row = event.registrations.get()
    assert (row.status, row.email, kinds()) == (
        Status.UNPROVEN,
        "anna@gast.example",
        [("meetings/prove_address", "anna@gast.example")],
    )
    assert own(row) in Mail.objects.get().text
    before = Registration.objects.values().get()
    for method in (client.get, client.head, client.options, client.get):
        method(own(row))
    assert Registration.objects.values().get() == before
    client.post(own(row), {"doe": "bevestigen"})
    client.post(own(row), {"doe": "bevestigen"})
    row.refresh_from_db()
    assert row.status == Status.CONFIRMED
    assert [kind for kind, _receiver in kinds()] == ["meetings/prove_address", "meetings/confirmed"]
    client.get(own(row))
    client.post(own(row), {"doe": "afmelden"})
    client.post(own(row), {"doe": "bevestigen"})
    row.refresh_from_db()
    assert row.status == Status.CANCELLED


def test_what_nobody_asks_for_is_not_taken(client, event):
    somebody, other = MemberFactory(), RegistrationFactory(event=event, status=Status.WAITING)
    forged = {"status": "confirmed", "member": somebody.pk, "queued_at": "2020-01-01", "key": str(other.key)}
    sign_up(client, event, doe="bevestigen", **forged)
    row = event.registrations.get(member=None)
    assert (row.status, row.member, row.queued_at.year) == (Status.UNPROVEN, None, timezone.now().year)
    for verb in ("aannemen", "wijzigen", "vooraan", "bevestigen; afmelden", ""):
        client.post(own(row), {"doe": verb, "status": "confirmed", "registration": other.pk, **forged})
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.status, other.status) == (Status.UNPROVEN, Status.WAITING)
    assert client.post(f"/agenda/mijn/{uuid.uuid4()}/", {"doe": "afmelden"}).status_code == 404
    assert client.get(f"/agenda/mijn/{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"naam": "Anna\r\nBcc: kwaad", "email": "anna@gast.example\r\nBcc: x@y.example"},
        {"naam": "\x00"},
        {"naam": "x" * 100_000},
        {"email": "geen adres"},
        {"organisatie": "x" * 121},
    ],
)
def test_what_does_not_fit_is_given_back_as_it_was_typed(client, event, changes):
    response = sign_up(client, event, **changes)
    assert response.context["form"].errors
    assert not event.registrations.exists()
    assert not Mail.objects.exists()


def test_who_fills_in_an_address_learns_nothing_about_it(client, event):
    member = MemberFactory(email="lid@x.example")
    registering.register(event, member)
    Mail.objects.all().delete()
    answers = {
        sign_up(client, event, email=one).content.count(b"Kijk in je mail") for one in ("LID@x.example", "n@x.example")
    }
    assert answers == {1}
    assert kinds() == [("meetings/already_registered", "lid@x.example"), ("meetings/prove_address", "n@x.example")]
    for _ in range(8):
        assert sign_up(client, event, email="n@x.example").content.count(b"Kijk in je mail") == 1
        sign_up(client, event, email="lid@x.example")
    assert len(kinds()) == 2
    assert event.registrations.count() == 2
    EventPage.objects.filter(pk=event.pk).update(capacity=9)
    theme = BreakOut.objects.create(event=event, title="Ouders", capacity=1)
    RegistrationFactory(event=event, break_out=theme)
    registering.register(event, MemberFactory(email="ook@x.example"))
    for email in ("ook@x.example", "nieuw@x.example"):
        assert "thema" in sign_up(client, event, email=email, thema=theme.pk).context["form"].errors


def test_a_guest_and_a_member_with_the_same_address_are_one_person(client, event):
    guest = Guest("Iemand anders", "noor@x.example")
    as_guest = registering.prove(registering.register_guest(event, guest))
    noor = MemberFactory(email="noor@x.example", name="Noor")
    assert registering.register(event, noor) == as_guest
    row = event.registrations.get()
    assert (row.name, row.guest_email, row.status) == ("Noor", "", Status.CONFIRMED)
    registering.cancel(row)
    proved = registering.prove(registering.register_guest(event, guest))
    assert (proved.pk, proved.name, proved.status) == (row.pk, "Noor", Status.CONFIRMED)
    assert registering.add(event, MemberFactory(), guest=guest).pk == row.pk
    assert Member.objects.filter(email="noor@x.example").count() == 1


def test_who_proves_late_gets_no_seat(event):
    row = registering.register_guest(event, Guest("Anna", "anna@x.example"))
    later = timezone.now() + timedelta(days=3, minutes=1)
    with pytest.raises(Refused, match="proved_late"):
        registering.prove(row, now=later)
    again = registering.register_guest(event, Guest("Anna", "anna@x.example"), now=later)
    assert (again.pk, registering.prove(again, now=later).status) == (row.pk, Status.CONFIRMED)
    second = registering.register_guest(event, Guest("Bas", "bas@x.example"))
    EventPage.objects.filter(pk=event.pk).update(registration_until=timezone.now())
    with pytest.raises(Refused, match="too_late"):
        registering.prove(second)


def test_members_only_send_guests_to_sign_in(client):
    event = make_event("Besloten middag", guests_allowed=False)
    response = client.post(f"/agenda/{event.slug}/aanmelden/", ANNA)
    assert (response.status_code, response.url[:10]) == (302, "/inloggen/")
    with pytest.raises(Refused, match="no_guests"):
        registering.register_guest(event, Guest("Anna", "anna@x.example"))


def test_only_who_registered_sees_who_else_comes_and_only_those_who_agreed(client):
    event = make_event("Zien wie er komt", guests_allowed=True)
    shown, hidden, reader, stranger = (MemberFactory(name=f"Kwikstaart {number}") for number in range(4))
    registering.register(event, shown, Wishes(shown_to_others=True))
    registering.register(event, hidden, Wishes(shown_to_others=False))
    gone = MemberFactory(name="Kwikstaart weg")
    registering.cancel(registering.register(event, gone, Wishes(shown_to_others=True)))
    address = f"/agenda/{event.slug}/"

    def seen(member=None):
        if member:
            client.force_login(member)
        text = client.get(address).content.decode()
        return [one.name for one in (shown, hidden, gone) if one.name in text]

    assert seen() == []
    assert seen(stranger) == []
    registering.register(event, reader)
    assert seen(reader) == [shown.name]
