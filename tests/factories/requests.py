"""Requests and who takes part in them, for tests."""

import factory

from network.people import roles
from network.requests.choices import Audience, Part, RequestKind, RequestStatus
from network.requests.models import Participation, Request
from tests.factories.people import MemberFactory, _in_group


class SecondReaderFactory(MemberFactory):
    """Reads intervision and consultation before anybody else."""

    role = _in_group(roles.SECOND_READER)


class RequestFactory(factory.django.DjangoModelFactory):
    """An open request for intervision of somebody, shown to all members."""

    class Meta:
        model = Request

    kind = RequestKind.INTERVISION
    status = RequestStatus.OPEN
    visibility = Audience.MEMBERS
    title = factory.Sequence(lambda n: f"Hoe zeg ik nee, deel {n}?")
    text = "Ik merk dat ik te snel ja zeg."
    asked_by = factory.SubFactory(MemberFactory)
    organisation = factory.LazyAttribute(lambda request: request.asked_by and request.asked_by.organisation)
    size = 6


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Somebody who was asked."""

    class Meta:
        model = Participation

    request = factory.SubFactory(RequestFactory)
    member = factory.SubFactory(MemberFactory)
    state = Part.ASKED
