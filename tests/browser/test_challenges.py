"""A challenge from putting it to its outcome, on a phone: who puts it, who makes a proposal and who assesses."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.requests.actions import challenges
from network.requests.models import Request
from tests.factories.challenges import end
from tests.factories.people import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 375, "height": 812}


@pytest.mark.slow
def test_a_challenge_goes_from_the_problem_to_what_was_chosen(phone, sign_in, person, axe, fits):
    asker, maker = StaffFactory(name="Hanna Kantlijn"), MemberFactory(name="Gijs Morgenrood")
    assessor = MemberFactory(name="Noor Zilverberk")
    page, today = phone, timezone.localdate()
    sign_in(asker)
    page.goto("/uitwisseling/nieuw/?soort=vraagstuk")
    page.get_by_label("Het probleem in één zin").fill("Wie vangt jongeren van achttien op?")
    page.get_by_label("Wat gaat er mis").fill("Ze hebben geen huis en weten niet waarheen.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Zet het op de site").click()
    expect(page.locator("#errors")).to_be_focused()
    axe()
    page.get_by_role("textbox", name="Criterium 1").fill("Helpt binnen twee weken")
    page.get_by_label("Hoe zwaar telt het?").first.select_option("2")
    page.get_by_label("Tot en met welke dag").fill((today + timedelta(days=3)).isoformat())
    page.get_by_label("Wie beoordeelt de voorstellen met jou?").fill("Noor Zilverberk")
    page.get_by_role("button", name="Zet het op de site").click()
    expect(page.get_by_role("heading", name="0 voorstellen ingeleverd")).to_be_visible()
    asked = Request.objects.get()

    writer = person(maker)
    writer.set_viewport_size(PHONE)
    writer.goto(asked.get_absolute_url())
    axe(writer)
    writer.get_by_role("link", name="Doe een voorstel").click()
    writer.get_by_label("Je voorstel in één zin").fill("Drie kamers boven de bieb")
    writer.get_by_role("button", name="Lever het in").click()
    expect(writer.get_by_label("Je voorstel in één zin")).to_have_value("Drie kamers boven de bieb")
    writer.get_by_label("Wat wil je doen?").fill("We openen **drie** kamers.")
    axe(writer)
    fits(320, writer)
    writer.get_by_role("button", name="Lever het in").click()
    expect(writer.get_by_role("heading", name="Het is ingeleverd")).to_be_visible()
    axe(writer)

    page.reload()
    expect(page.get_by_role("heading", name="1 voorstel ingeleverd")).to_be_visible()
    expect(page.get_by_text("Drie kamers")).to_have_count(0)
    end(asked)
    challenges.begin_all()

    judge = person(assessor)
    judge.set_viewport_size(PHONE)
    judge.goto(asked.get_absolute_url())
    judge.get_by_role("link", name="Beoordeel de voorstellen").click()
    judge.get_by_role("link", name="Drie kamers boven de bieb").click()
    judge.get_by_label("4: voor het grootste deel").check()
    judge.get_by_label("Waarom?").fill("Er is al een gebouw.")
    axe(judge)
    fits(320, judge)
    judge.get_by_role("button", name="Bewaar deze punten").click()
    judge.get_by_role("button", name="Ik ben klaar").click()
    expect(judge.get_by_text("4 van 5 (1 beoordelaar)").first).to_be_visible()
    axe(judge)

    page.goto(f"{asked.get_absolute_url()}beoordelen/")
    page.get_by_role("button", name="Ik laat het aan de andere beoordelaars").click()
    page.get_by_role("link", name="Kiezen").click()
    page.get_by_label("Gekozen", exact=True).check()
    page.get_by_label("Waarom? Alleen de schrijvers").fill("Je kunt snel beginnen.")
    axe()
    page.get_by_role("button", name="Vertel het de schrijvers").click()
    page.get_by_label("Wat kies je, en waarom?").fill("We kozen drie kamers, want dat kan meteen.")
    axe()
    page.get_by_role("button", name="Zet het op de site").click()
    expect(page.get_by_role("heading", name="Wat het opleverde")).to_be_visible()
    fits(320)
    writer.reload()
    expect(writer.get_by_text("Je kunt snel beginnen.")).to_be_visible()
