"""A provider keeps its own page, services and waiting times up to date, and nobody else's."""

import pytest

from network.organisations.models import Location, Organisation
from network.services.models import Service, WaitingTime
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    member = ProviderEditorFactory(organisation=OrganisationFactory(name="De Beek", slug="de-beek"))
    client.force_login(member)
    return member


@pytest.fixture
def service(editor):
    return ServiceFactory(name="Hulp thuis", slug="hulp-thuis", organisation=editor.organisation)


ADDRESSES = [
    "/aanbieders/{organisation}/bijhouden/",
    "/aanbieders/{organisation}/bewerken/",
    "/aanbieders/{organisation}/aanbod/nieuw/",
    "/sociale-kaart/{service}/bewerken/",
    "/sociale-kaart/{service}/wachttijd/",
]


def typed(**values):
    """A filled-in form of a service."""
    return {"name": "Groep", "status": "active", **values}


def rows(**values):
    """A filled-in form of an organisation, with empty rows of locations and registrations."""
    empty = {
        f"{prefix}-{name}": "0" for prefix in ("locaties", "registers") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"description": "", "website": "", "size": "small", **empty, **values}


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_ones_organisation_is_not_found(client, service, address):
    address = address.format(organisation=service.organisation.slug, service=service.slug)
    assert client.get(address).status_code == 200
    before = (Organisation.objects.values().get(pk=service.organisation_id), Service.objects.values().get())
    for somebody in (ProviderEditorFactory(), MemberFactory(organisation=service.organisation)):
        client.force_login(somebody)
        assert client.get(address).status_code == 404
        posted = client.post(address, typed(**rows(state="room_now")))
        assert posted.status_code in (404, 405)
    client.logout()
    assert client.get(address)["Location"].startswith("/inloggen/")
    assert (Organisation.objects.values().get(pk=service.organisation_id), Service.objects.values().get()) == before
    assert WaitingTime.objects.count() == 0


@pytest.mark.parametrize("somebody", [StaffFactory, AdministratorFactory])
@pytest.mark.parametrize("address", ADDRESSES)
def test_staff_may_help_every_provider(client, service, address, somebody):
    client.force_login(somebody())
    assert client.get(address.format(organisation="de-beek", service="hulp-thuis")).status_code == 200


def test_a_new_service_stands_on_the_map_and_asks_for_its_waiting_time(client, editor):
    town, topic = MunicipalityFactory(), TopicFactory()
    place = Location.objects.create(organisation=editor.organisation, address="Straat 1", city="Kolmeer")
    response = client.post(
        "/aanbieders/de-beek/aanbod/nieuw/",
        typed(
            summary="Samen oefenen.",
            topics=[topic.pk],
            municipalities=[town.pk],
            locations=[place.pk],
            age_from="4",
            age_to="12",
            contact_name="Joke",
            contact_phone="053 123 45 67",
            online="on",
        ),
    )
    service = Service.objects.get()
    assert response["Location"] == f"/sociale-kaart/{service.slug}/wachttijd/"
    assert (service.organisation, service.name, service.age_to, service.online) == (
        editor.organisation,
        "Groep",
        12,
        True,
    )
    assert [list(service.topics.all()), list(service.municipalities.all())] == [[topic], [town]]
    assert list(service.locations.all()) == [place]


def test_a_posted_organisation_is_ignored(client, editor):
    other = OrganisationFactory()
    client.post("/aanbieders/de-beek/aanbod/nieuw/", typed(organisation=other.pk, slug="gekaapt", source_id="x"))
    service = Service.objects.get()
    assert (service.organisation, service.source_id) == (editor.organisation, "")
    assert service.slug != "gekaapt"


def test_a_location_of_another_organisation_is_refused(client, editor):
    place = Location.objects.create(organisation=OrganisationFactory(), address="Geheim 1", city="Elders")
    response = client.post("/aanbieders/de-beek/aanbod/nieuw/", typed(locations=[place.pk]))
    assert response.status_code == 422
    assert "Geheim" not in response.content.decode()
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": ""}, "Dit is een verplicht veld"),
        ({"age_from": "12", "age_to": "4"}, "lager dan de eerste"),
        ({"age_from": "oud"}, "heel getal"),
        ({"contact_phone": "bel maar"}, "cijfers, spaties"),
        ({"contact_email": "geen adres"}, "e-mailadres"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "ligt voor de eerste"),
        ({"status": "anders"}, "anders"),
        ({"topics": ["999999"]}, "999999"),
        ({"municipalities": ["x"]}, "x"),
        ({"name": "x" * 161}, "160"),
        ({"name": "nul\x00"}, "NULL"),
        ({"description": "Mail jan@voorbeeld.nl"}, "e-mailadres"),
    ],
)
def test_a_wrong_field_gives_the_form_back(client, editor, values, told):
    response = client.post("/aanbieders/de-beek/aanbod/nieuw/", typed(summary="Blijft staan", **values))
    page = response.content.decode()
    assert response.status_code == 422
    assert told.lower() in page.lower()
    assert "Blijft staan" in page
    assert not Service.objects.exists()


def test_changing_a_service_keeps_its_address(client, service):
    assert client.post("/sociale-kaart/hulp-thuis/bewerken/", typed(name="Anders")).status_code == 302
    service.refresh_from_db()
    assert (service.name, service.slug) == ("Anders", "hulp-thuis")


def test_the_page_of_an_organisation_is_changed_with_its_locations_and_registers(client, editor):
    town, topic = MunicipalityFactory(), TopicFactory()
    response = client.post(
        "/aanbieders/de-beek/bewerken/",
        rows(
            description="Zorg dichtbij",
            website="https://beek.example",
            size="large",
            municipalities=[town.pk],
            topics=[topic.pk],
            name="Gekaapt",
            **{
                "locaties-TOTAL_FORMS": "1",
                "locaties-0-address": "Beekstraat 1",
                "locaties-0-city": "Kolmeer",
                "locaties-0-municipality": town.pk,
                "registers-TOTAL_FORMS": "1",
                "registers-0-register": "HKZ",
                "registers-0-link": "https://register.example/1",
            },
        ),
    )
    assert response["Location"] == "/aanbieders/de-beek/bijhouden/"
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.description, organisation.size) == ("De Beek", "Zorg dichtbij", "large")
    assert list(organisation.topics.all()) == [topic]
    assert [str(place) for place in organisation.locations.all()] == ["Beekstraat 1, Kolmeer"]
    assert [str(one) for one in organisation.registrations.all()] == ["HKZ"]


def test_a_wrong_row_gives_everything_back(client, editor):
    response = client.post(
        "/aanbieders/de-beek/bewerken/",
        rows(
            description="Blijft staan",
            **{
                "locaties-TOTAL_FORMS": "1",
                "locaties-0-address": "Beekstraat 1",
                "locaties-0-city": "",
                "registers-TOTAL_FORMS": "1",
                "registers-0-register": "HKZ",
                "registers-0-link": "geen adres",
            },
        ),
    )
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Blijft staan", "Beekstraat 1", "HKZ", "#id_locaties-0-city", "#id_registers-0-link"):
        assert words in page
    assert not Location.objects.exists()


def test_a_row_of_another_organisation_is_not_changed(client, editor):
    place = Location.objects.create(organisation=OrganisationFactory(), address="Van hen", city="Elders")
    response = client.post(
        "/aanbieders/de-beek/bewerken/",
        rows(
            **{
                "locaties-TOTAL_FORMS": "1",
                "locaties-INITIAL_FORMS": "1",
                "locaties-0-id": place.pk,
                "locaties-0-address": "Gekaapt",
                "locaties-0-city": "Hier",
            }
        ),
    )
    assert response.status_code in (302, 422)
    place.refresh_from_db()
    assert place.address == "Van hen"


@pytest.mark.parametrize(
    "broken", [{"locaties-TOTAL_FORMS": "x"}, {"locaties-TOTAL_FORMS": "99999"}, {"locaties-TOTAL_FORMS": ""}]
)
def test_a_broken_count_of_rows_is_a_form_error(client, editor, broken):
    assert client.post("/aanbieders/de-beek/bewerken/", rows(**broken)).status_code == 422


def test_a_location_that_was_removed_leaves_its_services(client, service):
    place = Location.objects.create(organisation=service.organisation, address="Oud 1", city="Kolmeer")
    service.locations.add(place)
    data = {
        "locaties-TOTAL_FORMS": "1",
        "locaties-INITIAL_FORMS": "1",
        "locaties-0-id": place.pk,
        "locaties-0-address": "Oud 1",
        "locaties-0-city": "Kolmeer",
        "locaties-0-DELETE": "on",
    }
    assert client.post("/aanbieders/de-beek/bewerken/", rows(**data)).status_code == 302
    assert not Location.objects.exists()
    assert Service.objects.filter(pk=service.pk).exists()


def test_the_waiting_time_is_told_or_confirmed(client, service):
    page = "/sociale-kaart/hulp-thuis/wachttijd/"
    assert client.post(page, {"state": "weeks"}).status_code == 422
    assert client.post(page, {"state": "weeks", "weeks_to_start": "5"}).status_code == 302
    first = service.waiting_times.get()
    assert (first.weeks, first.reported_by.organisation) == (5, service.organisation)
    service.waiting_times.update(measured_on=days_ago(20))
    client.post(page, {"confirm": first.pk})
    assert list(service.waiting_times.order_by("pk").values_list("source", flat=True)) == ["form", "confirmed"]
    assert client.post(page, {"confirm": first.pk}).status_code == 302
    assert client.post(page, {"confirm": "onzin"})["Location"] == page
    assert service.waiting_times.count() == 2


def test_the_oldest_figure_comes_first(client, editor):
    for name, days in (("Nieuw cijfer", 1), ("Oud cijfer", 90)):
        WaitingTimeFactory(
            service=ServiceFactory(name=name, organisation=editor.organisation), measured_on=days_ago(days)
        )
    ServiceFactory(name="Nooit cijfer", organisation=editor.organisation)
    ServiceFactory(name="Weg cijfer", organisation=editor.organisation, status="defunct")
    page = client.get("/aanbieders/de-beek/bijhouden/").content.decode()
    expected = ["Nooit cijfer", "Oud cijfer", "Nieuw cijfer", "Weg cijfer"]
    assert sorted(expected, key=page.index) == expected


def test_my_page_leads_an_editor_to_what_is_old(client, editor):
    assert "geen aanbod" not in client.get("/mijn/").content.decode()
    WaitingTimeFactory(service=ServiceFactory(organisation=editor.organisation), measured_on=days_ago(90))
    WaitingTimeFactory(service=ServiceFactory(organisation=editor.organisation))
    page = client.get("/mijn/").content.decode()
    assert "2 vormen van hulp op de sociale kaart." in page
    assert "1 heeft een oude wachttijd." in page
    assert "/aanbieders/de-beek/bijhouden/" in page
    client.force_login(MemberFactory(organisation=editor.organisation))
    assert "bijhouden" not in client.get("/mijn/").content.decode()


def test_the_screen_takes_as_many_queries_for_twenty_services_as_for_one(
    client, service, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(30) as counted:
            client.get("/aanbieders/de-beek/bijhouden/")
        return len(counted)

    WaitingTimeFactory(service=service)
    count()
    one = count()
    for _number in range(19):
        WaitingTimeFactory(service=ServiceFactory(organisation=service.organisation))
    assert count() == one
