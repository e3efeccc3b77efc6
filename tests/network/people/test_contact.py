"""A message to a member through the site: their address stays hidden, and nobody is flooded."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from network.people import actions_profile
from network.people.models import Contact, Member
from tests.at_once import at_once
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

TEXT = {"subject": "Samen nadenken", "message": "Goedendag,\n\nMag ik je bellen over schoolverzuim?"}


@pytest.fixture
def sender(client):
    sender = MemberFactory(
        name="Marit Vraag", email="marit@vraag.example", job_title="Wijkcoach", organisation__name="De Bleek"
    )
    client.force_login(sender)
    return sender


@pytest.fixture
def person():
    return MemberFactory(name="Jamal Aydeniz", email="jamal.geheim@wilg.example")


def address(person):
    return f"{person.get_absolute_url()}bericht/"


def test_a_message_comes_by_mail_with_the_address_of_the_sender_to_answer(
    client, sender, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address(person), {**TEXT, "phone": "053 123 45 67"})
    assert response.url == person.get_absolute_url()
    (sent,) = mail.outbox
    assert sent.to == ["jamal.geheim@wilg.example"]
    assert sent.message().get_all("Reply-To") == ["marit@vraag.example"]
    assert sent.subject == "Marit Vraag vraagt je: Samen nadenken"
    assert "> Mag ik je bellen over schoolverzuim?" in sent.body
    assert "Marit Vraag, Wijkcoach, De Bleek" in sent.body
    assert "053 123 45 67" in sent.body
    html = sent.alternatives[0].content
    assert "Goedendag,<br><br>Mag ik je bellen" in html
    contact = Contact.objects.get()
    assert (contact.sender, contact.receiver) == (sender, person)
    assert "Je bericht is onderweg naar Jamal Aydeniz." in client.get(response.url).text


def test_the_address_of_the_receiver_is_on_no_page(client, sender, person, django_capture_on_commit_callbacks):
    pages = [client.get(person.get_absolute_url()), client.get(address(person))]
    pages.append(client.post(address(person), {"subject": "x"}))
    with django_capture_on_commit_callbacks(execute=True):
        pages.append(client.post(address(person), TEXT, follow=True))
    for _number in range(3):
        pages.append(client.post(address(person), TEXT, follow=True))
    assert not [page for page in pages if person.email in page.text or person.email in str(page.headers)]
    assert f'href="{address(person)}"' in pages[0].text


def test_a_mail_tells_of_the_sender_only_what_they_show(client, sender, person, django_capture_on_commit_callbacks):
    Member.objects.filter(pk=sender.pk).update(shown_to={"job_title": "nobody", "organisation": "organisation"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(person), TEXT)
    everything = mail.outbox[0].body + mail.outbox[0].alternatives[0].content
    assert "Wijkcoach" not in everything and "De Bleek" not in everything


def test_what_somebody_types_is_no_html_no_link_and_no_header(
    client, sender, person, django_capture_on_commit_callbacks
):
    hostile = "<script>alert(1)</script>\nhttp://localhost:8000/uitloggen/\nhttps://kwaad.example/"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(person), {"subject": "Hoi\r\nBcc: boef", "message": hostile})
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["jamal.geheim@wilg.example"], [], [])
    assert sent.message()["Bcc"] is None
    html = sent.alternatives[0].content
    assert "<script" not in html
    assert 'href="https://kwaad' not in html and 'uitloggen/"' not in html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", ""),
        ("subject", "a" * 100_000),
        ("subject", "\x00"),
        ("message", "  "),
        ("message", "a" * 100_000),
        ("message", "a\x00"),
        ("phone", "bel maar"),
        ("phone", "1" * 1000),
        ("message", "Het gaat om BSN 111222333."),
        ("message", "Zijn moeder is te bereiken op 06-12345678."),
    ],
)
def test_a_wrong_message_comes_back_as_it_was_typed(client, sender, person, field, value):
    response = client.post(address(person), {**TEXT, "phone": "053 123", field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not Contact.objects.exists() and not mail.outbox
    for other, typed in {**TEXT, "phone": "053 123"}.items():
        if other != field:
            assert typed in response.text


def test_a_name_is_asked_about_unless_it_is_one_of_the_two(client, sender, person):
    data = {**TEXT, "message": "Dag Jamal Aydeniz, het gaat over Mohammed de Vries. Groet, Marit Vraag"}
    response = client.post(address(person), data)
    assert [item.text for item in response.context["form"].privacy.items] == ["Mohammed de Vries"]
    keys = [item.key for item in response.context["form"].privacy.items]
    response = client.post(address(person), {**data, "privacy_seen": keys, "privacy_confirmed": "1"})
    assert response.status_code == 302


def test_the_fourth_message_to_one_person_waits_until_tomorrow(client, sender, person):
    for _number in range(3):
        assert client.post(address(person), TEXT).status_code == 302
    response = client.post(address(person), TEXT)
    assert response.context["form"].non_field_errors() == [
        "Je schreef Jamal Aydeniz vandaag al een paar keer. Wacht op antwoord, of probeer het morgen weer."
    ]
    assert TEXT["message"] in response.text
    assert Contact.objects.count() == 3
    assert client.post(address(MemberFactory()), TEXT).status_code == 302
    Contact.objects.update(at=timezone.now() - timedelta(hours=25))
    assert client.post(address(person), TEXT).status_code == 302


def test_the_eleventh_message_of_a_day_waits_until_tomorrow(client, sender, person):
    Contact.objects.bulk_create(Contact(sender=sender, receiver=MemberFactory()) for _number in range(10))
    response = client.post(address(person), TEXT)
    assert response.context["form"].non_field_errors() == [
        "Je stuurde 10 berichten in een dag, en meer kan niet. Probeer het morgen weer."
    ]
    assert TEXT["message"] in response.text
    other = Client()
    other.force_login(MemberFactory())
    assert other.post(address(person), TEXT).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_messages_at_once_only_the_last_one_that_fits_is_sent():
    sender, person = MemberFactory(), MemberFactory()
    Contact.objects.bulk_create(Contact(sender=sender, receiver=person) for _number in range(2))

    def send():
        actions_profile.contact(sender, person, **TEXT)

    raised = at_once(send, send, send)
    assert [type(error) for error in raised] == [ValidationError, ValidationError]
    assert Contact.objects.count() == 3
    assert len(mail.outbox) == 1


def test_who_can_not_be_seen_can_not_be_written_to(client, sender):
    people = [
        MemberFactory(is_active=False),
        MemberFactory(approved_at=None),
        MemberFactory(is_superuser=True, organisation=None),
    ]
    for person in people:
        for ask in (client.get, client.post):
            assert ask(address(person), TEXT).status_code == 404
    assert client.get("/mensen/bestaat-niet/bericht/").status_code == 404
    assert client.post(address(sender), TEXT)["Location"] == sender.get_absolute_url()
    assert not Contact.objects.exists()
    assert f'href="{address(sender)}"' not in client.get(sender.get_absolute_url()).text


def test_a_visitor_is_asked_to_sign_in_whoever_it_is_about(person):
    Member.objects.filter(pk=person.pk).update(is_public=True)
    for slug in (person.slug, "bestaat-niet"):
        page = f"/mensen/{slug}/bericht/"
        assert Client().get(page).url == f"/inloggen/?next={page}"
        assert Client().post(page, TEXT).url == f"/inloggen/?next={page}"
    assert not Contact.objects.exists()
    assert f'href="{address(person)}"' not in Client().get(person.get_absolute_url()).text
