"""Organising a meeting in a real browser: rows with script, all that was typed kept, cancelling on a phone."""

import datetime

import pytest
from playwright.sync_api import expect

from base.models import Mail
from events.meetings.models import EventPage
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import OrganiserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_organising_a_meeting_keeps_what_was_typed_and_puts_it_in_the_agenda(page, sign_in, axe):
    make_event("Een ander")
    sign_in(OrganiserFactory())
    page.goto("/agenda/nieuw/")
    page.get_by_label("Hoe heet de bijeenkomst?").fill("Samen leren")
    page.get_by_text("Programma", exact=True).click()
    page.get_by_role("button", name="Voeg een onderdeel toe").click()
    page.locator("[name=programma-1-title]").fill("Slot")
    page.locator("[name=programma-0-title]").fill("Opening")
    page.locator("[name=row_remove][value=programma-0]").click()
    page.get_by_role("button", name="Zet het in de agenda").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("[name=programma-0-title]")).to_have_value("Slot")
    axe()
    page.get_by_label("In één zin").fill("We leren van elkaar.")
    page.get_by_label("Op welke dag?").fill((datetime.date.today() + datetime.timedelta(days=9)).isoformat())
    page.locator("[name=start]").fill("13:00")
    page.locator("[name=end]").fill("16:00")
    page.locator("[name=venue]").fill("De Graanschuur")
    page.get_by_role("button", name="Zet het in de agenda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samen leren")
    event = EventPage.objects.get(title="Samen leren")
    assert (event.live, [part.title for part in event.programme.all()]) == (True, ["Slot"])


def test_cancelling_a_meeting_says_so_on_its_page_and_by_mail(page, sign_in, fits):
    organiser = OrganiserFactory()
    event = make_event(owner=organiser)
    comes = RegistrationFactory(event=event).member
    sign_in(organiser)
    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Gelast de bijeenkomst af").click()
    fits(320)
    page.get_by_label("Waarom gaat het niet door?").fill("De zaal is weg.")
    page.get_by_role("button", name="Gelast de bijeenkomst af").click()
    expect(page.locator(".page-head .msg__title")).to_have_text("Deze bijeenkomst is afgelast.")
    expect(page.get_by_text("De zaal is weg.").first).to_be_visible()
    assert [mail.receiver for mail in Mail.objects.all()] == [comes.email]
