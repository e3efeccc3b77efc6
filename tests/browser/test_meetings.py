"""Registering for a meeting that is full: waiting, being promoted and accepting, and what the organiser sees of it."""

import pytest
from playwright.sync_api import expect

from events.meetings.actions import registering
from events.meetings.choices import Status
from events.meetings.models import BreakOut, EventQuestion
from tests.factories.events import make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_register_wait_be_promoted_and_accept(page, sign_in, person, axe, fits):
    organiser, first, second = (MemberFactory(name=name) for name in ("Olga Vos", "Ewout Een", "Tanja Twee"))
    event = make_event("Volle zaal", capacity=1, organisers=[organiser])
    BreakOut.objects.create(event=event, title="Ouders", capacity=5)
    EventQuestion.objects.create(event=event, label="Wat eet je niet?")
    registering.register(event, first)
    sign_in(second)
    page.goto(f"/agenda/{event.slug}/")
    page.get_by_role("link", name="Zet me op de wachtlijst").click()
    axe()
    fits(320)
    page.get_by_label("Ouders").check()
    page.get_by_label("Wat eet je niet?").fill("Noten")
    page.get_by_role("button", name="Zet me op de wachtlijst").click()
    expect(page.get_by_role("main")).to_contain_text("Je bent nummer 1 op de wachtlijst.")

    theirs = person(first)
    theirs.goto(f"/agenda/{event.slug}/aanmelden/")
    theirs.get_by_role("button", name="Ik kan toch niet komen").click()
    expect(theirs.get_by_role("status").first).to_contain_text("Je bent afgemeld.")

    page.reload()
    page.get_by_role("link", name="Neem de plaats aan, of geef hem door").click()
    axe()
    fits(320)
    page.get_by_role("button", name="Ja, ik neem de plaats").click()
    expect(page.get_by_role("main")).to_contain_text("Je hebt een plaats.")
    row = event.registrations.get(member=second)
    assert (row.status, row.break_out.title, row.answers.get().text) == (Status.CONFIRMED, "Ouders", "Noten")


def test_an_organiser_reads_the_lists_adds_somebody_and_removes_them(page, sign_in, axe, fits):
    organiser = MemberFactory(name="Olga Vos")
    event = make_event("Volle zaal", capacity=1, organisers=[organiser])
    registering.register(event, MemberFactory(name="Ewout Een"))
    MemberFactory(name="Tanja Twee")
    sign_in(organiser)
    page.goto(f"/agenda/{event.slug}/deelnemers/toevoegen/")
    page.get_by_role("button", name="Voeg dit lid toe").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe()
    fits(320)
    page.get_by_label("Naam").first.fill("tanja")
    page.get_by_role("button", name="Voeg dit lid toe").click()
    expect(page.get_by_role("status").first).to_contain_text("Tanja Twee staat op de wachtlijst.")
    axe()
    fits(320)
    page.get_by_role("link", name="Verplaats of haal weg").click()
    axe()
    fits(320)
    page.get_by_label("Waarom?").last.fill("Kwam toch niet")
    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_role("status").first).to_contain_text("Tanja Twee komt niet meer")
    page.get_by_role("link", name="Mail aan wie komt").click()
    axe()
    fits(320)
