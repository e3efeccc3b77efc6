"""Passwords and addresses are changed by their owner alone, and asking for a new password tells nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core import mail

from network.people.models import Member
from tests.factories.people import PASSWORD, MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]

NEW = "weer-een-lang-wachtwoord"
RESET = "/mijn/account/wachtwoord/vergeten/"


def link_in(message):
    """The first address of this site in a mail, without its host."""
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def sign_in(client, member, password=PASSWORD):
    client.post("/inloggen/", {"login": member.email, "password": password})
    return SESSION_KEY in client.session


def test_reset_answers_the_same_for_known_and_unknown_addresses(client):
    member = MemberFactory()
    known = client.post(RESET, {"email": member.email}, follow=True)
    unknown = client.post(RESET, {"email": "niemand@voorbeeld.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain == [(RESET + "verstuurd/", 302)]
    assert known.content == unknown.content
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([member.email], "Stel een nieuw wachtwoord in"),
        (["niemand@voorbeeld.example"], "Er is geen account met dit adres"),
    ]


def test_reset_sets_a_password_once(client):
    member = MemberFactory()
    client.post(RESET, {"email": member.email})
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    response = client.post(page.redirect_chain[-1][0], {"password1": NEW})
    assert response.url == "/mijn/account/wachtwoord/nieuw/klaar/"
    assert SESSION_KEY not in client.session
    assert sign_in(client, member, NEW)
    assert mail.outbox[-1].subject == "Er is iets veranderd in je account"
    client.post("/uitloggen/")
    assert "Deze link werkt niet meer" in client.get(link, follow=True).text


@pytest.mark.parametrize("link", ["1-abc-def", "zzz-set-password", "1-" + "a" * 150])
def test_made_up_reset_link_says_so(client, link):
    response = client.get(f"/mijn/account/wachtwoord/nieuw/{link}/", follow=True)
    assert response.status_code == 200
    assert "Deze link werkt niet meer" in response.text


def test_reset_link_goes_to_the_site_whatever_the_host_of_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(RESET, {"email": MemberFactory().email}, HTTP_HOST="kwaad.example")
    assert "kwaad.example" not in mail.outbox[0].body
    assert "http://testserver/mijn/account/wachtwoord/nieuw/" in mail.outbox[0].body


@pytest.mark.parametrize(
    "email", ["geen adres", "a" * 100_000 + "@b.nl", "a\x00@b.nl", "", "\u212aim@voorbeeld.example"]
)
def test_reset_with_strange_input_is_a_form_error(client, email):
    response = client.post(RESET, {"email": email})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert mail.outbox == []


def test_letter_that_becomes_another_in_lower_case_reaches_nobody(client):
    MemberFactory(email="kim@voorbeeld.example")
    client.post(RESET, {"email": "\u212aim@voorbeeld.example"})
    assert mail.outbox == []


def test_change_of_password_needs_the_old_one(client):
    member = MemberFactory()
    sign_in(client, member)
    address = "/mijn/account/wachtwoord/"
    response = client.post(address, {"oldpassword": "verkeerd", "password1": NEW})
    assert list(response.context["form"].errors) == ["oldpassword"]
    response = client.post(address, {"oldpassword": PASSWORD, "password1": "kort"})
    assert list(response.context["form"].errors) == ["password1"]
    response = client.post(address, {"oldpassword": PASSWORD, "password1": NEW})
    assert response.status_code == 302
    assert Member.objects.get(pk=member.pk).check_password(NEW)
    assert mail.outbox[-1].to == [member.email]


def test_change_of_address_asks_who_you_are_and_waits_for_the_link(client):
    member = MemberFactory(email="oud@voorbeeld.example")
    client.force_login(member)
    response = client.post("/mijn/account/e-mail/", {"email": "nieuw@voorbeeld.example", "action_add": "1"})
    assert response.url.startswith("/mijn/account/bevestigen/")
    response = client.post(response.url, {"password": PASSWORD})
    assert Member.objects.get(pk=member.pk).email == "oud@voorbeeld.example"
    message = mail.outbox[-1]
    assert (message.to, message.subject) == (["nieuw@voorbeeld.example"], "Bevestig je e-mailadres")
    link = link_in(message)
    assert client.get(link).status_code == 200
    assert Member.objects.get(pk=member.pk).email == "oud@voorbeeld.example"
    client.post(link)
    assert Member.objects.get(pk=member.pk).email == "nieuw@voorbeeld.example"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("nieuw@voorbeeld.example", True)]
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["oud@voorbeeld.example"],
        "Er is iets veranderd in je account",
    )


def test_change_to_the_address_of_another_member_tells_nothing_and_never_works(client):
    other = MemberFactory(email="bezet@voorbeeld.example")
    member = MemberFactory(email="oud@voorbeeld.example")
    sign_in(client, member)
    client.post("/mijn/account/bevestigen/", {"password": PASSWORD})
    known = client.post("/mijn/account/e-mail/", {"email": other.email, "action_add": "1"})
    unknown = client.post("/mijn/account/e-mail/", {"email": "vrij@voorbeeld.example", "action_add": "1"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url) == (302, "/mijn/account/e-mail/")
    assert set(Member.objects.values_list("email", flat=True)) == {"bezet@voorbeeld.example", "oud@voorbeeld.example"}


def test_sessions_elsewhere_can_be_ended(client):
    member = MemberFactory()
    other = type(client)()
    other.post("/inloggen/", {"login": member.email, "password": PASSWORD})
    sign_in(client, member)
    assert client.get("/mijn/account/sessies/").context["session_count"] == 2
    client.post("/mijn/account/sessies/")
    assert other.get("/mijn/profiel/").status_code == 302
    assert client.get("/mijn/profiel/").status_code == 200
