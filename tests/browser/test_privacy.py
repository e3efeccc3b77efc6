"""Personal data in a form: read, replaced and left by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from network.requests.models import Request
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/uitwisseling/nieuw/?soort=vraag"


def test_what_was_found_is_replaced_and_left_by_keyboard(page, sign_in, axe, fits):
    sign_in(MemberFactory())
    page.goto(NEW)
    title = page.locator("input[name=title]")
    title.fill("Hoe help ik Daan Terborgh en Lieke?")
    title.press("Enter")
    expect(page.locator("#findings")).to_be_focused()
    expect(page.locator("#findings")).to_contain_text("2 dingen in je tekst kunnen naar een persoon wijzen")
    expect(page.locator(".swaps")).to_contain_text("Daan Terborgh lijkt een naam.")
    assert not Request.objects.exists()
    axe()
    fits(320)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ga naar")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=title]")).to_have_value("Hoe help ik [naam] en Lieke?")
    expect(page.locator("#findings")).to_be_focused()
    page.get_by_role("button", name="Laat staan").press("Enter")
    expect(page.locator(".swaps")).to_have_count(0)
    page.locator("input[name=title]").press("Enter")
    expect(page.locator("h1")).to_have_text("Hoe help ik [naam] en Lieke?")


def test_it_works_without_javascript(browser, page, sign_in, live_server):
    sign_in(MemberFactory())
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(NEW)
    plain.locator("input[name=title]").fill("Hoe help ik Daan, bsn 111222333?")
    plain.locator("input[name=title]").press("Enter")
    plain.get_by_role("button", name="Vervang allebei").click()
    expect(plain.locator("input[name=title]")).to_have_value("Hoe help ik [naam], bsn [nummer]?")
    assert not Request.objects.exists()
    context.close()
