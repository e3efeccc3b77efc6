"""Services and waiting times as they are stored."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.services.models import Service, WaitingTime
from tests.factories.organisations import OrganisationFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago

pytestmark = pytest.mark.django_db


def test_a_service_gets_an_address_of_its_name_and_organisation():
    organisation = OrganisationFactory(name="De Beek")
    assert ServiceFactory(name="Hulp thuis", organisation=organisation).slug == "hulp-thuis-de-beek"
    assert ServiceFactory(name="Hulp thuis", organisation=organisation).slug == "hulp-thuis-de-beek-2"
    assert ServiceFactory(name="···", organisation=OrganisationFactory(name="¿?")).slug == "aanbod"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"age_from": 12, "age_to": 4}, "age_to"),
        ({"age_to": 121}, "age_to"),
        ({"starts_on": days_ago(0), "ends_on": days_ago(1)}, "ends_on"),
    ],
)
def test_a_service_refuses_what_runs_backwards(values, field):
    service = Service(organisation=OrganisationFactory(), name="Hulp", slug="hulp", **values)
    with pytest.raises(ValidationError) as caught:
        service.full_clean()
    assert list(caught.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "weeks_to_start"),
        ({"weeks_to_start": 261}, "weeks_to_start"),
        ({"state": "room_now", "measured_on": days_ago(-1)}, "measured_on"),
    ],
)
def test_a_waiting_time_refuses_what_cannot_be(values, field):
    waiting = WaitingTime(service=ServiceFactory(), **values)
    with pytest.raises(ValidationError) as caught:
        waiting.full_clean()
    assert field in caught.value.message_dict


def test_the_database_refuses_weeks_without_a_number():
    service = ServiceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingTime.objects.create(service=service)
    WaitingTime.objects.create(service=service, state=WaitingTime.State.STOPPED)


@pytest.mark.parametrize(
    ("values", "weeks"),
    [
        ({"weeks_to_intake": 2, "weeks_to_start": 6}, 6),
        ({"weeks_to_intake": 2, "weeks_to_start": None}, 2),
        ({"state": "room_now", "weeks_to_start": None}, 0),
        ({"state": "stopped", "weeks_to_start": None}, None),
    ],
)
def test_weeks_are_a_number_to_sort_by(values, weeks):
    assert WaitingTimeFactory.build(service=None, **values).weeks == weeks
