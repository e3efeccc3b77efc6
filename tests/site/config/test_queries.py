"""How often the database is asked: as often for twenty of everything as for one, and not often."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base import stamps
from events.meetings.models import BreakOut, EventDocument, EventPage, ProgrammeItem
from network.notices.actions import follow, notify
from network.organisations.models import Location, QualityRegistration
from network.people.models import MemberTopic
from network.requests.models import Request, Response
from network.tables.models import Agreement
from practices.models import Mechanism, PracticeDocument, PracticePage
from search.models import SavedSearch
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.files import DocumentFactory
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.home import NewsPageFactory, news_index
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory
from tests.factories.training import EntryFactory, PeriodFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

NOT_SIGNED_IN = {
    "/praktijken/": 8,
    "/praktijken/?onderwerp=het-onderwerp&sorteer=tested": 8,
    "/praktijken/de-praktijk/": 8,
    "/onderwerpen/": 8,
    "/onderwerpen/het-onderwerp/": 10,
    "/begrippen/": 8,
    "/aanbieders/": 8,
    "/aanbieders/het-bedrijf/": 16,
    "/sociale-kaart/": 10,
    "/sociale-kaart/?onderwerp=het-onderwerp&gemeente=de-plaats&soort=provider&plek=8&grootte=small": 10,
    "/sociale-kaart/het-aanbod/": 10,
    "/api/hsds/services?full=true": 12,
    "/": 8,
    "/nieuws/": 8,
    "/feeds/praktijken.xml": 8,
    "/api/v1/practices": 8,
    "/api/v1/topics": 8,
    "/agenda/": 10,
    "/agenda/?weergave=maand&onderwerp=het-onderwerp": 10,
    "/agenda/?wanneer=geweest&soort=network&gemeente=de-plaats": 10,
    "/agenda/de-dag/": 14,
    "/agenda.ics": 8,
    "/feeds/agenda.xml": 8,
    "/api/v1/events": 8,
    "/samenwerkingsagenda/": 8,
    "/samenwerkingsagenda/?organisatie=het-bedrijf": 8,
    "/uitwisseling/": 8,
}
SIGNED_IN = {
    "/praktijken/": 12,
    "/praktijken/de-praktijk/": 12,
    "/onderwerpen/": 12,
    "/onderwerpen/het-onderwerp/": 18,
    "/begrippen/": 12,
    "/aanbieders/het-bedrijf/": 24,
    "/sociale-kaart/": 14,
    "/mensen/": 14,
    "/mensen/?onderwerp=het-onderwerp&gemeente=de-plaats&soort=provider&openvoor=vragen&ervaring=ja": 14,
    "/mensen/groepen/": 12,
    "/mensen/groepen/de-groep/": 16,
    "/mensen/de-schrijver/": 14,
    "/mijn/zoekopdrachten/": 12,
    "/mijn/meldingen/": 12,
    "/mijn/volgen/": 12,
    "/": 12,
    "/nieuws/": 12,
    "/mijn/": 24,
    "/agenda/": 14,
    "/agenda/?weergave=maand": 14,
    "/agenda/de-dag/": 24,
    "/mijn/agenda/": 12,
    "/mijn/skj/": 18,
    "/samenwerkingsagenda/": 12,
    "/uitwisseling/": 12,
}


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.PAGE_CACHE_SECONDS = 0


class Growing:
    """A site with one of everything, which grows."""

    def __init__(self):
        self.company = OrganisationFactory(slug="het-bedrijf")
        self.member = MemberFactory(slug="de-schrijver", organisation=self.company)
        self.topic, self.place = TopicFactory(slug="het-onderwerp"), MunicipalityFactory(slug="de-plaats")
        self.service = ServiceFactory(slug="het-aanbod", organisation=self.company)
        self.group = PeopleGroupFactory(slug="de-groep")
        self.event = make_event(slug="de-dag", owner=self.member, organisers=[self.member], topics=[self.topic])
        PeriodFactory(member=self.member)
        news_index()
        self.page = PracticeFactory(
            slug="de-praktijk",
            owner=self.member,
            organisation=self.company,
            with_topics=[self.topic],
            mechanisms=0,
        )
        self.add()

    def add(self):
        """One more of everything: on the practice, beside it, and of its author."""
        topic, other = (
            TopicFactory(broader=self.topic),
            MemberFactory(open_to_questions=True, expert_by_experience=True),
        )
        page = PracticePage.objects.get(pk=self.page.pk)
        page.mechanisms.add(
            Mechanism(context="a", resource="b", reasoning="c", outcome="d", source="https://x.example")
        )
        page.documents.add(PracticeDocument(document=DocumentFactory()))
        page.co_authors.add(other)
        page.topics.add(topic)
        page.municipalities.add(MunicipalityFactory())
        page.save()
        AdoptionReportFactory(practice=page)
        ReviewFactory(practice=page)
        MemberTopic.objects.create(member=other, topic=self.topic)
        other.municipalities.add(self.place)
        self.add_service(topic, other)
        self.add_events(topic, other)
        related = PracticeFactory(owner=self.member, with_topics=[self.topic, topic], with_municipalities=[self.place])
        AdoptionReportFactory(practice=related)
        NewsPageFactory()
        MemberFactory(organisation=self.company)
        self.company.municipalities.add(MunicipalityFactory())
        self.member.municipalities.add(MunicipalityFactory())
        MemberTopic.objects.create(member=self.member, topic=topic)
        SavedSearch.objects.create(member=self.member, words=f"woord {topic.pk}", filters={"onderwerp": [topic.slug]})
        for thing in (topic, other, related):
            follow(self.member, thing)
        told = {"url": related.get_absolute_url(), "words": {"title": related.title}, "target": related}
        notify([self.member], "practice_new", key=f"new:{related.pk}", **told)
        notify([self.member], "practice_review", key=f"review:{related.pk}", **told)

    def add_service(self, topic, other):
        """One more service here and elsewhere, with what belongs to both, and a group with one more in it."""
        place = Location.objects.create(organisation=self.company, address="Laan 1", city="Dorp")
        QualityRegistration.objects.create(organisation=self.company, register="SKJ")
        self.service.locations.add(place)
        self.service.topics.add(topic)
        for organisation in (self.company, OrganisationFactory()):
            service = ServiceFactory(organisation=organisation)
            service.topics.add(self.topic, topic)
            service.municipalities.add(self.place, MunicipalityFactory())
            service.locations.add(place)
            for days in (3, 33, 63):
                WaitingTimeFactory(service=service, measured_on=days_ago(days))
        MembershipFactory(group=self.group, member=other)
        MembershipFactory(member=self.member)
        self.group.organisations.add(OrganisationFactory())
        self.group.topics.add(topic)

    def add_events(self, topic, other):
        """One more who comes, speaks and organises, one more meeting to come and one that was, and what came of it."""
        event = EventPage.objects.get(pk=self.event.pk)
        part = ProgrammeItem(title="Deel")
        part.speakers = [other]
        event.programme.add(part)
        event.break_outs.add(BreakOut(title="Thema", capacity=5))
        event.documents.add(EventDocument(document=DocumentFactory()))
        event.organisers.add(other)
        event.topics.add(topic)
        event.save()
        RegistrationFactory(event=event, member=other, shown_to_others=True)
        for days in (20, -20):
            fields = {"municipality": self.place, "organisation": self.company, "capacity": 9, "online": True}
            another = make_event("Nog een", days=days, topics=[self.topic, topic], owner=self.member, **fields)
            RegistrationFactory(event=another, member=self.member, attended_at=another.starts_at if days < 0 else None)
        EntryFactory(member=self.member)
        for number, visibility in enumerate(("public", "members")):
            who = {"event": event, "visibility": visibility}
            agreement = Agreement.objects.create(
                title=f"Afspraak {number}", owner=other, organisation=self.company, made_by=self.member, **who
            )
            question = Request.objects.create(
                title=f"Vraag {number}", asked_by=self.member, to_organisation=self.company, **who
            )
            for made in (agreement, question):
                made.topics.add(self.topic)
            Response.objects.create(request=question, member=other, text="Zo.")


def queries(client, address, cold):
    """The statements for one request: after everything that is remembered was forgotten, or with it remembered."""
    client.get(address)
    if cold:
        stamps.forget()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"][:300] for query in captured.captured_queries]


def counted(site, signed_in):
    found = {}
    for address in SIGNED_IN if signed_in else NOT_SIGNED_IN:
        client = Client()
        if signed_in:
            client.force_login(site.member)
            client.get("/robots.txt")
        found[address] = {cold: len(queries(client, address, cold)) for cold in (True, False)}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("signed_in", [False, True])
def test_twenty_of_everything_cost_as_many_queries_as_one(signed_in):
    site = Growing()
    few = counted(site, signed_in)
    for _number in range(19):
        site.add()
    stamps.forget()
    many = counted(site, signed_in)
    assert many == few
    limits = SIGNED_IN if signed_in else NOT_SIGNED_IN
    warm = {address: number[False] for address, number in many.items()}
    assert {address: number for address, number in warm.items() if number > limits[address]} == {}
