"""A member's own page."""

import pytest
from django.urls import reverse

from base import slots
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def block(monkeypatch):
    """A room that has something for a member called Zus, and nothing for anybody else."""
    slot = slots.Slot("test")
    slot.register(
        lambda member: {"template": "components/person.html", "name": "Van de kamer"} if member.name == "Zus" else None
    )
    monkeypatch.setattr(slots, "my_blocks", slot)


def test_my_page_asks_a_visitor_to_sign_in(client):
    response = client.get("/mijn/")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_my_page_shows_what_the_rooms_have_for_this_member(client, block):
    client.force_login(MemberFactory(name="Zus"))
    response = client.get("/mijn/")
    assert "Van de kamer" in response.text
    assert "Er staat niets voor je klaar." not in response.text


def test_my_page_without_anything_says_what_to_do_next(client, block):
    client.force_login(MemberFactory(name="Broer"))
    response = client.get("/mijn/")
    assert "Van de kamer" not in response.text
    assert "Er staat niets voor je klaar." in response.text
    assert reverse("practices:new") in response.text


def test_my_page_is_never_kept_by_a_browser_or_the_site(client):
    client.force_login(MemberFactory())
    assert client.get("/mijn/")["Cache-Control"] == "private, no-store"


def test_my_page_links_to_profile_and_account(client):
    client.force_login(MemberFactory())
    text = client.get("/mijn/").text
    for name in ("people:profile", "account_change_password", "account_email", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in text
