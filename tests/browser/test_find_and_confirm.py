"""A member finds a colleague and sees why, and a provider confirms a waiting time by the link in its mail."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from network.people.models import MemberTopic
from network.services import actions
from network.services.models import WaitingTime
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_colleague_is_found_by_what_they_can_help_with(page, sign_in):
    topic, town = TopicFactory(name="Hechting", slug="hechting"), MunicipalityFactory(name="Kolmeer", slug="kolmeer")
    found = MemberFactory(name="Jamal Aydeniz", open_to_consultation=True)
    found.municipalities.add(town)
    MemberTopic.objects.create(member=found, topic=topic)
    MemberFactory(name="Truus Anders")
    hidden = MemberFactory(name="Noor Verborgen", shown_to={"topics": "nobody"})
    MemberTopic.objects.create(member=hidden, topic=topic)
    sign_in(MemberFactory(name="Leo Lezer"))
    page.goto("/mensen/")
    page.get_by_label("Hechting").check()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Kan helpen met Hechting")
    expect(main.get_by_role("link", name="Jamal Aydeniz")).to_be_visible()
    for name in ("Truus Anders", "Noor Verborgen"):
        expect(main.get_by_role("link", name=name)).to_have_count(0)
    main.get_by_role("link", name="Jamal Aydeniz").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jamal Aydeniz")
    expect(page.get_by_role("link", name="Stuur een bericht")).to_be_visible()


def test_a_scanner_changes_nothing_and_one_click_confirms(page, person, django_capture_on_commit_callbacks):
    editor = ProviderEditorFactory()
    service = ServiceFactory(name="Hulp thuis", organisation=editor.organisation)
    WaitingTimeFactory(service=service, measured_on=days_ago(33), weeks_to_start=6)
    actions.ask_editors()
    (sent,) = [message for message in mail.outbox if message.to == [editor.email]]
    (link,) = set(re.findall(r"http\S+/sociale-kaart/wachttijden/\S+", sent.body))
    scanner = person()
    for _time in range(2):
        assert scanner.goto(link).status == 200
        assert scanner.request.head(link).status == 200
    assert WaitingTime.objects.count() == 1
    # nobody is signed in here: the link is enough
    page.goto(link)
    page.get_by_role("button", name="Klopt nog").click()
    expect(page.get_by_role("status").filter(has_text="Hulp thuis")).to_be_visible()
    page.goto(link)
    now = WaitingTime.objects.latest_of([service.pk])[service.pk]
    assert (now.measured_on, now.weeks_to_start, now.reported_by) == (days_ago(0), 6, editor)
    assert WaitingTime.objects.count() == 2
