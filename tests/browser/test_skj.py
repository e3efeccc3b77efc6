"""The SKJ folder: something is added wrongly, then rightly, with its proof; then all of it is taken along."""

import zipfile

import pytest
from playwright.sync_api import expect

from events.training.models import Entry
from tests.factories.people import MemberFactory
from tests.factories.training import PDF, PeriodFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_training_elsewhere_is_added_with_its_proof_and_taken_along(page, sign_in, axe, fits):
    member = MemberFactory()
    PeriodFactory(member=member, targets={"training": "40"})
    sign_in(member)
    page.goto("/mijn/")
    page.get_by_role("link", name="Open mijn map").click()
    page.get_by_role("link", name="Iets toevoegen").click()
    page.get_by_label("Training", exact=True).check()
    page.get_by_label("Op welke dag?").fill("2026-03-01")
    page.get_by_label("Hoeveel uur?").fill("veel")
    page.get_by_label("Bewijs").set_input_files({"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Zet het in mijn map").press("Enter")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_text("diploma.pdf")).to_be_visible()
    axe()
    fits(320)
    page.get_by_label("Wat deed je?").fill("Motiverende gespreksvoering")
    page.get_by_label("Hoeveel uur?").fill("12,5")
    page.get_by_role("button", name="Zet het in mijn map").press("Enter")
    expect(page.get_by_role("heading", name="Motiverende gespreksvoering")).to_be_visible()
    expect(page.get_by_role("row", name="Training")).to_contain_text("12,5 van 40")
    axe()
    fits(320)
    assert Entry.objects.get().proof.name == "diploma.pdf"
    with page.expect_download() as download:
        page.get_by_role("link", name="Alles als zip").click()
    with zipfile.ZipFile(download.value.path()) as found:
        assert found.read("bewijzen/2026-03-01-motiverende-gespreksvoering.pdf") == PDF
        assert found.read("skj-map.pdf").startswith(b"%PDF-")
    answer = page.request.get(page.get_by_role("link", name="De lijst als pdf").get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
