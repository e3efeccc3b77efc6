"""Importing the open data of another region: there and back again, what is left out, and taking it back."""

import contextlib
import datetime
import json

import pytest

from network.organisations.models import Location, Organisation
from network.services import hours
from network.services.hours import OpeningHours
from network.services.hsds import reading
from network.services.importing.applying import NotPossible, Outdated, draft, store, undo
from network.services.importing.reading import UnreadableFile
from network.services.models import Service, WaitingTime
from network.topics.models import Topic
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import StaffFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
NINE, NOON, FIVE = (datetime.time(hour) for hour in (9, 12, 17))
# What says where a thing is, or when it was stored, and not what it is.
OF_THE_SITE = {"id", "uri", "url", "term_uri", "last_modified"}


def made(whole):
    return draft("hsds", "regio.json", json.dumps(whole).encode(), StaffFactory(organisation=None))


def stored(whole):
    run = made(whole)
    list(store(run, run.made_by))
    run.refresh_from_db()
    assert run.state == "done", run.preview
    return run


def outcomes(run):
    return [row[1] for row in run.preview]


def bare(thing):
    """An object of the standard without what belongs to the site that it is on."""
    if isinstance(thing, list):
        return sorted((bare(one) for one in thing), key=json.dumps)
    if not isinstance(thing, dict):
        return thing
    if thing.get("label") == "waiting_source":
        return {"label": "waiting_source"}
    return {name: bare(value) for name, value in thing.items() if name not in OF_THE_SITE and not name.endswith("_id")}


@pytest.fixture
def region():
    """Two organisations, one with everything that can be filled in."""
    town = MunicipalityFactory(name="Rietvoort", code="GM9001")
    sleep = TopicFactory(name="Slapen", slug="slapen", definition="Moe zijn en niet slapen.", kind="specialism")
    beek = OrganisationFactory(name="De Beek", description="Zorg dichtbij", website="https://beek.example")
    beek.topics.add(sleep)
    place = Location.objects.create(
        organisation=beek,
        address="Beekstraat 1",
        postcode="1234 AB",
        city="Kolmeer",
        municipality=town,
        latitude="52.21000",
        longitude="6.89000",
        accessibility="Lift",
    )
    hours.replace(place, [(3, NINE, NOON)])
    service = ServiceFactory(
        organisation=beek,
        name="Hulp thuis",
        description="Iemand komt langs.",
        age_from=0,
        age_to=12,
        how_to_refer="Via de gemeente",
        languages="Nederlands, Arabisch",
        starts_on=days_ago(10),
        ends_on=days_ago(-10),
    )
    service.topics.add(sleep)
    service.municipalities.add(town)
    service.locations.add(place)
    hours.replace(service, [(1, NINE, FIVE), (2, NINE, NOON)])
    WaitingTimeFactory(service=service, weeks_to_intake=2, weeks_to_start=6, definition="Gemiddeld")
    room = ServiceFactory(organisation=OrganisationFactory(name="Klein"), name="Groep")
    WaitingTimeFactory(service=room, state="room_now", weeks_to_start=None)


def exported(client, number):
    """All of the API; ``number`` makes it another address, as pages are kept."""
    return {
        name: client.get(f"/api/hsds/{name}", {"full": "true", "per_page": 400 + number}).json()["contents"]
        for name in ("services", "organizations", "taxonomy_terms", "service_at_locations")
    }


def emptied():
    Service.objects.all().delete()
    Organisation.objects.all().delete()
    Topic.objects.all().delete()


def test_our_own_open_data_comes_back_the_same(client, region):
    before = exported(client, 1)
    emptied()
    run = stored(before)
    assert set(outcomes(run)) == {"new"}
    assert bare(exported(client, 2)) == bare(before)
    assert outcomes(made(before)) == ["same"] * len(run.preview)
    assert WaitingTime.objects.filter(source="exchange").count() == 2
    undo(run)
    for model in (Service, Organisation, Location, WaitingTime, OpeningHours, Topic):
        assert not model.objects.exists(), model


def test_a_page_of_services_is_enough(client, region):
    page = client.get("/api/hsds/services", {"full": "true", "per_page": 403}).json()
    emptied()
    stored(page)
    assert set(Service.objects.values_list("name", "organisation__name")) == {
        ("Hulp thuis", "De Beek"),
        ("Groep", "Klein"),
    }
    assert Location.objects.get().services.get().name == "Hulp thuis"
    assert Topic.objects.get().kind == "specialism"


def test_what_is_here_already_is_changed_and_put_back(client, region):
    whole = exported(client, 4)
    service = Service.objects.get(name="Hulp thuis")
    Service.objects.filter(pk=service.pk).update(age_to=18, description="Anders")
    service.locations.clear()
    hours.replace(service, [])
    run = stored(whole)
    assert sorted(outcomes(run)).count("changed") == 1
    service.refresh_from_db()
    assert (service.age_to, service.description, service.locations.count()) == (12, "Iemand komt langs.", 1)
    assert hours.of(service) == [(1, NINE, FIVE), (2, NINE, NOON)]
    undo(run)
    service.refresh_from_db()
    assert (service.age_to, service.description, service.locations.count()) == (18, "Anders", 0)
    assert (hours.of(service), Service.objects.count(), WaitingTime.objects.count()) == ([], 2, 2)


def test_what_changed_since_is_not_taken_back(client, region):
    whole = exported(client, 5)
    emptied()
    run = stored(whole)
    hours.replace(Service.objects.get(name="Groep"), [(1, NINE, NOON)])
    with pytest.raises(NotPossible):
        undo(run)
    assert Service.objects.count() == 2


FOREIGN = {
    "services": [
        {
            "id": "s-1",
            "organization": {"id": "o-1", "name": "Elders", "website": "javascript:alert(1)"},
            "name": "Praten",
            "status": "onbekend",
            "description": "x" * 6000,
            "email": "balie@elders.example",
            "phones": [{"id": "p", "number": "053 123 45 67"}],
            "minimum_age": 4.0,
            "maximum_age": "twaalf",
            "schedules": [
                {"id": "h", "freq": "WEEKLY", "byday": "MO,FR", "opens_at": "09:00:00Z", "closes_at": "12:00"},
                {"id": "i", "freq": "MONTHLY", "byday": "2TU", "opens_at": "09:00", "closes_at": "12:00"},
            ],
            "capacities": [{"id": "c", "available": 3, "updated": "2026-11-01T10:00:00Z"}],
            "service_areas": [{"id": "a", "name": "Verweg", "extent": "GM0001"}],
            "service_at_locations": [{"id": "l", "location": {"id": "v", "location_type": "virtual"}}],
            "attributes": [
                {"id": "t", "taxonomy_term": {"id": "x", "name": "Housing", "taxonomy": "Open Eligibility"}}
            ],
        }
    ]
}


def test_what_has_no_place_here_is_left_out_and_told():
    run = stored(FOREIGN)
    service = Service.objects.get()
    assert (service.organisation.name, service.organisation.website) == ("Elders", "")
    assert (service.status, len(service.description), service.online) == ("active", 5000, True)
    assert (service.age_from, service.age_to) == (4, None)
    assert (service.contact_email, service.contact_phone) == ("balie@elders.example", "053 123 45 67")
    assert hours.of(service) == [(1, NINE, NOON), (5, NINE, NOON)]
    assert list(service.waiting_times.values_list("state", "measured_on")) == [("room_now", datetime.date(2026, 11, 1))]
    assert (service.source_id, service.organisation.source_id) == ("s-1", "o-1")
    assert not Topic.objects.exists()
    assert [len(row[3]) for row in run.preview] == [1, 1, 2]


def test_a_wrong_thing_stores_nothing():
    wrong = {**FOREIGN["services"][0], "minimum_age": 9, "maximum_age": 3}
    nobody = {"id": "s-2", "organization_id": "o-9", "name": "Van niemand", "status": "active"}
    number = {"id": "o-2", "name": "Nummer", "description": "Van het kind met BSN 111222333"}
    for whole in ([wrong], [FOREIGN["services"][0], nobody], [number], [{"id": "o-3", "name": ""}]):
        run = made(whole)
        assert "wrong" in outcomes(run), whole
        with pytest.raises(Outdated):
            list(store(run, run.made_by))
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen json",
        b"\xff\xfe",
        b"[]",
        b"1",
        b"null",
        b"[" * 100_000,
        b'{"services": [[], 1, null, "x"]}',
        b'[{"id": {"a": 1}, "name": []}]',
        b"PK\x03\x04",
    ],
)
def test_what_is_no_hsds_is_refused(content):
    with pytest.raises(UnreadableFile):
        reading.read(content)


def test_any_type_in_any_field_is_harmless():
    for value in (None, True, -1, 1e400, "x\x00y", [1, [2]], {"a": {"b": []}}, "9" * 5000):
        thing = dict.fromkeys([*FOREIGN["services"][0], "organization_id", "location_type", "addresses"], value)
        made({"services": [{**FOREIGN["services"][0], **thing, "id": "s"}], "organizations": [{**thing, "id": "o"}]})
        with contextlib.suppress(UnreadableFile):
            made([{**thing, "id": "l"}, {"id": "p", "service_id": "s", "location": thing}])
    with pytest.raises(UnreadableFile):
        draft("hsds", "a.csv", b"{}", StaffFactory())
