"""A session in three browsers at once: one clock, whoever moves it and whoever opens the page again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.sessions.models import SessionNote
from tests.factories.sessions import make_method, make_session, people_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session():
    return make_session(
        starts_at=timezone.now() + timedelta(minutes=5),
        method=make_method(minutes=(5, 90, 1)),
        preparation="Ik zei niets.",
        online_link="https://beeld.example/kamer",
        venue="De Kade",
    )


def seconds(page):
    """What the clock on a screen shows, in seconds."""
    minutes, rest = page.locator("[data-face]").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def alike(*pages):
    """All screens show the same time, within two seconds."""
    shown = [seconds(page) for page in pages]
    return max(shown) - min(shown) <= 2


def still(*pages):
    """Let no screen ask anything any more while the test is cleaned up."""
    for page in pages:
        page.goto("/sessies/methoden/")


def test_three_screens_show_one_clock(session, person):
    first, second, wall = (person(member) for member in people_of(session))
    first.goto(f"/sessies/{session.pk}/")
    second.goto(f"/sessies/{session.pk}/")
    wall.goto(f"/sessies/{session.pk}/scherm/")
    first.get_by_role("button", name="Begin met stap 1").click()
    for page in (first, second, wall):
        expect(page.get_by_role("heading", name="Stap 1").first).to_be_visible()
    assert alike(first, second, wall) and 290 <= seconds(first) <= 300
    # by keyboard, at another screen
    second.get_by_role("button", name="Zet de klok stil").press("Enter")
    expect(second.get_by_role("button", name="Laat de klok lopen")).to_be_focused()
    for page in (first, second, wall):
        expect(page.get_by_text("De klok staat stil.", exact=False).first).to_be_visible()
    stands = seconds(first)
    first.wait_for_timeout(1500)
    wall.reload()
    assert seconds(first) == seconds(second) == seconds(wall) == stands
    second.get_by_role("button", name="Laat de klok lopen").click()
    expect(wall.get_by_role("button", name="Zet de klok stil")).to_be_visible()
    wall.get_by_role("button", name="Door naar stap 2").click()
    for page in (first, second, wall):
        expect(page.get_by_role("heading", name="Stap 2").first).to_be_visible()
    expect(first.locator("#live")).to_contain_text("Stap 2 van 3")
    second.reload()
    assert alike(first, second, wall) and 5390 <= seconds(second) <= 5400
    still(first, second, wall)


def test_the_page_of_a_session_is_accessible_and_keeps_what_somebody_notes(session, page, sign_in, axe, fits):
    member = people_of(session)[0]
    sign_in(member)
    for address in ("/sessies/", "/sessies/methoden/", "/sessies/methoden/drie-vragen/", f"/sessies/{session.pk}/"):
        page.goto(address)
        axe()
        fits(320)
    page.get_by_role("button", name="Begin met stap 1").click()
    expect(page.get_by_role("heading", name="Stap 1").first).to_be_visible()
    notes = page.get_by_label("Wat wil je onthouden?")
    notes.fill("Eerst ademhalen.")
    notes.press("Tab")
    expect(page.get_by_text("Bewaard. Alleen jij kunt dit lezen.")).to_be_visible()
    assert SessionNote.objects.get().text == "Eerst ademhalen."
    notes.fill("Het nummer is 123456782.")
    notes.press("Tab")
    expect(page.get_by_text("Niet bewaard", exact=False)).to_be_visible()
    assert SessionNote.objects.get().text == "Eerst ademhalen."
    notes.fill("Eerst ademhalen, dan vragen.")
    notes.press("Tab")
    expect(page.get_by_text("Bewaard. Alleen jij kunt dit lezen.")).to_be_visible()
    axe()
    fits(320)
    page.goto(f"/sessies/{session.pk}/scherm/")
    axe()
    fits(320)
    page.goto(f"/sessies/{session.pk}/")
    expect(page.get_by_label("Wat wil je onthouden?")).to_have_value("Eerst ademhalen, dan vragen.")
    still(page)
