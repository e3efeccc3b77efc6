"""Every kind of page: no rule of WCAG broken in light and dark, nothing sticks out at 320 px."""

import datetime

import pytest

from events.meetings.models import BreakOut, Evaluation, EventQuestion, ProgrammeItem
from home.actions import ensure_site_tree
from home.models import NewsIndexPage, NewsPage
from network.organisations.models import Organisation
from network.people.models import MemberTopic, PeopleGroup
from network.requests.models import Request, Response
from network.services import hours
from network.tables.models import Agreement
from search.models import SavedSearch
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory
from tests.factories.training import EntryFactory, PeriodFactory, with_proof

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = [
    "/",
    "/praktijken/",
    "/praktijken/?onderwerp=schoolverzuim",
    "/praktijken/?q=bestaatnietinditstuk",
    "/praktijken/samen-eten/",
    "/praktijken/vergelijken/?p=samen-eten&p=de-lege-stoel",
    "/onderwerpen/",
    "/onderwerpen/schoolverzuim/",
    "/begrippen/",
    "/aanbieders/de-wilgenkamp/",
    "/sociale-kaart/",
    "/sociale-kaart/?onderwerp=schoolverzuim&plek=4&onbekend=ja",
    "/sociale-kaart/?plek=0",
    "/sociale-kaart/locaties/",
    "/sociale-kaart/hulp-thuis/",
    "/sociale-kaart/vergelijken/?a=hulp-thuis&a=groep",
    "/sociale-kaart/lijstje/?a=hulp-thuis",
    "/nieuws/",
    "/nieuws/van-start/",
    "/toegankelijkheid/",
    "/privacy/",
    "/inloggen/",
    "/registreren/",
    "/agenda/certificaat/",
    "/bestaat-niet/",
]
MEMBERS = [
    "/mijn/",
    "/mijn/profiel/",
    "/mijn/zoekopdrachten/",
    "/mensen/jamal-aydeniz/",
    "/aanbieders/de-wilgenkamp/",
    "/mijn/welkom/",
    "/mensen/",
    "/mensen/groepen/",
    "/mensen/groepen/expertteam/",
    "/praktijken/samen-eten/",
    "/praktijken/samen-eten/ervaring/",
    "/praktijken/samen-eten/beoordelen/",
    "/praktijken/nieuw/",
    "/praktijken/nieuw/?weergave=alles",
    "/onderwerpen/voorstellen/",
]
EDITORS = [
    "/aanbieders/de-wilgenkamp/bijhouden/",
    "/aanbieders/de-wilgenkamp/bewerken/",
    "/aanbieders/de-wilgenkamp/aanbod/nieuw/",
    "/sociale-kaart/hulp-thuis/wachttijd/",
    "/mensen/groepen/expertteam/",
    "/mensen/groepen/expertteam/bewerken/",
]

MEETINGS = {
    "visitor": [
        "/agenda/",
        "/agenda/?weergave=maand",
        "/agenda/?wanneer=geweest&soort=network",
        "/agenda/thuis-op-school/",
        "/agenda/thuis-op-school/aanmelden/",
        "/samenwerkingsagenda/",
        "/uitwisseling/",
    ],
    "member": [
        "/agenda/thuis-op-school/",
        "/agenda/vorige-keer/",
        "/mijn/agenda/",
        "/mijn/skj/",
        "/mijn/skj/?periode=alles&soort=reflection",
        "/mijn/skj/4001/",
        "/mijn/skj/periode/",
        "/mijn/skj/periode/4001/weggooien/",
        "/afspraken/4001/",
        "/uitwisseling/4001/",
        "/uitwisseling/nieuw/?soort=vraag",
    ],
    "organiser": [
        "/agenda/nieuw/",
        "/agenda/van-mij/",
        "/agenda/thuis-op-school/",
        "/agenda/thuis-op-school/bewerken/",
        "/agenda/thuis-op-school/deelnemers/",
        "/agenda/vorige-keer/evaluatie/",
        "/afspraken/nieuw/?bijeenkomst=thuis-op-school",
    ],
}


@pytest.fixture
def content():
    ensure_site_tree()
    topic = TopicFactory(name="Schoolverzuim", slug="schoolverzuim", synonyms="thuiszitten")
    TopicFactory(name="Spijbelen", slug="spijbelen", broader=topic)
    full = dict.fromkeys(["not_for", "conditions", "cost", "reach", "negative_effects", "first_step"], "Een zin.")
    company = OrganisationFactory(
        name="De Wilgenkamp",
        slug="de-wilgenkamp",
        description="Wij helpen thuis.",
        website="https://wilgenkamp.example",
    )
    company.topics.add(topic)
    company.locations.create(name="De Kade", address="Kade 1", postcode="1234 AB", city="Kolmeer", accessibility="Lift")
    company.registrations.create(register="HKZ", link="https://hkz.example", valid_until=datetime.date(2020, 1, 1))
    colleague = MemberFactory(
        name="Jamal Aydeniz",
        organisation=company,
        bio="Ik help scholen.",
        languages="Turks",
        open_to_consultation=True,
    )
    MemberTopic.objects.create(member=colleague, topic=topic)
    practice = PracticeFactory(
        title="Samen eten",
        slug="samen-eten",
        owner=colleague,
        organisation=company,
        with_topics=[topic],
        mechanisms=3,
        shadow_visit=True,
        review_date=datetime.date(2026, 1, 1),
        recognition_level="good",
        recognition_link="https://example.org/register",
        **full,
    )
    PracticeFactory(title="De lege stoel", slug="de-lege-stoel", with_topics=[topic])
    for result in ("worked", "partly", "not", "too_early"):
        AdoptionReportFactory(practice=practice, result=result, answer="Dank je wel.")
    ReviewFactory(practice=practice)
    for name, days in (("Hulp thuis", 3), ("Groep", 50)):
        service = ServiceFactory(name=name, slug=name.lower().replace(" ", "-"), organisation=company, age_from=4)
        hours.replace(service, [(1, *hours.read("9-17")[0])])
        service.topics.add(topic)
        for month in range(3):
            WaitingTimeFactory(service=service, measured_on=days_ago(days + 30 * month), weeks_to_start=3 + month)
    MembershipFactory(
        group=PeopleGroupFactory(name="Expertteam", slug="expertteam", summary="Denkt mee."), member=colleague
    )
    AdoptionReportFactory(member=colleague)
    news = NewsPage(
        title="Van start",
        slug="van-start",
        date=datetime.date(2026, 11, 2),
        lead="Wij zijn begonnen.",
        body="<p>Ja.</p>",
    )
    NewsIndexPage.objects.get().add_child(instance=news)


@pytest.fixture
def meetings():
    """Who comes to, organises, promised and asked what; a meeting to come and one that was."""
    people = {"visitor": None, "member": MemberFactory(), "organiser": StaffFactory()}
    topic = TopicFactory(name="Schoolverzuim", slug="schoolverzuim")
    event = make_event(
        slug="thuis-op-school",
        description="Wij **praten**.",
        for_whom="Iedereen.",
        owner=people["organiser"],
        organisers=[people["organiser"]],
        organisation=OrganisationFactory(),
        topics=[topic],
        capacity=12,
        venue="De Kade",
        address="Kade 1, Kolmeer",
        directions="Met de bus.",
        accessibility="Er is een lift.",
        online=True,
        online_link="https://meet.example/1",
        hours=3,
        skj=True,
    )
    event.programme.add(ProgrammeItem(title="Inloop", starts=datetime.time(13), ends=datetime.time(13, 30)))
    event.break_outs.add(BreakOut(title="Ouders", capacity=5))
    event.questions.add(EventQuestion(label="Wat eet je niet?"))
    event.save()
    was = make_event("Vorige keer", slug="vorige-keer", days=-20, owner=people["organiser"])
    for one in (event, was):
        RegistrationFactory(event=one, member=people["member"], shown_to_others=True)
    RegistrationFactory(event=event, status="waiting")
    for _number in range(3):
        Evaluation.objects.create(event=was, score=4, use="yes", better="Meer tijd.")
    Agreement.objects.create(
        pk=4001, title="Een lijst maken", owner=people["member"], event=event, visibility="public", due=days_ago(3)
    )
    PeriodFactory(pk=4001, member=people["member"], targets={"training": "40"})
    with_proof(EntryFactory(pk=4001, member=people["member"]))
    question = Request.objects.create(pk=4001, title="Wie weet het?", asked_by=people["member"], visibility="public")
    Response.objects.create(request=question, member=people["organiser"], text="Ik.")
    return people


@pytest.mark.parametrize("role", MEETINGS)
def test_pages_about_meetings_are_accessible_and_fit(page, meetings, sign_in, axe, fits, role):
    if meetings[role] is not None:
        sign_in(meetings[role])
    for address in MEETINGS[role]:
        assert page.goto(address).status == 200, address
        axe()
        fits(320)


@pytest.mark.parametrize("address", PUBLIC)
def test_page_for_a_visitor_is_accessible_and_fits(page, content, axe, fits, address):
    page.goto(address)
    axe()
    fits(320)


@pytest.mark.parametrize("address", MEMBERS)
def test_page_for_a_member_is_accessible_and_fits(page, content, sign_in, axe, fits, address):
    member = MemberFactory()
    SavedSearch.objects.create(member=member, words="schoolverzuim", filters={"soort": ["praktijken"]})
    sign_in(member)
    page.goto(address)
    axe()
    fits(320)


def test_style_page_is_accessible_and_fits(page, content, sign_in, axe, fits):
    sign_in(AdministratorFactory())
    page.goto("/beheer/stijl/")
    axe()
    fits(320)


def test_admin_opens_without_an_error(page, content, sign_in):
    sign_in(AdministratorFactory())
    for address in ("/beheer/", "/beheer/pages/", "/beheer/ervaringen/", "/beheer/onderwerpen/"):
        answer = page.goto(address)
        assert answer.status == 200, address


@pytest.mark.parametrize("address", EDITORS)
def test_page_for_a_provider_editor_is_accessible_and_fits(page, content, sign_in, axe, fits, address):
    company = Organisation.objects.get(slug="de-wilgenkamp")
    editor = ProviderEditorFactory(organisation=company)
    MembershipFactory(group=PeopleGroup.objects.get(slug="expertteam"), member=editor, is_coordinator=True)
    sign_in(editor)
    page.goto(address)
    axe()
    fits(320)
