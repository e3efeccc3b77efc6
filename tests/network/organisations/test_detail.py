"""The page of an organisation: for everybody, with the people only for members."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from network.organisations.models import Organisation
from tests.factories.groups import PeopleGroupFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.services import ServiceFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

HOSTILE = "\"'></div><script>alert(1)</script>{{7*7}}"


@pytest.fixture
def company():
    company = OrganisationFactory(
        name="De Wilgenkamp",
        slug="de-wilgenkamp",
        kind=Organisation.Kind.PROVIDER,
        size=Organisation.Size.LARGE,
        description="Wij helpen **thuis**.",
        website="https://www.wilgenkamp.example/over-ons",
    )
    company.municipalities.add(MunicipalityFactory(name="Kolmeer"), MunicipalityFactory(name="Aldervoort"))
    return company


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


def test_anybody_reads_who_an_organisation_is(client, company):
    page = client.get("/aanbieders/de-wilgenkamp/").text
    assert "<h1>De Wilgenkamp</h1>" in page
    assert "Aanbieder, groot" in page
    assert "Aldervoort, Kolmeer" in page
    assert "<p>Wij helpen <strong>thuis</strong>.</p>" in page
    assert '<a href="https://www.wilgenkamp.example/over-ons" rel="noopener">wilgenkamp.example</a>' in page
    assert '<meta name="description" content="Wij helpen thuis.">' in page


def test_an_organisation_is_found_at_its_own_address(client, company):
    assert company.get_absolute_url() == "/aanbieders/de-wilgenkamp/"
    assert "http://testserver/aanbieders/de-wilgenkamp/" in client.get("/sitemap.xml").text


def test_who_works_there_is_for_members(client, company):
    worker = MemberFactory(name="Jamal Aydeniz", organisation=company)
    MemberFactory(name="Weg Gegaan", organisation=company, is_active=False)
    MemberFactory(name="Wacht Nog", organisation=company, is_active=False, approved_at=None)
    MemberFactory(name="Elders Werkzaam")
    assert "Jamal" not in client.get(company.get_absolute_url()).text
    page = signed_in(MemberFactory()).get(company.get_absolute_url()).text
    assert f'<a href="{worker.get_absolute_url()}">Jamal Aydeniz</a>' in page
    assert not [name for name in ("Weg Gegaan", "Wacht Nog", "Elders Werkzaam", worker.email) if name in page]


def test_anybody_reads_what_it_is_good_at_where_it_is_and_where_it_is_registered(client, company):
    company.topics.add(TopicFactory(name="Hechting"), TopicFactory(name="Voorgesteld woord", status="suggested"))
    place = MunicipalityFactory(name="Rietvoort")
    company.locations.create(
        name="De Kade", address="Kade 1", postcode="1234 AB", city="Waterbeek", municipality=place, accessibility="Lift"
    )
    company.registrations.create(register="HKZ", number="12", link="https://hkz.example/12")
    company.registrations.create(register="ISO 9001", valid_until=timezone.localdate() - timedelta(days=1))
    OrganisationFactory().registrations.create(register="Van een ander")
    page = client.get(company.get_absolute_url()).text
    assert ">Hechting</a>" in page
    assert "<b>De Kade</b><br>Kade 1<br>1234 AB Waterbeek" in page
    assert "gemeente Rietvoort" in page
    assert '<a href="https://hkz.example/12" rel="noopener">HKZ</a>' in page
    assert "dus niet meer" in page
    assert [words for words in ("Voorgesteld woord", "Van een ander") if words in page] == []


def test_who_can_be_asked_comes_first_with_what_for(company):
    MemberFactory(name="Anna Gesloten", organisation=company)
    MemberFactory(name="Bo Verborgen", organisation=company, open_to_questions=True, shown_to={"open_to": "nobody"})
    MemberFactory(name="Zoë Open", organisation=company, open_to_consultation=True)
    page = signed_in(MemberFactory()).get(company.get_absolute_url()).text
    places = [page.index(name) for name in ("Zoë Open", "Open voor: Consultatie", "Anna Gesloten", "Bo Verborgen")]
    assert places == sorted(places)
    assert page.count("Open voor:") == 1


def test_only_who_keeps_it_gets_the_way_to_its_screens(client, company):
    door = 'href="/aanbieders/de-wilgenkamp/bijhouden/"'
    for member, may in (
        (ProviderEditorFactory(organisation=company), True),
        (StaffFactory(), True),
        (ProviderEditorFactory(), False),
        (MemberFactory(organisation=company), False),
    ):
        assert (door in signed_in(member).get(company.get_absolute_url()).text) is may
    assert door not in client.get(company.get_absolute_url()).text


def test_its_groups_are_those_the_reader_may_know(client, company):
    for level in ("public", "members", "participants"):
        PeopleGroupFactory(name=f"Groep {level}", visibility=level).organisations.add(company)

    def names(client):
        page = client.get(company.get_absolute_url()).text
        return [level for level in ("public", "members", "participants") if f"Groep {level}" in page]

    assert names(client) == ["public"]
    assert names(signed_in(MemberFactory())) == ["public", "members"]


def test_its_practices_are_those_the_reader_may_see(client, company):
    author = MemberFactory()
    for level in ("public", "members", "participants"):
        PracticeFactory(title=f"Praktijk {level}", organisation=company, visibility=level, owner=author)
    PracticeFactory(title="Praktijk concept", organisation=company, live=False)
    PracticeFactory(title="Praktijk elders")

    def titles(client):
        page = client.get(company.get_absolute_url()).text
        return {
            word for word in ("public", "members", "participants", "concept", "elders") if f"Praktijk {word}" in page
        }

    assert titles(client) == {"public"}
    assert titles(signed_in(MemberFactory(organisation=company))) == {"public", "members"}
    assert titles(signed_in(author)) == {"public", "members", "participants"}
    assert titles(signed_in(StaffFactory())) == {"public", "members", "participants"}


def test_what_somebody_typed_stays_text(client):
    company = OrganisationFactory(name=HOSTILE, slug="x", description=HOSTILE + "\n\n[hier](javascript:alert(1))")
    page = client.get(company.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert f"<h1>{escape(HOSTILE)}</h1>" in page


@pytest.mark.parametrize("slug", ["bestaat-niet", "a" * 2000, "0", "-"])
def test_an_unknown_organisation_is_not_there(client, company, slug):
    assert client.get(f"/aanbieders/{slug}/").status_code == 404


def test_a_page_only_answers_reading(client, company):
    assert client.post(company.get_absolute_url()).status_code == 405


def test_the_page_costs_as_many_queries_with_much_as_with_little(company, django_assert_max_num_queries):
    client = signed_in(MemberFactory())
    client.get("/robots.txt")

    def add():
        MemberFactory(organisation=company)
        company.municipalities.add(MunicipalityFactory())
        PracticeFactory(organisation=company)
        ServiceFactory(organisation=company)
        PeopleGroupFactory().organisations.add(company)
        company.topics.add(TopicFactory())
        company.locations.create(address="Kade 1", city="Waterbeek", municipality=MunicipalityFactory())
        company.registrations.create(register="HKZ")

    def queries():
        client.get(company.get_absolute_url())
        with django_assert_max_num_queries(22) as captured:
            assert client.get(company.get_absolute_url()).status_code == 200
        return len(captured)

    add()
    few = queries()
    for _number in range(9):
        add()
    assert queries() == few


def test_organisations_are_visible_to_everybody(company):
    for reader in (None, AnonymousUser(), MemberFactory(organisation=None)):
        assert list(Organisation.objects.visible_to(reader)) == [company]
