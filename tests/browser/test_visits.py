"""A shadow visit on a telephone: from offering a day to what the visitor saw, by keyboard where it matters."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from home.actions import ensure_site_tree
from network.requests.models import Request, VisitDay
from tests.factories.people import MemberFactory
from tests.factories.visits import let_it_pass

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_offering_a_day_to_what_a_visitor_saw(phone, sign_in, person, axe, fits):
    ensure_site_tree()
    host, visitor = MemberFactory(name="Hilde Bruin"), MemberFactory(name="Vera Zand")
    page = phone
    sign_in(host)
    page.goto("/uitwisseling/nieuw/?soort=kijkje")
    page.get_by_label("Anderen mogen bij ons komen kijken").check()
    page.get_by_label("Wat wil je zien of laten zien?").fill("Een dag in het gezinshuis")
    page.get_by_label("Wat zie en doe je op zo’n dag?").fill("Je eet mee en bent bij het overleg.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Met hoeveel mensen tegelijk?").fill("2")
    page.get_by_role("button", name="Zet het op de site").click()
    expect(page.get_by_role("status").filter(has_text="Het staat nu op de site")).to_be_visible()

    page.get_by_role("button", name="Zet deze dag op de pagina").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("name", "day")
    page.keyboard.press("Escape")
    day = timezone.localdate() + timedelta(days=9)
    page.get_by_label("Welke dag?").fill(day.isoformat())
    page.get_by_label("Van", exact=True).fill("09:00")
    page.get_by_label("Tot", exact=True).fill("16:00")
    page.get_by_role("button", name="Zet deze dag op de pagina").click()
    expect(page.get_by_role("main")).to_contain_text("2 van de 2 plekken vrij")
    axe(schemes=("light",))
    fits(320)

    offer = Request.objects.get()
    guest = person(visitor)
    guest.set_viewport_size({"width": 375, "height": 812})
    guest.goto(offer.get_absolute_url())
    guest.get_by_role("button", name="Boek deze plek").click()
    expect(guest.get_by_role("alert")).to_be_focused()
    axe(guest, ("light",))
    guest.get_by_label("Dat beloof ik.").focus()
    guest.keyboard.press("Space")
    guest.get_by_role("button", name="Boek deze plek").press("Enter")
    expect(guest.get_by_role("heading", name="Je gaat mee")).to_be_visible()
    fits(320, guest)

    session = VisitDay.objects.get().session
    let_it_pass(session)
    page.goto(offer.get_absolute_url())
    page.get_by_role("link", name="Geef aan wie er was").click()
    expect(page.get_by_label("Vera Zand")).to_be_checked()
    page.get_by_role("button", name="Noteer wie er waren").click()
    guest.reload()
    guest.get_by_label("Wat zag je, en wat neem je mee?").fill("Er was rust aan tafel, ook toen het druk werd.")
    guest.get_by_label("Andere leden mogen het ook lezen, met mijn naam erbij").check()
    guest.get_by_label("Ik heb het nagelezen").check()
    guest.get_by_role("button", name="Bewaar wat ik zag").click()
    expect(guest.get_by_role("main")).to_contain_text(
        "Anderen lezen het zodra je gastheer of gastvrouw het goed vindt."
    )
    axe(guest, ("dark",))

    page.goto(offer.get_absolute_url())
    page.get_by_role("button", name="Anderen mogen het lezen").click()
    other = person(MemberFactory())
    other.goto(offer.get_absolute_url())
    expect(other.get_by_role("main")).to_contain_text("Er was rust aan tafel")
