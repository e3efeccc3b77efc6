"""A member reads as a peer and tells what happened when they tried it; the author answers."""

import pytest
from playwright.sync_api import expect

from practices.models import AdoptionReport, Review
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory, ReviewFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice():
    MunicipalityFactory(name="Kolmeer", slug="kolmeer")
    return PracticeFactory(title="Eerst ontbijten", slug="eerst-ontbijten")


def test_report_is_written_wrongly_then_rightly_and_answered(page, sign_in, person, practice, axe):
    member = MemberFactory(name="Noor Averink")
    sign_in(member)
    page.goto("/praktijken/eerst-ontbijten/")
    page.get_by_role("link", name="Ik heb dit geprobeerd").click()
    page.get_by_label("Waarom ging het zo?").fill("Er was te weinig tijd.")
    page.get_by_role("button", name="Deel mijn ervaring").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Waarom ging het zo?")).to_have_value("Er was te weinig tijd.")
    axe()
    summary.get_by_role("link").first.click()
    expect(page.locator(":focus")).to_have_attribute("name", "result")

    page.get_by_label("Werkte hier niet").check()
    page.get_by_label("In één zin").fill("Onze kinderen aten al thuis.")
    page.get_by_label("Sinds wanneer?").fill("2026-03-01")
    page.get_by_label("Welke gemeente?").select_option("Kolmeer")
    page.get_by_role("button", name="Deel mijn ervaring").click()
    expect(page.get_by_role("status").filter(has_text="Dank je wel")).to_be_visible()
    expect(page.locator("#ervaringen").locator("xpath=ancestor::section")).to_contain_text(
        "Onze kinderen aten al thuis."
    )
    report = AdoptionReport.objects.get()

    author = person(practice.owner)
    author.goto(f"/praktijken/eerst-ontbijten/ervaring/{report.pk}/antwoord/")
    author.get_by_label("Je antwoord").fill("Dank. Vraag het dus eerst na.")
    author.get_by_role("button", name="Plaats mijn antwoord").click()
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Dank. Vraag het dus eerst na.")


def test_third_review_makes_the_practice_read_by_peers(page, sign_in, practice, axe):
    for _ in range(2):
        ReviewFactory(practice=practice)
    sign_in(MemberFactory())
    page.goto("/praktijken/eerst-ontbijten/beoordelen/")
    axe()
    for group in page.locator("main form fieldset").all():
        group.get_by_label("Ja").check()
    page.get_by_label("Wat zou het duidelijker maken?").fill("Helder zo.")
    page.get_by_role("button", name="Geef mijn beoordeling").click()
    expect(page).to_have_url(page.url.partition("/praktijken/")[0] + "/praktijken/eerst-ontbijten/")
    expect(page.get_by_role("main").locator(".badge").first).to_have_text("Door vakgenoten gelezen")
    assert Review.objects.count() == 3


def test_report_with_a_name_in_it_asks_before_it_is_stored(page, sign_in, practice):
    member = MemberFactory()
    sign_in(member)
    page.goto("/praktijken/eerst-ontbijten/ervaring/")
    page.get_by_label("Werkte", exact=True).check()
    page.get_by_label("In één zin").fill("Het hielp.")
    page.get_by_label("Waarom ging het zo?").fill("Met Fatima ging het daarna beter.")
    page.get_by_label("Sinds wanneer?").fill("2026-03-01")
    page.get_by_label("Welke gemeente?").select_option("Kolmeer")
    page.get_by_role("button", name="Deel mijn ervaring").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert not AdoptionReport.objects.exists()
    page.locator("button[name=privacy_replace]").first.click()
    expect(page.get_by_label("Waarom ging het zo?")).not_to_have_value("Met Fatima ging het daarna beter.")
    page.get_by_role("button", name="Deel mijn ervaring").click()
    expect(page.get_by_role("status").filter(has_text="Dank je wel")).to_be_visible()
    assert "Fatima" not in AdoptionReport.objects.get().why
