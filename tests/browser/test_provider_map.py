"""An access worker finds who can help: by the question, side by side, on a list that stays, on the map, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from base import stamps
from network.organisations.models import Location
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region():
    """Three services of two providers in two municipalities, one with a place on the map."""
    town, village = (
        MunicipalityFactory(name=name, latitude=north, longitude=east)
        for name, north, east in (("Rietvoort", 52.2, 6.6), ("Kolmeer", 52.3, 6.8))
    )
    absence = TopicFactory(name="Schoolverzuim", slug="schoolverzuim")
    organisation = OrganisationFactory(name="Wolkenfiets")
    place = Location.objects.create(
        organisation=organisation, address="Brink 1", city="Kolmeer", latitude="52.31", longitude="6.79"
    )
    found = []
    for name, weeks, towns in (
        ("Terug naar school", 3, [town, village]),
        ("Lopend gesprek", 6, [village]),
        ("Elke dag naar buiten", 20, [village]),
    ):
        service = ServiceFactory(name=name, organisation=organisation)
        service.municipalities.set(towns)
        service.topics.add(absence)
        WaitingTimeFactory(service=service, weeks_to_start=weeks)
        found.append(service)
    found[1].locations.add(place)
    stamps.bump("services")
    return found


def titles(page):
    return page.locator("#results .service h3").all_inner_texts()


def test_the_question_finds_who_has_room_and_the_list_survives(page, region, axe, fits):
    page.goto("/sociale-kaart/")
    page.get_by_label("Schoolverzuim").check()
    page.get_by_label("Binnen 8 weken").check()
    expect(page.get_by_role("heading", name="2 vormen van hulp")).to_be_visible()
    assert titles(page) == ["Terug naar school", "Lopend gesprek"]
    page.get_by_label("Op mijn lijstje: Lopend gesprek").check()
    page.get_by_role("link", name="Terug naar school").click()
    page.get_by_role("button", name="Zet op mijn lijstje").click()
    expect(page.get_by_role("link", name="Bekijk mijn lijstje (2)")).to_be_visible()
    other = page.context.new_page()
    other.goto("/sociale-kaart/")
    expect(other.get_by_text("2 op je lijstje")).to_be_visible()
    expect(other.get_by_label("Op mijn lijstje: Terug naar school")).to_be_checked()
    other.get_by_label("Op mijn lijstje: Terug naar school").uncheck()
    expect(page.get_by_role("button", name="Zet op mijn lijstje")).to_be_visible()
    page.get_by_role("button", name="Zet op mijn lijstje").click()
    expect(other.get_by_text("2 op je lijstje")).to_be_visible()
    other.get_by_role("button", name="Vergelijk").click()
    expect(other.get_by_role("columnheader", name="Lopend gesprek")).to_be_visible()
    page.goto("/sociale-kaart/lijstje/")
    expect(page.get_by_role("heading", name="Terug naar school")).to_be_visible()
    axe()
    fits(320)
    page.get_by_role("link", name=re.compile("Haal van het lijstje.*Lopend gesprek")).click()
    expect(page.get_by_role("heading", name="Lopend gesprek")).to_have_count(0)
    page.goto("/sociale-kaart/lijstje/")
    expect(page.locator(".rows h2")).to_have_text(["Terug naar school"])


def test_the_map_shows_locations_to_the_keyboard_too(page, region, axe):
    page.goto("/sociale-kaart/")
    page.get_by_role("button", name="Locaties op de kaart").click()
    spot = page.get_by_role("button", name="Wolkenfiets, Kolmeer: 1")
    spot.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup").get_by_role("link", name="Lopend gesprek")).to_be_focused()
    axe()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(spot).to_be_focused()


def test_without_script_the_drawing_and_the_address_do_it(person, region):
    page = person(java_script_enabled=False)
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto("/sociale-kaart/")
    page.get_by_role("button", name="Kaart en uitleg over de wachttijd").click()
    page.get_by_role("link", name="Rietvoort, 1 vorm van hulp").click()
    expect(page).to_have_url(re.compile(r"\?gemeente=gemeente-\d+$"))
    assert titles(page) == ["Terug naar school"]
    page.goto("/sociale-kaart/")
    page.get_by_label("Op mijn lijstje: Lopend gesprek").check()
    page.get_by_role("button", name="Lijstje").click()
    expect(page.get_by_role("heading", name="Lopend gesprek")).to_be_visible()
    page.goto("/sociale-kaart/locaties/")
    expect(page.get_by_role("link", name="Lopend gesprek")).to_be_visible()
