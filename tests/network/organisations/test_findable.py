"""Organisations in search: open to everybody."""

import pytest
from django.db import connection

from base.findable import Facts, kinds
from network.organisations.findable import Organisations
from network.organisations.models import Organisation
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.topics import TopicFactory
from tests.indexed import indexed

pytestmark = pytest.mark.django_db

organisations = Organisations()


@pytest.fixture
def company():
    company = OrganisationFactory(
        name="De Wilgenkamp", slug="de-wilgenkamp", description="Wij helpen **thuis**.", mail_domain="wilg.example"
    )
    company.municipalities.add(MunicipalityFactory(name="Kolmeer"))
    for name, status in (("Hechting", "accepted"), ("Voorgesteld", "suggested")):
        company.topics.add(TopicFactory(name=name, status=status))
    return company


def test_organisations_are_registered():
    assert [kind.name for kind in kinds if kind.model is Organisation] == ["organisation"]


def test_what_is_indexed_of_an_organisation(company):
    assert indexed(company) == {
        "name": "De Wilgenkamp",
        "name*": "De Wilgenkamp",
        "description": "Wij helpen **thuis**.",
        "topic_names": "Hechting",
        "municipalities__name": "Kolmeer",
    }


def test_everybody_finds_it_and_who_is_removed_is_gone_at_once(company, django_capture_on_commit_callbacks):
    assert organisations.visible_pks(None) == {company.pk}
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        company.delete()
    assert organisations.visible_pks(None) == frozenset()
    assert organisations.rows([company.pk], None) == []


def test_facts_are_what_it_is_good_at_and_where_it_works(company):
    other = OrganisationFactory()
    assert organisations.facts() == {
        company.pk: Facts(
            tuple(company.topics.order_by("pk").values_list("pk", flat=True)), (company.municipalities.get().pk,)
        ),
        other.pk: Facts(),
    }


def test_a_row_says_what_it_is(company):
    (row,) = organisations.rows([company.pk], None)
    assert (row.title, row.url, row.names) == ("De Wilgenkamp", "/aanbieders/de-wilgenkamp/", True)
    assert row.summary == "Wij helpen thuis."
    assert row.texts == [("", "Wij helpen thuis."), ("Goed in", "Hechting"), ("Werkt in", "Kolmeer")]
    assert [topic.name for topic in row.topics] == ["Hechting"]
    assert row.extra == {"kind": "Aanbieder", "places": ["Kolmeer"]}


def test_rows_take_as_many_queries_for_twenty_as_for_one(company, django_assert_num_queries):
    for _number in range(19):
        other = OrganisationFactory()
        other.municipalities.add(MunicipalityFactory())
        other.topics.add(TopicFactory())
    pks = list(Organisation.objects.values_list("pk", flat=True))
    for number in (1, 20):
        with django_assert_num_queries(3):
            assert len(organisations.rows(pks[:number], None)) == number


def test_what_it_is_found_by_follows_its_places_and_topics(company):
    OrganisationFactory()
    for thing in (company.municipalities.get(), company.topics.first()):
        assert list(organisations.made_of[type(thing)](thing)) == [company.pk]


def test_numbers_of_organisations_have_a_word():
    assert [organisations.counted(number) for number in (1, 2)] == ["1 organisatie", "2 organisaties"]
