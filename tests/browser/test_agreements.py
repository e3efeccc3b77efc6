"""What was agreed at a meeting: written down by who organises it, confirmed by mail, and kept up by its owner."""

import re

import pytest
from playwright.sync_api import expect

from base.models import Mail
from network.tables.models import Agreement
from tests.factories.events import make_event
from tests.factories.people import MemberFactory, OrganiserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_agreement_of_a_meeting_is_confirmed_by_mail_and_then_done(page, sign_in, person, axe, fits, mailoutbox):
    organiser, owner = OrganiserFactory(), MemberFactory(name="Jamal Aydeniz")
    event = make_event("Thuis op school", days=-2, owner=organiser)
    sign_in(organiser)
    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Schrijf een afspraak op").first.click()
    page.get_by_label("Wie doet het?").fill("Niemand Bekend")
    page.get_by_role("button", name="Schrijf het op").click()
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("Wat is er afgesproken?").fill("Eén formulier voor beide besturen")
    page.get_by_label("Wie doet het?").fill("jamal aydeniz")
    page.get_by_role("button", name="Schrijf het op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eén formulier voor beide besturen")
    axe()
    fits(320)
    (sent,) = [message for message in mailoutbox if message.to == [owner.email]]
    (link,) = set(re.findall(r"http\S+/afspraken/bevestigen/\S+", sent.body))
    # nobody is signed in there: the link is enough
    other = person()
    other.goto(link)
    axe(other)
    other.get_by_role("button", name="Ja, ik doe dit").click()
    expect(other.get_by_text("Bezig")).to_be_visible()
    mine = person(owner)
    mine.goto(Agreement.objects.get().get_absolute_url())
    mine.get_by_label("Klaar").check()
    mine.get_by_role("button", name="Bewaar dit").click()
    expect(mine.locator(".page-head")).to_contain_text("Klaar")
    assert Mail.objects.filter(receiver=owner.email).count() == 1
