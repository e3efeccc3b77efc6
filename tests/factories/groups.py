"""Groups of people for tests."""

import factory

from network.people.models import Membership, PeopleGroup
from tests.factories.people import MemberFactory


class PeopleGroupFactory(factory.django.DjangoModelFactory):
    """A group that members see and may ask to join."""

    class Meta:
        model = PeopleGroup

    name = factory.Sequence(lambda n: f"Expertteam {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    """Somebody who takes part."""

    class Meta:
        model = Membership

    group = factory.SubFactory(PeopleGroupFactory)
    member = factory.SubFactory(MemberFactory)
