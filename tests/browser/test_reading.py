"""A visitor reads, filters, compares and changes language, with script and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.organisations import MunicipalityFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practices():
    absence = TopicFactory(name="Schoolverzuim", slug="schoolverzuim")
    grief = TopicFactory(name="Rouw en verlies", slug="rouw")
    kolmeer = MunicipalityFactory(name="Kolmeer", slug="kolmeer")
    first = PracticeFactory(
        title="Eerst ontbijten", slug="eerst-ontbijten", with_topics=[absence], with_municipalities=[kolmeer]
    )
    PracticeFactory(title="Tien minuten voor de bel", slug="tien-minuten", with_topics=[absence])
    PracticeFactory(title="De lege stoel", slug="de-lege-stoel", with_topics=[grief], not_for="Wie net begint.")
    return first


@pytest.fixture
def without_script(new_context):
    """A page of a browser in which no script runs."""
    return new_context(java_script_enabled=False).new_page()


def titles(page):
    return page.locator(".rows .row h3").all_inner_texts()


def test_visitor_reads_a_practice_from_home(page, practices):
    AdoptionReportFactory(practice=practices, result="not", headline="Onze kinderen aten al thuis.")
    page.goto("/")
    page.get_by_role("link", name="Eerst ontbijten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eerst ontbijten")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Waarom werkt het?")).to_be_visible()
    expect(main).to_contain_text("een gezin dat net verhuisd is")
    expect(main).to_contain_text("Werkte hier niet")
    expect(main).to_contain_text("Onze kinderen aten al thuis.")


def test_filter_updates_the_list_without_loading_the_page(page, practices):
    page.goto("/praktijken/")
    page.evaluate("window.stayed = true")
    page.get_by_text("Schoolverzuim", exact=True).first.click()
    expect(page.get_by_role("heading", name="2 praktijken")).to_be_visible()
    assert sorted(titles(page)) == ["Eerst ontbijten", "Tien minuten voor de bel"]
    expect(page).to_have_url(re.compile(r"\?.*onderwerp=schoolverzuim"))
    assert page.evaluate("window.stayed") is True
    page.go_back()
    expect(page.get_by_role("heading", name="3 praktijken")).to_be_visible()


def test_filter_works_without_script(without_script, practices):
    page = without_script
    page.goto("/praktijken/")
    page.get_by_label("Schoolverzuim").check()
    page.get_by_role("button", name=re.compile("Toon .*praktijken")).click()
    expect(page).to_have_url(re.compile("onderwerp=schoolverzuim"))
    assert sorted(titles(page)) == ["Eerst ontbijten", "Tien minuten voor de bel"]
    page.get_by_role("link", name=re.compile("Haal.* weg.*Schoolverzuim")).click()
    assert len(titles(page)) == 3


def test_filter_opens_behind_one_button_on_a_phone(phone, practices):
    phone.goto("/praktijken/")
    label = phone.get_by_text("Schoolverzuim", exact=True).first
    expect(label).to_be_hidden()
    phone.get_by_role("button", name="Filters").click()
    expect(label).to_be_visible()


def test_words_in_the_filters_of_a_list_find_by_words(page, practices):
    page.goto("/praktijken/")
    page.get_by_label("Woorden").fill("lege stoel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 praktijk")).to_be_visible()
    assert titles(page) == ["De lege stoel"]


def test_list_without_result_says_what_to_do_next(page, practices):
    page.goto("/praktijken/?onderwerp=rouw&gemeente=kolmeer")
    expect(page.get_by_role("main")).to_contain_text("Geen praktijk")
    page.get_by_role("link", name="opnieuw").click()
    assert len(titles(page)) == 3


@pytest.mark.parametrize("script", [True, False])
def test_compare_shows_two_side_by_side(new_context, practices, script):
    page = new_context(java_script_enabled=script).new_page()
    page.goto("/praktijken/")
    for name in ("Eerst ontbijten", "De lege stoel"):
        page.get_by_label(f"Vergelijk: {name}").check()
    page.get_by_role("button", name="Vergelijk").click()
    expect(page).to_have_url(re.compile("/praktijken/vergelijken/"))
    table = page.get_by_role("main")
    expect(table.get_by_role("link", name="Eerst ontbijten")).to_be_visible()
    expect(table.get_by_role("link", name="De lege stoel")).to_be_visible()
    expect(table).to_contain_text("Wie net begint.")


@pytest.mark.parametrize("script", [True, False])
def test_language_is_changed_by_the_visitor_and_stays(new_context, practices, script):
    page = new_context(java_script_enabled=script).new_page()
    page.goto("/praktijken/")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Practices")
    page.goto("/praktijken/eerst-ontbijten/")
    expect(page.get_by_role("heading", name="Why does it work?")).to_be_visible()
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("heading", name="Waarom werkt het?")).to_be_visible()


def test_print_shows_the_mechanisms_as_a_table(page, practices):
    page.goto("/praktijken/eerst-ontbijten/")
    table = page.locator("#waarom").locator("xpath=ancestor::section").locator("table")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)


def test_skip_link_and_menu_work_by_keyboard(page, practices):
    page.goto("/praktijken/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content"))
