"""A member follows a topic, chooses how often mail comes, reads what is new and stops a mail without signing in."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from network.notices import actions, links
from practices.models import PracticePage
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_follow_choose_read_and_stop(page, sign_in, person, axe, fits):
    member = MemberFactory()
    topic = TopicFactory(name="Rouw", slug="rouw")
    sign_in(member)
    page.goto("/onderwerpen/rouw/")
    page.get_by_role("button", name=re.compile(r"^Volgen\s*: Rouw")).click()
    expect(page.get_by_role("status").filter(has_text="Je volgt “Rouw”")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(r"^Niet meer volgen\s*: Rouw"))).to_be_visible()

    page.goto("/mijn/meldingen/instellingen/")
    axe()
    fits(320)
    page.get_by_label("Nieuwe praktijken in wat ik volg").select_option("Meteen")
    page.get_by_role("button", name="Bewaar deze keuzes").click()
    expect(page.get_by_label("Nieuwe praktijken in wat ik volg")).to_have_value("at_once")

    practice = PracticeFactory(title="Praten over verlies", slug="verlies", live=False, with_topics=[topic])
    PracticePage.objects.get(pk=practice.pk).save_revision().publish()
    assert member.notifications.get().mailed_at is not None
    page.goto("/mijn/")
    expect(page.get_by_role("heading", name="Nieuw voor jou")).to_be_visible()
    expect(page.get_by_role("banner").locator(".count")).to_have_text("1 nieuwe melding")
    page.goto("/mijn/meldingen/")
    axe()
    fits(320)
    page.get_by_role("link", name="Nieuwe praktijk: “Praten over verlies”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Praten over verlies")
    expect(page.get_by_role("banner").locator(".count")).to_have_count(0)

    page.goto("/mijn/volgen/")
    axe()
    fits(320)
    page.get_by_role("button", name=re.compile(r"^Niet meer volgen\s*: Rouw")).click()
    expect(page.get_by_role("main")).to_contain_text("Je volgt nog niets.")

    visitor = person()
    visitor.goto(urlsplit(links.stop_url(member, ["practice_new"])).path)
    axe(visitor)
    visitor.get_by_role("button", name="Stop de mails").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Je krijgt geen mails meer")
    assert actions.frequencies(member)["practice_new"] == "never"
