"""Municipalities and organisations for tests."""

import factory

from network.organisations.models import Municipality, Organisation


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """A municipality with a made-up code."""

    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"GM{n:04d}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    slug = factory.Sequence(lambda n: f"gemeente-{n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A small provider."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Aanbieder {n}")
    slug = factory.Sequence(lambda n: f"aanbieder-{n}")
