"""The offer as open data, held against what HSDS 3.1 asks of each object."""

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from network.organisations.models import Location
from network.services import hours
from network.services.hsds import ids
from network.services.models import Service
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
# What the standard requires and allows, object by object (Open Referral HSDS 3.1, CC BY-SA 4.0).
OBJECTS = json.loads((Path(__file__).parent / "hsds-3.1.json").read_text())


def check(sort, thing):
    """Refuse what the standard has no field for, lacks, or has as another type."""
    schema = {"$ref": f"#/$defs/{sort}", "$defs": OBJECTS}
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(thing)


def get(client, path, **query):
    response = client.get(f"/api/hsds{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def rich():
    """A service with everything that can be filled in."""
    organisation = OrganisationFactory(name="De Beek", description="Zorg dichtbij", website="https://beek.example")
    town = MunicipalityFactory(name="Rietvoort", code="GM9001")
    place = Location.objects.create(
        organisation=organisation,
        address="Beekstraat 1",
        postcode="1234 AB",
        city="Kolmeer",
        municipality=town,
        latitude="52.21000",
        longitude="6.89000",
        accessibility="Lift",
    )
    service = ServiceFactory(
        organisation=organisation,
        name="Hulp thuis",
        description="Iemand komt langs.",
        age_from=0,
        age_to=12,
        how_to_refer="Via de gemeente",
        contact_name="Geheime Naam",
        contact_phone="06-00000000",
        contact_email="geheim@beek.example",
        languages="Nederlands, Arabisch",
        starts_on=days_ago(10),
        ends_on=days_ago(-10),
    )
    theme = TopicFactory(name="Opvoeden")
    service.topics.add(TopicFactory(name="Slapen", broader=theme), TopicFactory(name="Nog niet", status="suggested"))
    organisation.topics.add(theme)
    service.municipalities.add(town)
    service.locations.add(place)
    WaitingTimeFactory(service=service, weeks_to_intake=2, weeks_to_start=6, definition="Gemiddeld")
    nine, noon, five = (datetime.time(hour) for hour in (9, 12, 17))
    hours.replace(service, [(1, nine, five), (2, nine, noon), (4, nine, five)])
    hours.replace(place, [(3, nine, noon)])
    return service


def test_a_full_service_is_what_the_standard_asks(client, rich):
    found = get(client, f"/services/{ids.make('service', rich.pk)}")
    check("service", found)
    assert found["organization"]["name"] == "De Beek"
    assert [area["extent"] for area in found["service_areas"]] == ["GM9001"]
    assert [place["location"]["addresses"][0]["city"] for place in found["service_at_locations"]] == ["Kolmeer"]
    assert [language["name"] for language in found["languages"]] == ["Nederlands", "Arabisch"]
    assert (found["minimum_age"], found["maximum_age"]) == (0, 12)
    assert found["capacities"][0]["available"] == 0
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in found["schedules"]] == [
        ("TU", "09:00", "12:00"),
        ("MO,TH", "09:00", "17:00"),
    ]
    assert found["schedules"][0]["valid_from"] == days_ago(10).isoformat()
    assert found["service_at_locations"][0]["location"]["schedules"][0]["byday"] == "WE"


def test_the_waiting_time_is_an_attribute_with_its_date_and_definition(client, rich):
    found = get(client, f"/services/{ids.make('service', rich.pk)}")
    waiting = {one["label"]: one["value"] for one in found["attributes"] if "value" in one}
    assert waiting == {
        "waiting_state": "weeks",
        "weeks_to_intake": "2",
        "weeks_to_start": "6",
        "measured_on": days_ago(0).isoformat(),
        "waiting_definition": "Gemiddeld",
        "waiting_source": "form",
    }
    terms = get(client, "/taxonomy_terms", taxonomy_id=found["attributes"][-1]["taxonomy_term"]["taxonomy_id"])
    assert {one["code"] for one in terms["contents"]} == set(waiting)


def test_a_waiting_time_that_nobody_believes_is_left_out(client, rich):
    rich.waiting_times.update(measured_on=days_ago(71))
    found = get(client, f"/services/{ids.make('service', rich.pk)}")
    assert "capacities" not in found
    assert [one for one in found["attributes"] if "value" in one] == []


def test_room_now_is_a_capacity_of_at_least_one(client, rich):
    WaitingTimeFactory(service=rich, state="room_now", weeks_to_start=None)
    found = get(client, f"/services/{ids.make('service', rich.pk)}")
    assert found["capacities"][0]["available"] == 1


def test_contact_details_are_for_professionals_and_no_open_data(client, rich):
    for path in ("/services", f"/services/{ids.make('service', rich.pk)}", "/service_at_locations", "/organizations"):
        text = json.dumps(get(client, path, full="true"))
        assert "Geheime" not in text
        assert "geheim@" not in text
        assert "06-0" not in text


def test_topics_outside_the_vocabulary_are_no_terms(client, rich):
    found = get(client, f"/services/{ids.make('service', rich.pk)}")
    assert [one["label"] for one in found["attributes"] if "value" not in one] == ["Slapen"]
    assert [one["name"] for one in get(client, "/taxonomy_terms")["contents"]] == ["Opvoeden", "Slapen"]


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("/services?full=true", "service"),
        ("/services", "service"),
        ("/organizations?full=true", "organization"),
        ("/organizations", "organization"),
        ("/service_at_locations", "service_at_location"),
        ("/taxonomies", "taxonomy"),
        ("/taxonomy_terms", "taxonomy_term"),
    ],
)
def test_each_list_holds_objects_of_the_standard_that_can_be_fetched_alone(client, rich, path, sort):
    ServiceFactory(organisation=OrganisationFactory(name="Klein"))
    found = get(client, path)
    assert found["contents"] != []
    for one in found["contents"]:
        check(sort, one)
        alone = get(client, f"{path.partition('?')[0]}/{one['id']}")
        check(sort, alone)
        assert alone["id"] == one["id"]


def test_services_that_are_not_offered_are_nowhere(client, rich):
    place = rich.locations.get()
    for values in ({"status": Service.Status.PAUSED}, {"ends_on": days_ago(1)}, {"starts_on": days_ago(-1)}):
        hidden = ServiceFactory(organisation=rich.organisation, **values)
        hidden.locations.add(place)
        assert client.get(f"/api/hsds/services/{ids.make('service', hidden.pk)}").status_code == 404
        joined = ids.pair("service-at-location", hidden.pk, place.pk)
        assert client.get(f"/api/hsds/service_at_locations/{joined}").status_code == 404
    assert get(client, "/services")["total_items"] == 1
    assert get(client, "/service_at_locations")["total_items"] == 1


def test_pages_are_those_of_the_standard(client):
    for _number in range(5):
        ServiceFactory()
    first = get(client, "/services", per_page=2)
    assert {name: value for name, value in first.items() if name != "contents"} == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": False,
        "empty": False,
    }
    last = get(client, "/services", per_page=2, page=3)
    assert (last["size"], last["first_page"], last["last_page"]) == (1, False, True)
    past = get(client, "/services", per_page=2, page=9)
    assert (past["empty"], past["last_page"], past["contents"]) == (True, True, [])
    seen = [one["id"] for number in (1, 2, 3) for one in get(client, "/services", per_page=2, page=number)["contents"]]
    assert len(set(seen)) == 5


def test_services_can_be_narrowed(client, rich):
    other = ServiceFactory(name="Anders")
    Service.objects.filter(pk=other.pk).update(updated_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    rich_id, slapen = ids.make("service", rich.pk), rich.topics.get(name="Slapen")

    def found(**query):
        return [one["id"] for one in get(client, "/services", **query)["contents"]]

    assert found(search="thuis") == [rich_id]
    assert found(organization_id=ids.make("organisation", rich.organisation_id)) == [rich_id]
    assert found(taxonomy_term_id=ids.make("topic", slapen.pk)) == [rich_id]
    assert found(taxonomy_id=ids.make("taxonomy", 1)) == [rich_id]
    assert found(modified_after="2026-01-01T00:00:00Z") == [rich_id]
    assert found(modified_after="2026-01-01") == [rich_id]
    assert found(taxonomy_term_id="nonsense") == found(organization_id=rich_id) == []
    assert set(get(client, "/services", minimal="true")["contents"][0]) == {"id", "last_modified"}


@pytest.mark.parametrize("full", ["true", "false"])
def test_a_list_takes_as_many_queries_for_twenty_services_as_for_one(client, django_assert_num_queries, full):
    def add():
        service = ServiceFactory()
        service.topics.add(TopicFactory())
        town = MunicipalityFactory()
        service.municipalities.add(town)
        place = Location.objects.create(
            organisation=service.organisation, address="Straat 1", city="Kolmeer", municipality=town
        )
        service.locations.add(place)
        WaitingTimeFactory(service=service)

    def read(most):
        # another address each time: a page that was kept takes no query at all
        with django_assert_num_queries(10 if full == "true" else 2):
            assert get(client, "/services", full=full, per_page=most)["contents"]

    add()
    read(50)
    for _number in range(19):
        add()
    read(51)


def test_any_site_may_read_it_and_nobody_may_write(client, rich):
    response = client.get("/api/hsds/services", headers={"origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response
    assert client.post("/api/hsds/services", {"name": "x"}).status_code == 405


def test_it_says_what_it_is(client):
    found = get(client, "/")
    assert found["version"] == "3.1"
    path = found["openapi_url"].removeprefix("http://testserver")
    assert path == reverse("hsds:openapi-json")
    assert set(client.get(path).json()["paths"]) >= {"/api/hsds/services", "/api/hsds/services/{key}"}


@pytest.mark.parametrize("query", ["page=0", "page=x", "per_page=501", "per_page=-1", "modified_after=gisteren"])
def test_a_parameter_that_cannot_be_is_named(client, query):
    assert client.get(f"/api/hsds/services?{query}").status_code == 422


@pytest.mark.parametrize("sort", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
@pytest.mark.parametrize(
    "key", ["x", "0", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
)
def test_an_unknown_id_is_not_found(client, sort, key):
    assert client.get(f"/api/hsds/{sort}/{key}").status_code == 404


@given(key=st.integers(0, 2**62 - 1), kind=st.sampled_from(["service", "topic", "location"]))
def test_an_id_leads_back_to_its_row_and_to_no_other_sort(key, kind):
    text = ids.make(kind, key)
    assert ids.read(kind, text) == key
    assert ids.read("organisation", text) is None


@given(first=st.integers(0, 2**31 - 1), second=st.integers(0, 2**31 - 1))
def test_the_id_of_a_pair_leads_back_to_both(first, second):
    assert ids.read_pair("area", ids.pair("area", first, second)) == (first, second)


@given(text=st.text())
def test_nothing_typed_by_hand_is_an_id(text):
    assert ids.read("service", text) is None
