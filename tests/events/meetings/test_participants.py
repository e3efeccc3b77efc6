"""Who comes, for who organises: lists, adding, moving up, removing, and a mail to them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.models import Mail
from events.meetings.actions import messaging, registering
from events.meetings.actions.registering import Guest, Wishes
from events.meetings.choices import Status
from events.meetings.models import BreakOut, EventMessage, EventQuestion, ProgrammeItem, Registration
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return MemberFactory(name="Olga Organisator")


@pytest.fixture
def event(organiser):
    return make_event(capacity=2, organisers=[organiser])


@pytest.fixture
def ask(client, organiser, event):
    """``ask("?wie=niet")`` is the page below the list as the organiser sees it; with ``data`` it is posted."""
    client.force_login(organiser)

    def ask(rest="", data=None, follow=True):
        address = f"/agenda/{event.slug}/deelnemers/{rest}"
        return client.get(address) if data is None else client.post(address, data, follow=follow)

    return ask


def names(response):
    return [registration.name for registration, _place in response.context["rows"]]


def test_only_who_organises_finds_the_pages(client, event):
    registration = RegistrationFactory(event=event, member=MemberFactory(name="Nora Ekster"))
    pages = ["", "toevoegen/", "bericht/", f"{registration.pk}/"]
    client.force_login(registration.member)
    assert {client.get(f"/agenda/{event.slug}/deelnemers/{page}").status_code for page in pages} == {404}
    assert client.post(f"/agenda/{event.slug}/deelnemers/{registration.pk}/", {"doe": "weg"}).status_code == 404
    other = make_event("Een andere", organisers=[registration.member])
    assert client.get(f"/agenda/{other.slug}/deelnemers/{registration.pk}/").status_code == 404
    client.logout()
    assert client.get(f"/agenda/{event.slug}/deelnemers/").url.startswith("/inloggen/")


def test_lists_say_who_has_a_seat_who_waits_and_what_they_filled_in(ask, event):
    theme = BreakOut.objects.create(event=event, title="Ouders")
    question = EventQuestion.objects.create(event=event, label="Wat eet je niet?")
    wishes = Wishes(theme, False, {question.pk: "Pinda's"})
    for name in ("Zoë", "Adam", "Wim", "Bea"):
        registering.register(event, MemberFactory(name=name), wishes)
    seats, line = ask(), ask("?wie=wachtlijst")
    assert names(seats) == ["Adam", "Zoë"]
    assert [(row.name, place) for row, place in line.context["rows"]] == [("Wim", 1), ("Bea", 2)]
    assert [(tab[0], tab[3]) for tab in seats.context["tabs"]] == [("Hebben een plaats", 2), ("Wachtlijst", 2)]
    body = seats.content.decode()
    assert (body.count("Ouders"), body.count("Pinda&#x27;s")) == (2, 2)
    assert names(ask("?q=ad")) == ["Adam"]
    assert ask("?wie=iedereen").status_code == 404
    assert ask("?pagina=9999&q=%22%25").status_code == 200


def test_somebody_is_added_by_name_or_as_a_guest_and_gets_a_mail(ask, event, organiser):
    first, second = MemberFactory(name="Jan Vink"), MemberFactory(name="Janna Vink")
    hidden = MemberFactory(name="Vink Verborgen", is_active=False)
    choice = ask("toevoegen/", {"doe": "lid", "wie": "vink"})
    assert {value for value, _label in choice.context["member_form"].fields["lid"].choices} == {
        str(first.pk),
        str(second.pk),
    }
    ask("toevoegen/", {"doe": "lid", "wie": "vink", "lid": second.pk, "reden": "Belde"})
    ask("toevoegen/", {"doe": "lid", "wie": "vink", "lid": hidden.pk})
    ask("toevoegen/", {"doe": "gast", "naam": "Gijs", "email": "Gijs@X.example", "status": "confirmed"})
    ask("toevoegen/", {"doe": "gast", "naam": "Te laat", "email": "laat@x.example"})
    rows = event.registrations.order_by("queued_at")
    assert [(row.name, row.email, row.status) for row in rows] == [
        ("Janna Vink", second.email, Status.CONFIRMED),
        ("Gijs", "gijs@x.example", Status.CONFIRMED),
        ("Te laat", "laat@x.example", Status.WAITING),
    ]
    assert [(row.by, row.reason) for row in rows[0].changes.all()] == [(organiser, "Belde")]
    assert Mail.objects.filter(kind="meetings/confirmed").count() == 2


@pytest.mark.parametrize(
    "data",
    [
        {"doe": "lid", "wie": ""},
        {"doe": "lid", "wie": "Niemand heet zo"},
        {"doe": "lid", "wie": "x" * 100_000},
        {"doe": "lid", "wie": "a\x00b", "lid": "NaN"},
        {"doe": "gast", "naam": "Gijs", "email": "gijs@x.example\r\nBcc: a@b.example"},
        {"doe": "gast", "naam": "", "email": "gijs@x.example"},
        {"doe": "iets"},
    ],
)
def test_what_does_not_fit_adds_nobody(ask, event, data):
    response = ask("toevoegen/", data)
    assert response.status_code == 200
    assert not event.registrations.exists()


def test_who_moves_up_is_next_and_who_is_removed_hears_why(ask, event, organiser):
    rows = [registering.register(event, MemberFactory(name=name)) for name in ("Een", "Twee", "Drie", "Vier")]
    ask(f"{rows[3].pk}/", {"doe": "vooraan", "vooraan-reden": "Spreekt"})
    assert names(ask("?wie=wachtlijst")) == ["Vier", "Drie"]
    assert ask(f"{rows[0].pk}/", {"doe": "weg", "weg-reden": ""}).context["remove"].errors
    ask(f"{rows[0].pk}/", {"doe": "weg", "weg-reden": "Was er vorige keer al"})
    assert [Registration.objects.get(pk=row.pk).status for row in rows] == [
        Status.CANCELLED,
        Status.CONFIRMED,
        Status.WAITING,
        Status.OFFERED,
    ]
    mail = Mail.objects.get(kind="meetings/cancelled")
    assert (mail.receiver, "Was er vorige keer al" in mail.text) == (rows[0].member.email, True)
    assert "Was er vorige keer al" in ask("?wie=niet").content.decode()
    assert [change.by for change in rows[0].changes.all()] == [organiser]


def test_a_mail_goes_once_to_whom_it_is_for(ask, event, organiser):
    for name in ("Een", "Twee", "Drie"):
        registering.register(event, MemberFactory(name=name, email=f"{name}@x.example"))
    registering.add(event, organiser, guest=Guest("Gast", "gast@x.example", language="en"))
    registering.check_in(event.registrations.get(member__name="Drie"))
    closed = MemberFactory(email="dicht@x.example", is_active=False)
    RegistrationFactory(event=event, member=closed)
    to = {kind: {row.email for row in messaging.receivers(event, kind)} for kind in EventMessage.To.values}
    assert to == {
        "all": {"een@x.example", "twee@x.example", "drie@x.example", "gast@x.example"},
        "confirmed": {"een@x.example", "twee@x.example"},
        "waiting": {"drie@x.example", "gast@x.example"},
        "attended": {"drie@x.example"},
    }
    Mail.objects.all().delete()
    data = {"aan": "waiting", "onderwerp": "Kom\r\nBcc: iedereen", "bericht": "Neem iets mee."}
    ask("bericht/", data)
    ask("bericht/", data)
    mails = {mail.receiver: mail for mail in Mail.objects.all()}
    assert set(mails) == {"drie@x.example", "gast@x.example"}
    assert {(mail.subject, mail.headers["Reply-To"], mail.bulk) for mail in mails.values()} == {
        ("Kom Bcc: iedereen", organiser.email, True)
    }
    assert "Neem iets mee." in mails["gast@x.example"].text
    assert "wrote this" in mails["gast@x.example"].text
    kept = EventMessage.objects.get()
    assert (kept.by, kept.receivers, kept.to) == (organiser, 2, "waiting")
    # an address that nobody offered
    assert ask("bericht/", data | {"aan": "attended; all"}).context["form"].errors


def many(event, number, **fields):
    """So many guests, without the rules, as only the page is looked at."""
    moment = timezone.now() - timedelta(days=1)
    Registration.objects.bulk_create(
        Registration(
            event=event,
            guest_name=f"Gast {place}",
            guest_email=f"gast{place}@x.example",
            queued_at=moment + timedelta(seconds=place),
            shown_to_others=True,
            **fields,
        )
        for place in range(number)
    )


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), response


def test_ten_thousand_registrations_cost_no_more_questions_than_one(client, organiser, event):
    client.force_login(organiser)
    pages = (f"/agenda/{event.slug}/deelnemers/?wie=wachtlijst&pagina=200", f"/agenda/{event.slug}/")
    RegistrationFactory(event=event, member=organiser)
    many(event, 9_999, status=Status.WAITING)
    BreakOut.objects.create(event=event, title="Ouders", capacity=5)
    event.programme.add(ProgrammeItem(title="Ronde 1", speakers=[MemberFactory(name="Sanne Spreker")]))
    event.save_revision().publish()  # one of them is offered the second seat
    question = EventQuestion.objects.create(event=event, label="Wat eet je niet?")
    for row in event.registrations.line().reverse()[:3]:
        row.answers.create(question=question, text="Noten")
    for one in pages:
        client.get(one)
    (listed, response), (shown, page) = (asked(client, one) for one in pages)
    assert [place for _row, place in response.context["rows"]] == list(range(9_951, 9_999))
    assert "Sanne Spreker" in page.content.decode()
    assert listed <= 12
    assert shown <= 12
    client.logout()
    assert asked(client, pages[1])[0] <= 12
