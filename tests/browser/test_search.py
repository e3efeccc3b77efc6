"""Searching by keyboard, with suggestions, filters and on a telephone, with script and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory
from tests.searching import fresh_index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def things(settings, tmp_path):
    """A few of each kind, indexed."""
    with fresh_index(settings, tmp_path / "search") as index_now:
        absence = TopicFactory(name="Schoolverzuim", slug="schoolverzuim", definition="Als een kind thuisblijft.")
        kolmeer = MunicipalityFactory(name="Kolmeer", slug="kolmeer")
        PracticeFactory(
            title="Eerst ontbijten op school", slug="ontbijten", with_topics=[absence], with_municipalities=[kolmeer]
        )
        PracticeFactory(title="Tien minuten voor de school begint", slug="tien-minuten", with_topics=[absence])
        PracticeFactory(title="De school komt thuis", slug="thuis")
        OrganisationFactory(name="School De Eendracht", slug="eendracht")
        member = MemberFactory(name="Jamal Aydeniz", job_title="Leraar op een school")
        index_now()
        yield member


def titles(page):
    return sorted(page.locator(".rows .row :is(h3, h4)").all_inner_texts())


def test_question_is_asked_and_narrowed_by_keyboard(page, things, sign_in):
    sign_in(things)
    page.goto("/")
    field = page.get_by_role("main").get_by_role("combobox")
    field.focus()
    page.keyboard.type("scholen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Eén vraag, vier antwoorden")).to_be_visible()
    section = page.get_by_role("region", name="Wie kan helpen?")
    expect(section.get_by_role("link", name="Jamal Aydeniz")).to_be_visible()
    page.get_by_role("link", name="3 praktijken").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3 praktijken")).to_be_visible()
    page.evaluate("window.stayed = true")
    page.get_by_label("Schoolverzuim").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="2 praktijken")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=scholen&soort=praktijken.*onderwerp=schoolverzuim"))
    assert page.evaluate("window.stayed") is True
    expect(page.get_by_label("Schoolverzuim")).to_be_focused()
    page.get_by_role("link", name=re.compile("Haal weg: *Schoolverzuim")).click()
    expect(page.get_by_role("heading", name="3 praktijken")).to_be_visible()


def test_filters_work_without_script(new_context, things):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/zoeken/")
    page.get_by_role("main").get_by_role("searchbox").fill("school")
    page.get_by_role("main").get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="3 praktijken").click()
    page.get_by_label("Schoolverzuim").check()
    page.get_by_role("button", name=re.compile("Toon .*(praktijk|organisatie)")).click()
    assert titles(page) == ["Eerst ontbijten op school", "Tien minuten voor de school begint"]
    page.get_by_role("link", name=re.compile("Haal weg: *Schoolverzuim")).click()
    page.get_by_label("Organisaties").check()
    page.get_by_role("button", name=re.compile("Toon .*(praktijk|organisatie)")).click()
    assert titles(page) == ["School De Eendracht"]
    page.get_by_role("link", name="Zoek in alles").click()
    expect(page.get_by_role("heading", name="Eén vraag, vier antwoorden")).to_be_visible()


def test_suggestions_are_chosen_by_keyboard(page, things):
    page.goto("/praktijken/")
    field = page.get_by_role("banner").get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("scho")
    options = page.get_by_role("banner").get_by_role("option")
    expect(options).to_have_count(5)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#live")).to_contain_text("5 suggesties")
    first, last = options.nth(0), options.nth(4)
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    page.keyboard.press("End")
    expect(last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("scho")
    field.press_sequentially("olverz")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/onderwerpen/schoolverzuim/$"))


def test_suggestion_is_a_link_and_enter_without_a_choice_searches(page, things, axe):
    page.goto("/zoeken/")
    field = page.get_by_role("combobox")
    field.press_sequentially("eendr")
    option = page.get_by_role("option", name="School De Eendracht")
    expect(option).to_be_visible()
    axe(schemes=("light",))
    option.click()
    expect(page).to_have_url(re.compile("/aanbieders/eendracht/$"))
    page.goto("/zoeken/")
    field.press_sequentially("eendr")
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?q=eendr$"))


def test_every_page_of_search_is_accessible_and_fits_a_telephone(phone, things, sign_in, axe, fits):
    sign_in(things)
    for query in ("", "?q=school", "?q=school&soort=praktijken", "?q=schoool", "?q=bestaatnietinditstuk"):
        phone.goto(f"/zoeken/{query}")
        fits(375)
        fits(320)
        axe()


def test_filters_stand_behind_one_button_on_a_telephone(phone, things):
    phone.goto("/zoeken/?q=school&soort=praktijken")
    label = phone.get_by_text("Schoolverzuim", exact=True).first
    expect(label).to_be_hidden()
    phone.get_by_role("button", name="Filters").click()
    label.click()
    expect(phone.get_by_role("button", name="Filters, 1 gekozen")).to_be_attached()
    phone.get_by_role("button", name=re.compile("Toon .*(praktijk|organisatie)")).click()
    expect(phone.get_by_role("heading", name="2 praktijken")).to_be_visible()
