"""The list of organisations."""

import pytest

from tests.factories.organisations import MunicipalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_everybody_sees_all_organisations_by_name_or_one_kind(client):
    for name, kind in (("Wilg", "provider"), ("Beuk", "school")):
        OrganisationFactory(name=name, kind=kind).municipalities.add(MunicipalityFactory())
    page = client.get("/aanbieders/").text
    assert page.index("Beuk") < page.index("Wilg")
    schools = client.get("/aanbieders/?soort=school").text
    assert "Beuk" in schools
    assert "Wilg" not in schools


@pytest.mark.parametrize("query", ["soort=onzin", "pagina=x", "pagina=999", "soort=%F0%9F%98%80"])
def test_nothing_typed_in_the_address_breaks_it(client, query):
    OrganisationFactory(name="Beuk")
    assert "Beuk" in client.get(f"/aanbieders/?{query}").text


def test_the_list_takes_as_many_queries_for_twenty_as_for_one(client, django_assert_num_queries):
    def read(number):
        # another address each time: a page that was kept takes no query at all
        with django_assert_num_queries(3):
            client.get(f"/aanbieders/?n={number}")

    client.get("/aanbieders/")
    OrganisationFactory().municipalities.add(MunicipalityFactory())
    read(1)
    for _number in range(19):
        OrganisationFactory().municipalities.add(MunicipalityFactory())
    read(20)
