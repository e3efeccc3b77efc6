"""``/mijn/gegevens/``: about oneself only, after proving who one is, in two steps where it can't be undone."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.people import views_data
from network.people.models import AuditEntry, Member
from tests.factories.people import PASSWORD, AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
PAGE, FILE = "/mijn/gegevens/", "/mijn/gegevens/bestand/"
FIRST, SECOND = "/mijn/gegevens/weggaan/", "/mijn/gegevens/weggaan/zeker/"
AGAIN = "/mijn/account/bevestigen/"


@pytest.fixture
def member(client):
    """Somebody who proved a moment ago who they are."""
    member = MemberFactory(name="Noor de Wit")
    sign_in(client, member)
    return member


def sign_in(client, member):
    assert client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD}).status_code == 302
    assert client.session["_auth_user_id"] == str(member.pk)
    client.post(AGAIN, {"password": PASSWORD})


def long_ago(client):
    """As if that was an hour ago."""
    session = client.session
    session["account_authentication_methods"] = [
        one | {"at": one["at"] - 3600} for one in session["account_authentication_methods"]
    ]
    session.save()


def test_addresses():
    names = ("data", "data_download", "leave", "leave_sure")
    assert [reverse(f"people:{name}") for name in names] == [PAGE, FILE, FIRST, SECOND]


@pytest.mark.parametrize("address", [PAGE, FILE, FIRST, SECOND])
def test_visitors_sign_in_first(client, address):
    answer = client.post(address) if address == FILE else client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/inloggen/")


def test_the_archive_is_of_who_asks_and_kept_nowhere(client, member):
    other = MemberFactory(name="Quirijn Zwart")
    answer = client.post(f"{FILE}?member={other.pk}", {"member": other.pk, "pk": other.pk, "id": other.pk})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="mijn-gegevens-')
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        text = found.read("gegevens.json").decode()
    assert json.loads(text)["data"]
    assert "Noor de Wit" in text
    assert "Quirijn Zwart" not in text
    assert list(AuditEntry.objects.values_list("actor", "subject", "action")) == [(member.pk, member.pk, "exported")]


@pytest.mark.parametrize("who", ["1", "noor-de-wit"])
def test_there_is_no_address_of_the_data_of_another(client, member, who):
    for address in (f"{PAGE}{who}/", f"{FILE}{who}/", f"{FIRST}{who}/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_a_link_alone_gives_nothing(client, member):
    assert client.get(FILE)["Location"] == PAGE
    assert not AuditEntry.objects.exists()
    assert client.post(PAGE).status_code == 405


@pytest.mark.parametrize("address", [FILE, FIRST, SECOND])
def test_who_signed_in_long_ago_proves_again_who_they_are(client, member, address):
    long_ago(client)
    answer = client.post(address, {"name": "former"})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, AGAIN)
    assert Member.objects.get(pk=member.pk).name == "Noor de Wit"
    assert not AuditEntry.objects.exists()


def test_who_proves_it_gets_what_they_asked_for(client, member):
    long_ago(client)
    client.post(FILE)
    answer = client.post(f"{AGAIN}?next={FILE}", {"password": "niet-het-wachtwoord", "next": FILE})
    assert answer["Content-Type"].startswith("text/html")
    answer = client.post(f"{AGAIN}?next={FILE}", {"password": PASSWORD, "next": FILE})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")


@pytest.mark.parametrize("address", [FILE, FIRST, SECOND])
def test_another_site_cannot_ask_it(member, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    assert client.post(address, {"name": "former"}).status_code == 403
    assert Member.objects.get(pk=member.pk).is_active


def test_leaving_takes_two_steps(client, member):
    assert client.get(FIRST).status_code == 200
    assert client.post(SECOND)["Location"] == FIRST
    answer = client.post(FIRST, {"name": "former"})
    assert (answer.status_code, answer["Location"]) == (302, SECOND)
    assert Member.objects.get(pk=member.pk).is_active
    assert "no-store" in client.get(SECOND)["Cache-Control"]
    answer = client.post(SECOND)
    assert (answer.status_code, answer["Location"]) == (302, "/weg/")
    left = Member.objects.get(pk=member.pk)
    assert (left.name, left.is_active) == ("Oud-lid", False)
    assert client.get("/weg/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_second_time_finds_nobody(client, member):
    client.post(FIRST, {"name": "keep"})
    other = Client()
    sign_in(other, member)
    other.post(FIRST, {"name": "former"})
    assert client.post(SECOND)["Location"] == "/weg/"
    for one in (client, other):
        answer = one.post(SECOND)
        assert answer["Location"].startswith("/inloggen/")
    assert Member.objects.get(pk=member.pk).name == "Noor de Wit"
    assert AuditEntry.objects.filter(action="anonymised").count() == 1


def test_the_choice_of_the_first_step_is_good_for_a_quarter_of_an_hour(client, member, monkeypatch):
    client.post(FIRST, {"name": "former"})
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(views_data.timezone, "now", lambda: later)
    # Who one is was proven long enough ago as well, so that is asked first or the choice is gone: either way nothing.
    assert client.post(SECOND).status_code == 302
    assert Member.objects.get(pk=member.pk).is_active


@pytest.mark.parametrize("name", ["", "Burgemeester Jansen", "former\x00", "x" * 100_000])
def test_no_other_name_can_be_chosen(client, member, name):
    answer = client.post(FIRST, {"name": name})
    assert answer.status_code == 200
    assert "leaving" not in client.session
    assert answer.context["form"].errors


def test_the_last_administrator_is_told_why_not(client):
    admin = AdministratorFactory()
    client.force_login(admin)
    text = client.get(PAGE).content.decode()
    assert "enige beheerder" in text
    assert f'href="{FIRST}"' not in text


def test_the_page_says_how_long_things_are_kept(client, member):
    text = client.get(PAGE).content.decode()
    assert "730 dagen" in text
    assert f'href="{PAGE}"' in client.get("/mijn/").content.decode()
