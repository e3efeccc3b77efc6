"""Who has an address of an organisation that takes part asks for an account; staff lets in. Nothing tells who is in."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.people import actions, keys
from network.people.models import Member
from tests.at_once import at_once
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import PASSWORD, AdministratorFactory, MemberFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]

ANSWERS = {"name": "Anna Bos", "job_title": "Leerkracht", "password": PASSWORD}


@pytest.fixture
def school():
    return OrganisationFactory(name="School De Beek", mail_domain="Beek.example")


def ask(client, email):
    return client.post("/registreren/", {"email": email})


def link_in(message):
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_whole_way_from_asking_to_signing_in(client, school):
    staff = StaffFactory()
    response = ask(client, "Anna@BEEK.example")
    assert "Kijk in je mail" in response.text
    assert not Member.objects.filter(email="anna@beek.example").exists()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["anna@beek.example"], "Ga verder met je account")

    link = link_in(message)
    assert "Je werkt bij School De Beek." in client.get(link).text
    response = client.post(link, ANSWERS)
    assert "De medewerkers van de regio bekijken je aanvraag" in response.text
    member = Member.objects.get(email="anna@beek.example")
    assert (member.name, member.job_title, member.organisation) == ("Anna Bos", "Leerkracht", school)
    assert not member.is_active and member.approved_at is None
    assert EmailAddress.objects.get(user=member).verified
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([staff.email], "Anna Bos vraagt een account aan")

    response = client.post("/inloggen/", {"login": member.email, "password": PASSWORD})
    assert response.url == "/inloggen/wacht/"
    assert SESSION_KEY not in client.session

    client.force_login(staff)
    response = client.post(f"/beheer/aanvragen/{member.pk}/goedkeuren/")
    assert (response.status_code, response.url) == (302, "/beheer/aanvragen/")
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (["anna@beek.example"], "Je account is klaar")
    client.post("/uitloggen/")
    response = client.post("/inloggen/", {"login": member.email, "password": PASSWORD})
    assert response.url == "/mijn/"
    assert client.session[SESSION_KEY] == str(member.pk)


@pytest.mark.parametrize(
    "email",
    [
        "anna@sub.beek.example",
        "anna@beek.example.kwaad.example",
        "anna@xbeek.example",
        "anna@beek.exampl",
        "anna@example",
        "anna@kwaad.example",
    ],
)
def test_any_other_domain_is_unknown(client, school, email):
    response = ask(client, email)
    assert mail.outbox == []
    if "@example" not in email:
        assert "We kennen deze organisatie niet" in response.text


@pytest.mark.parametrize(
    "email",
    [
        "a@kwaad.example@beek.example",
        '"a@kwaad.example"@beek.example',
        '"anna"@beek.example',
        "anna@bee\u212a.example",  # the Kelvin sign, in lower case a plain k
        "\u212anna@beek.example",
        "anna@be\u0435k.example",  # a Cyrillic letter that looks like e
        "anna@\uff42eek.example",  # a full-width b
        "anna@beek\u3002example",  # an ideographic full stop
        "ann\u00e1@beek.example",
        "anna@beek.example.",
        "anna@beek.example\nbcc: boef@kwaad.example",
        "anna@beek.example, boef@kwaad.example",
        "<anna@beek.example>",
        "anna\x00@beek.example",
        "@beek.example",
        "anna@",
        "",
        "a" * 100_000 + "@beek.example",
    ],
)
def test_tricks_with_addresses_are_form_errors(client, school, email):
    response = ask(client, email)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("email", "known"),
    [
        ("anna@beek.example", True),
        ("ANNA@Beek.Example", True),
        ("anna@sub.beek.example", False),
        ("anna@kwaad.example@beek.example", False),
        ('"a b"@beek.example', False),
        ("anna@bee\u212a.example", False),
        ("beek.example", False),
        ("@beek.example", False),
        ("anna@", False),
    ],
)
def test_organisation_of_an_address(school, email, known):
    OrganisationFactory(mail_domain="")
    assert actions.organisation_of(email) == (school if known else None)


def test_known_and_unknown_address_get_the_same_answer(client, school):
    MemberFactory(email="bekend@beek.example")
    known, unknown = ask(client, "bekend@beek.example"), ask(client, "nieuwe@beek.example")
    assert known.text.replace("bekend@", "nieuwe@") == unknown.text
    assert [message.to for message in mail.outbox] == [["bekend@beek.example"], ["nieuwe@beek.example"]]
    assert mail.outbox[0].subject == "Je hebt al een account"


def test_member_elsewhere_gets_the_answer_of_everybody_elsewhere(client, school):
    MemberFactory(email="bekend@elders.example")
    known, unknown = ask(client, "bekend@elders.example"), ask(client, "nieuwe@elders.example")
    assert known.text.replace("bekend@", "nieuwe@") == unknown.text
    assert mail.outbox == []


def test_who_waits_is_told_so_by_mail(client, school):
    MemberFactory(email="anna@beek.example", is_active=False, approved_at=None)
    ask(client, "anna@beek.example")
    assert mail.outbox[0].subject == "Je account wacht nog op goedkeuring"


def test_one_address_is_not_flooded_with_mail(client, school):
    answers = {ask(client, "anna@beek.example").text for _attempt in range(6)}
    assert len(answers) == 1
    assert len(mail.outbox) == 3


def test_twenty_requests_a_minute_from_one_place_is_the_end(client, school):
    for number in range(20):
        ask(client, f"{number}@elders.example")
    assert ask(client, "anna@beek.example").status_code == 429
    assert mail.outbox == []


def test_link_works_once(client, school):
    link = f"/registreren/{keys.request_key('anna@beek.example')}/"
    client.post(link, ANSWERS)
    response = client.post(link, ANSWERS | {"name": "Een ander"})
    assert response.status_code == 404
    assert list(Member.objects.values_list("name", flat=True)) == ["Anna Bos"]


def test_link_is_over_when_the_organisation_stops(client, school):
    link = f"/registreren/{keys.request_key('anna@beek.example')}/"
    school.mail_domain = ""
    school.save()
    assert client.post(link, ANSWERS).status_code == 404
    assert not Member.objects.exists()


def test_link_is_over_after_three_days(client, school, monkeypatch):
    link = f"/registreren/{keys.request_key('anna@beek.example')}/"
    later = timezone.now() + timedelta(days=3, seconds=2)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    "key",
    ["x", "a:b:c", signing.dumps("anna@beek.example"), "é" * 50, "a" * 5000],
    ids=["letter", "colons", "signed for something else", "accents", "long"],
)
def test_made_up_link_is_over(client, school, key):
    assert client.get(f"/registreren/{key}/").status_code == 404
    assert client.post(f"/registreren/{key}/", ANSWERS).status_code == 404
    assert not Member.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("name", "\x00"), ("name", "a" * 100_000), ("password", "kort")])
def test_strange_answers_are_form_errors(client, school, field, value):
    link = f"/registreren/{keys.request_key('anna@beek.example')}/"
    response = client.post(link, ANSWERS | {field: value})
    assert list(response.context["form"].errors) == [field]
    assert not Member.objects.exists()


def test_organisation_is_that_of_the_address_whatever_is_posted(client, school):
    other = OrganisationFactory()
    link = f"/registreren/{keys.request_key('anna@beek.example')}/"
    client.post(link, ANSWERS | {"organisation": other.pk, "is_active": "on", "role": "administrator"})
    member = Member.objects.get()
    assert (member.organisation, member.is_active, member.groups.count()) == (school, False, 0)


def test_declined_person_gets_a_mail_and_leaves_nothing(client, school):
    waiting = MemberFactory(email="anna@beek.example", is_active=False, approved_at=None)
    client.force_login(AdministratorFactory())
    client.post(f"/beheer/aanvragen/{waiting.pk}/afwijzen/", {"reason": "Je werkt niet meer\nin deze regio."})
    assert not Member.objects.filter(pk=waiting.pk).exists()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["anna@beek.example"], "Je krijgt geen account")
    assert "Je werkt niet meer\nin deze regio." in message.body


def test_declining_with_a_strange_reason_changes_nothing(client):
    waiting = MemberFactory(is_active=False, approved_at=None)
    client.force_login(StaffFactory())
    client.post(f"/beheer/aanvragen/{waiting.pk}/afwijzen/", {"reason": "\x00"})
    client.post(f"/beheer/aanvragen/{waiting.pk}/afwijzen/", {"reason": "a" * 100_000})
    assert Member.objects.filter(pk=waiting.pk).exists()
    assert mail.outbox == []


def test_a_member_can_not_be_declined(client):
    member, closed = MemberFactory(), MemberFactory(is_active=False)
    client.force_login(StaffFactory())
    for other in (member, closed):
        assert client.post(f"/beheer/aanvragen/{other.pk}/afwijzen/").status_code == 404
        actions.decline_member(other)
    assert Member.objects.filter(pk__in=[member.pk, closed.pk]).count() == 2


def test_approving_twice_sends_one_mail(django_capture_on_commit_callbacks):
    waiting = MemberFactory(is_active=False, approved_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_member(waiting)
        actions.approve_member(waiting)
    assert len(mail.outbox) == 1
    assert Member.objects.get(pk=waiting.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_account(school):
    email = "anna@beek.example"
    raised = at_once(*[lambda: actions.request_account(email=email, organisation=school, **ANSWERS)] * 2)
    assert [type(error) for error in raised] == [ValidationError]
    assert Member.objects.filter(email="anna@beek.example").count() == 1
