"""On a phone: who asked sees who fits and why, asks one of them, and that one says yes."""

import re

import pytest
from playwright.sync_api import expect

from network.requests.models import Participation
from tests.factories.matching import colleague, request_about, town
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_colleague_who_fits_is_asked_and_says_yes(page, phone, sign_in, person, axe, fits):
    rouw, here = TopicFactory(name="Rouw"), town("Kolmeer")
    asker = MemberFactory(name="Vera Vrager")
    asker.municipalities.add(here)
    mirthe = colleague("Mirthe Tolhek", helps=[rouw])
    colleague("Kofi Oduber", towns=[here])
    request = request_about(rouw, asked_by=asker, title="Hoe begrens ik?")
    sign_in(asker)
    page.goto(request.get_absolute_url())
    page.get_by_role("link", name="Vraag collega’s die erbij passen").click()
    people = page.get_by_role("main").get_by_role("heading", level=3)
    expect(people).to_have_text(["Mirthe Tolhek", "Kofi Oduber"])
    expect(page.get_by_role("main")).to_contain_text("Waarom Mirthe? Kan helpen bij Rouw.")
    axe()
    fits(320)
    # what counts most, by keyboard
    page.get_by_text("Wat telt het zwaarst?").press("Enter")
    page.get_by_label("Wat iemand weet").select_option("telt niet")
    page.get_by_label("Hoe dichtbij").select_option("telt zwaar")
    page.get_by_role("button", name="Zet ze op deze volgorde").press("Enter")
    expect(people).to_have_text(["Kofi Oduber", "Mirthe Tolhek"])
    page.get_by_role("button", name="Vraag wie ik aanvinkte").click()
    expect(page.get_by_role("alert")).to_contain_text("Vink minstens één collega aan.")
    page.get_by_role("alert").get_by_role("link").click()
    axe(schemes=("light",))
    page.get_by_label("Vraag Mirthe").check()
    page.get_by_role("button", name="Vraag wie ik aanvinkte").click()
    expect(page.get_by_role("status").filter(has_text="1 collega is gevraagd.")).to_be_visible()
    expect(people).to_have_text(["Kofi Oduber"])
    other = person(mirthe)
    other.set_viewport_size({"width": 375, "height": 812})
    other.goto("/mijn/uitwisseling/")
    axe(other, schemes=("light",))
    fits(320, other)
    other.get_by_role("link", name="Hoe begrens ik?").click()
    expect(other.get_by_role("main")).to_contain_text("Waarom jij?")
    other.get_by_role("button", name=re.compile("Ja")).click()
    expect(other.get_by_role("status").first).to_be_visible()
    assert Participation.objects.get().takes_part
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("2 van de 6 plekken")
    expect(page.get_by_role("main")).to_contain_text("Jij, Mirthe Tolhek.")
