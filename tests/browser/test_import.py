"""Staff import a file in a real browser: wrongly, then rightly, and take it back."""

import pytest
from playwright.sync_api import expect

from network.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
RIGHT = "Naam;Soort;Hoe het heet op internet\nCafé Zoë;School;https://zoe.example\nDe Brug;;\n"
WRONG = RIGHT.replace("School", "Vliegtuig")


def choose(page, text):
    """Choose a file as a Dutch spreadsheet program writes it."""
    page.get_by_role("radio", name="Organisaties").check()
    page.locator("[type=file]").set_input_files(
        {"name": "lijst.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    page.get_by_role("button", name="Laat zien wat er zou gebeuren").click()


def test_a_file_goes_in_wrongly_then_rightly_and_out_again(page, sign_in):
    OrganisationFactory(name="De Brug")
    sign_in(StaffFactory(organisation=None))
    page.goto("/beheer/importeren/")
    choose(page, WRONG)
    expect(page.get_by_role("row", name="2 Café Zoë Fout")).to_contain_text("Vliegtuig")
    expect(page.get_by_role("button", name="Lees dit in")).to_have_count(0)
    page.get_by_role("link", name="Kies een ander bestand").click()
    choose(page, RIGHT)
    expect(page.get_by_role("row", name="2 Café Zoë Nieuw")).to_be_visible()
    expect(page.get_by_role("row", name="3 De Brug Ongewijzigd")).to_be_visible()
    page.get_by_role("combobox", name="Website").select_option("Hoe het heet op internet")
    page.get_by_role("button", name="Kijk opnieuw").click()
    page.get_by_role("button", name="Lees dit in").click()
    expect(page.get_by_text("Alles is opgeslagen.")).to_be_visible()
    assert Organisation.objects.get(name="Café Zoë").website == "https://zoe.example"
    page.get_by_role("link", name="Bekijk wat is geïmporteerd").click()
    page.get_by_role("button", name="Draai deze import terug").click()
    expect(page.get_by_text("De import is teruggedraaid.")).to_be_visible()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["De Brug"]
