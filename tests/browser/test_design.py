"""The design system in a real browser: every component in every look, and what script adds to it."""

import pytest
from playwright.sync_api import expect

from tests.factories.people import AdministratorFactory

STYLE = "/beheer/stijl/"


@pytest.fixture
def style(page, sign_in):
    sign_in(AdministratorFactory(name="Noor Averink"))
    page.goto(STYLE)
    return page


def test_style_page_breaks_no_rule_in_light_and_dark(style, axe):
    axe()


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 1920])
def test_style_page_fits_every_screen(style, fits, width):
    fits(width)


def test_touch_targets_are_44_pixels(style):
    style.set_viewport_size({"width": 375, "height": 800})
    small = style.evaluate(
        """() => [...document.querySelectorAll("button, summary, nav a, .tag, .choice, .facet label, select, .input")]
            .filter((element) => element.checkVisibility() && !element.closest(".hidden-text"))
            .filter((element) => element.getBoundingClientRect().height < 43.5)
            .map((element) => element.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_error_summary_is_read_first_and_leads_to_the_field(style):
    summary = style.locator("#errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(style.locator("#id_wrong-name")).to_be_focused()


def test_counter_says_how_much_is_left(style):
    story, counter = style.locator("#id_story"), style.locator("#id_story-count")
    story.fill("x" * 299)
    expect(counter).to_have_text("Nog 1 teken over")
    story.fill("x" * 302)
    expect(counter).to_have_text("2 tekens te veel")
    assert story.input_value() == "x" * 302


def test_dialog_is_modal_and_gives_the_focus_back(style):
    button = style.get_by_role("button", name="Verwijder je concept")
    button.click()
    dialog = style.get_by_role("dialog", name="Wil je je concept weggooien?")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("dialog => dialog.matches(':modal')")
    style.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def test_member_menu_opens_by_keyboard_and_closes_by_escape(style):
    summary = style.locator(".menu > summary")
    summary.press("Enter")
    expect(style.get_by_role("button", name="Uitloggen")).to_be_visible()
    style.keyboard.press("Escape")
    expect(style.get_by_role("button", name="Uitloggen")).to_be_hidden()
    expect(summary).to_be_focused()


def test_first_tab_leads_to_the_content(page, db):
    page.goto("/nergens/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_everything_opens_without_script(new_context, live_server, db):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/nergens/")
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu.get_by_role("link", name="Praktijken")).to_be_visible()
    menu.get_by_role("button", name="Sluit").click()
    expect(menu.get_by_role("link", name="Praktijken")).to_be_hidden()


def test_first_view_asks_for_four_files(page, db):
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto("/praktijken/")
    page.wait_for_load_state("networkidle")
    assert asked[0] == "document" and len(asked[1:]) <= 4


def test_print_leaves_out_what_paper_can_not_do(page, db):
    page.goto("/nergens/")
    page.emulate_media(media="print")
    for part in (".head__find", ".head__me", ".foot", "#menu"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
