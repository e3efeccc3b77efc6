"""Every page about accounts can be opened, in the site's own look, and is never kept for somebody else."""

import pytest
from django.urls import reverse
from django.utils import translation

from network.people.templatetags.people import device, in_fours
from tests.factories.people import PASSWORD, MemberFactory

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
    "/mijn/welkom/",
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


def test_picture_to_scan_is_an_address_as_the_policy_allows_no_data(client):
    client.force_login(MemberFactory())
    assert client.get("/mijn/account/beveiliging/app/qr.svg").status_code == 404
    client.post("/mijn/account/bevestigen/", {"password": PASSWORD})
    page = client.get("/mijn/account/beveiliging/app/")
    assert 'src="/mijn/account/beveiliging/app/qr.svg' in page.text
    assert "data:" not in page.text
    picture = client.get("/mijn/account/beveiliging/app/qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert 'fill="white"' in picture.text
    assert "style=" not in picture.text


@pytest.mark.parametrize("address", ["/inloggen/", "/mijn/account/beveiliging/sleutels/nieuw/"])
def test_scripts_are_files_and_data_only(client, address):
    """The policy has no unsafe-inline: whatever stands between script tags may only be JSON."""
    if address != "/inloggen/":
        client.force_login(MemberFactory())
        client.post("/mijn/account/bevestigen/", {"password": PASSWORD})
    text = client.get(address).text
    tags = [part.partition(">")[0] for part in text.split("<script")[1:]]
    assert tags
    assert all(" src=" in tag or 'type="application/json"' in tag for tag in tags)
    assert " style=" not in text
    assert " onclick=" not in text


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("<script>", "Onbekend apparaat"),
    ],
)
def test_device_in_words(user_agent, words):
    with translation.override("nl"):
        assert device(user_agent) == words


def test_long_code_in_groups_of_four():
    assert in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ"
