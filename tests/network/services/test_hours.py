"""Opening hours: how people type them, who may, and where they show."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.organisations.models import Location
from network.services import hours
from network.services.hours import OpeningHours
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import ProviderEditorFactory, StaffFactory
from tests.factories.services import ServiceFactory

NINE, NOON, ONE, FIVE = (datetime.time(hour) for hour in (9, 12, 13, 17))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("9-17", [(NINE, FIVE)]),
        ("9.00 uur tot 17.00 uur", [(NINE, FIVE)]),
        ("13:00–17:00 en 9u-12u", [(NINE, NOON), (ONE, FIVE)]),
        ("09:00 - 12:00, 13:00 - 17:00", [(NINE, NOON), (ONE, FIVE)]),
    ],
)
def test_a_day_is_read_as_people_write_it(text, expected):
    assert hours.read(text) == expected


@pytest.mark.parametrize(
    "text", ["open", "9", "17-9", "9-25", "9-12, 11-13", "1-2,3-4,5-6,7-8,9-10", "9:00-9:00", "٩-١٧x"]
)
def test_what_is_no_stretch_of_a_day_is_refused(text):
    with pytest.raises(ValidationError):
        hours.read(text)


@pytest.mark.django_db
def test_hours_are_of_one_thing_and_run_forward():
    service = ServiceFactory()
    place = Location.objects.create(organisation=service.organisation, address="Straat 1", city="Kolmeer")
    for values in (
        {"service": service, "location": place, "opens_at": NINE, "closes_at": FIVE},
        {"opens_at": NINE, "closes_at": FIVE},
        {"service": service, "opens_at": FIVE, "closes_at": NINE},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OpeningHours.objects.create(weekday=1, **values)
    assert hours.replace(service, [(2, ONE, FIVE), (2, NINE, NOON)]) is True
    assert hours.replace(service, [(2, NINE, NOON), (2, ONE, FIVE)]) is False
    assert hours.texts(service) == {2: "9:00-12:00, 13:00-17:00"}
    assert hours.week(place) == []


@pytest.mark.django_db
def test_a_provider_tells_the_hours_wrongly_then_rightly(client):
    organisation = OrganisationFactory(name="De Beek", slug="de-beek")
    client.force_login(ProviderEditorFactory(organisation=organisation))
    service = ServiceFactory(organisation=organisation, slug="groep")
    place = Location.objects.create(organisation=organisation, address="Straat 1", city="Kolmeer")
    service.locations.add(place)
    form = {"name": "Groep", "status": "active", "locations": [place.pk], "hours_1": "9-12", "hours_3": "altijd"}
    page = client.post("/sociale-kaart/groep/bewerken/", form)
    assert (page.status_code, OpeningHours.objects.count()) == (422, 0)
    assert 'value="altijd"' in page.content.decode()
    assert client.post("/sociale-kaart/groep/bewerken/", form | {"hours_3": ""}).status_code == 302
    assert hours.of(service) == [(1, NINE, NOON)]
    rows = {
        **{
            f"{prefix}-{name}": "0" for prefix in ("locaties", "registers") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        },
        "locaties-TOTAL_FORMS": "1",
        "locaties-INITIAL_FORMS": "1",
        "locaties-0-id": place.pk,
        "locaties-0-address": "Straat 1",
        "locaties-0-city": "Kolmeer",
        "locaties-0-hours_2": "13-17",
    }
    assert client.post("/aanbieders/de-beek/bewerken/", {"size": "small", **rows}).status_code == 302
    assert hours.of(place) == [(2, ONE, FIVE)]
    page = client.get("/sociale-kaart/groep/").content.decode()
    assert "9:00-12:00" in page
    assert "13:00-17:00" in page


@pytest.mark.django_db
def test_staff_change_the_hours_in_the_admin(client):
    service = ServiceFactory()
    client.force_login(StaffFactory())
    address = f"/beheer/aanbod/edit/{service.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    values = {"organisation": service.organisation_id, "name": service.name, "slug": service.slug, "status": "active"}
    assert client.post(address, {**values, "hours_5": "9-17"}).status_code == 302
    assert hours.of(service) == [(5, NINE, FIVE)]
