"""The open read API of practices."""

import pytest

from practices.openformat.checking import validator
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
FIELDS = {
    "title",
    "slug",
    "summary",
    "occasion",
    "target_group",
    "approach",
    "mechanisms",
    "conditions",
    "results",
    "not_for",
    "first_step",
    "topics",
    "municipalities",
    "organisation",
    "status",
    "updated",
}


def slugs(client, query=""):
    return [row["slug"] for row in client.get(f"/api/v1/practices{query}").json()["results"]]


def test_practice_has_the_fields_of_the_format_and_fits_its_schema(client):
    PracticeFactory(slug="samen", with_topics=[TopicFactory(name="Wonen")], recognition_link="https://example.org/r")
    document = client.get("/api/v1/practices/samen").json()
    assert FIELDS <= set(document)
    assert document["topics"] == ["Wonen"]
    assert document["status"] == "published"
    assert set(document["mechanisms"][0]) >= {"context", "resource", "reasoning", "outcome", "core", "basis", "source"}
    assert list(validator().iter_errors(document)) == []


def test_list_is_filtered_by_topic_and_municipality(client):
    topic, municipality = TopicFactory(slug="wonen"), MunicipalityFactory(slug="kolmeer")
    PracticeFactory(slug="a", with_topics=[topic])
    PracticeFactory(slug="b", with_municipalities=[municipality])
    assert slugs(client, "?topic=wonen") == ["a"]
    assert slugs(client, "?municipality=kolmeer") == ["b"]
    assert slugs(client, "?topic=bestaat-niet") == []


def test_api_gives_only_what_is_public_also_to_staff(client):
    for visibility, live in (("members", True), ("participants", True), ("public", False)):
        PracticeFactory(slug=f"{visibility}-{live}".lower(), visibility=visibility, live=live)
    PracticeFactory(slug="openbaar")
    client.force_login(StaffFactory())
    assert slugs(client) == ["openbaar"]
    for slug in ("members-true", "participants-true", "public-false", "niets"):
        assert client.get(f"/api/v1/practices/{slug}").status_code == 404


def test_api_gives_no_name_or_address_of_a_person(client):
    practice = PracticeFactory(slug="samen")
    practice.contact = practice.owner
    practice.save()
    text = client.get("/api/v1/practices").content.decode()
    assert practice.owner.name not in text
    assert practice.owner.email not in text


def test_api_may_be_read_from_any_site(client):
    assert client.get("/api/v1/practices")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=-1", "?topic=" + "x" * 500, "?page=1e9"])
def test_api_says_that_a_query_is_wrong(client, query):
    assert client.get(f"/api/v1/practices{query}").status_code == 422


@pytest.mark.parametrize("query", ["?page=999999", "?topic=a%27b", "?topic=%F0%9F%98%80"])
def test_api_gives_an_empty_page_for_what_is_not_there(client, query):
    PracticeFactory()
    assert slugs(client, query) == []


def test_api_costs_the_same_for_one_and_for_twenty(client, django_assert_num_queries, settings):
    settings.PAGE_CACHE_SECONDS = 0
    topic = TopicFactory()
    PracticeFactory(with_topics=[topic])
    client.get("/api/v1/practices")
    with django_assert_num_queries(6):
        client.get("/api/v1/practices")
    for _ in range(19):
        PracticeFactory(with_topics=[topic], mechanisms=3)
    client.get("/api/v1/practices")
    with django_assert_num_queries(6):
        client.get("/api/v1/practices")


def test_openapi_document_names_the_addresses(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/practices", "/api/v1/practices/{slug}", "/api/v1/topics"} <= set(paths)


def test_topics_are_listed_with_synonyms(client):
    TopicFactory(name="Wonen", slug="wonen", synonyms="verblijf\nwoonplek")
    TopicFactory(name="Voorstel", slug="voorstel", status="suggested")
    answer = client.get("/api/v1/topics").json()
    assert [(row["name"], row["synonyms"]) for row in answer["results"]] == [("Wonen", ["verblijf", "woonplek"])]
