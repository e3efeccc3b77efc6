"""Every page about accounts can be opened, in the site's own look, and is never kept for somebody else."""

import pytest
from django.urls import reverse

from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

FOR_VISITORS = [
    "/inloggen/",
    "/registreren/",
    "/mijn/account/wachtwoord/vergeten/",
    "/mijn/account/wachtwoord/vergeten/verstuurd/",
    "/mijn/account/wachtwoord/nieuw/klaar/",
    "/mijn/account/e-mail/bevestigen/",
    "/inloggen/wacht/",
]
FOR_MEMBERS = [
    "/mijn/profiel/",
    "/mijn/account/e-mail/",
    "/mijn/account/wachtwoord/",
    "/mijn/account/bevestigen/",
    "/mijn/account/beveiliging/",
    "/mijn/account/beveiliging/sleutels/",
    "/mijn/account/sessies/",
    "/uitloggen/",
]


@pytest.mark.parametrize("address", FOR_VISITORS)
def test_page_opens_for_a_visitor(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert 'href="#content"' in response.text


@pytest.mark.parametrize("address", FOR_MEMBERS)
def test_page_opens_for_a_member(client, address):
    client.force_login(MemberFactory())
    response = client.get(address)
    assert response.status_code == 200
    assert 'href="#content"' in response.text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", FOR_MEMBERS[:-1])
def test_page_of_a_member_asks_a_visitor_to_sign_in(client, address):
    response = client.get(address)
    assert (response.status_code, response.url) == (302, f"/inloggen/?next={address}")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("account_login", "/inloggen/"),
        ("account_logout", "/uitloggen/"),
        ("account_signup", "/registreren/"),
        ("people:profile", "/mijn/profiel/"),
    ],
)
def test_addresses_are_those_of_the_design(name, address):
    assert reverse(name) == address
