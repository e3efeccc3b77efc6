"""Services and waiting times for tests."""

import datetime

import factory
from django.utils import timezone

from network.services.models import Service, WaitingTime
from tests.factories.organisations import OrganisationFactory


def days_ago(days):
    """The date so many days before today."""
    return timezone.localdate() - datetime.timedelta(days=days)


class ServiceFactory(factory.django.DjangoModelFactory):
    """A service that is offered."""

    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Aanbod {n}")


class WaitingTimeFactory(factory.django.DjangoModelFactory):
    """Four weeks until the start, measured today."""

    class Meta:
        model = WaitingTime

    service = factory.SubFactory(ServiceFactory)
    weeks_to_start = 4
    measured_on = factory.LazyFunction(timezone.localdate)
