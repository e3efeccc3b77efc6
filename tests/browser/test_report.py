"""Two people write one report, each on their own screen."""

import pytest
from playwright.sync_api import expect

from events.reports.actions.reports import publish
from events.reports.first_methods import ensure_first_methods
from events.reports.models import Note
from tests.factories.events import make_event
from tests.factories.people import MemberFactory
from tests.factories.reports import make_report, note

pytestmark = pytest.mark.django_db(transaction=True)


def until_scripted(page):
    """Wait for htmx. Playwright's own waiting evaluates a text, which the policy of the site refuses."""
    for _glance in range(200):
        if page.evaluate("() => Boolean(window.htmx)"):
            return
        page.wait_for_timeout(50)
    pytest.fail("htmx did not come")


def test_two_writers_see_each_other_and_lose_nothing(page, sign_in, person, axe, fits):
    sanne, jamal = MemberFactory(name="Sanne Vredeveld"), MemberFactory(name="Jamal Aydeniz")
    report = make_report(make_event(slug="thuis", days=-1, organisers=[sanne]), sanne, note_takers=[jamal])
    note(report, sanne, "Bellen helpt.")
    sign_in(sanne)
    other = person(jamal)
    for one in (page, other):
        one.goto("/agenda/thuis/verslag/schrijven/")
        until_scripted(one)
    # both write at once; each sees the note of the other without loading the page again
    page.get_by_label("Wat schrijf je op?").fill("Een eerste woord.")
    other.get_by_label("Wat schrijf je op?").fill("Een ander woord.")
    page.get_by_role("button", name="Bewaar de aantekening").click()
    other.get_by_role("button", name="Bewaar de aantekening").click()
    for one in (page, other):
        expect(one.locator("#notes .jot")).to_have_count(3, timeout=25_000)
    # both change the same note
    for one, text in ((page, "Bellen helpt altijd."), (other, "Bellen helpt soms.")):
        one.locator("#notes .jot").first.get_by_role("link", name="Pas aan").click()
        one.locator("[data-editing] textarea").fill(text)
    page.locator("[data-editing]").get_by_role("button", name="Bewaar").click()
    expect(page.locator("[data-editing]")).to_have_count(0)
    expect(page.locator("#notes .jot").first).to_contain_text("Bellen helpt altijd.")
    other.locator("[data-editing]").get_by_role("button", name="Bewaar").click()
    expect(other.locator("[data-editing]")).to_contain_text("Bellen helpt altijd.")
    expect(other.locator("[data-editing] textarea")).to_have_value("Bellen helpt soms.")
    other.get_by_role("button", name="Bewaar allebei, onder elkaar").click()
    expect(other.locator("[data-editing]")).to_have_count(0)
    expect(other.locator("#notes .jot").first).to_contain_text("Bellen helpt soms.")
    assert sorted(Note.objects.values_list("text", flat=True)) == [
        "Bellen helpt altijd.\n\nBellen helpt soms.",
        "Een ander woord.",
        "Een eerste woord.",
    ]
    axe()
    fits(320)
    publish(report, sanne)
    ensure_first_methods()
    for address in ("/agenda/thuis/verslag/", "/agenda/methoden/24-uur/", "/agenda/thuis/verslag/instellen/"):
        page.goto(address)
        axe()
        fits(320)
