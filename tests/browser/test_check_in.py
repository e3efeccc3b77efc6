"""Somebody at the door with a phone checks people in by name."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_is_found_while_typing_and_checked_in_and_a_mistake_undone(page, phone, sign_in, axe, fits):
    organiser = MemberFactory(name="Olga Organisator")
    event = make_event(slug="thuis-op-school", days=0.1, organisers=[organiser])
    for name in ("Noor Averink", "Sam Bleeker", "Wim Zandloper"):
        RegistrationFactory(event=event, member=MemberFactory(name=name))
    sign_in(organiser)
    page.goto("/agenda/thuis-op-school/inchecken/")
    axe()
    fits(320)
    page.get_by_role("main").get_by_label("Naam of organisatie").press_sequentially("bleek")
    expect(page.locator("#gevonden").get_by_role("heading", level=3)).to_have_text(["Sam Bleeker"])
    page.get_by_role("button", name=re.compile("Inchecken.*Sam Bleeker")).click()
    expect(page.get_by_role("status").filter(has_text="Sam Bleeker is er.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("1 van 3 zijn er")
    page.get_by_role("button", name=re.compile("Maak ongedaan.*Sam Bleeker")).click()
    expect(page.get_by_role("main")).to_contain_text("0 van 3 zijn er")
    assert event.registrations.attended().count() == 0
