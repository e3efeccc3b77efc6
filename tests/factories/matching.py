"""Small worlds of colleagues and requests, to see who is asked and why."""

from base import stamps
from network.people.models import MemberTopic
from network.requests.matching import Ranking
from network.requests.models import Availability
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory
from tests.factories.requests import RequestFactory

OPEN = {"open_to_intervision": True, "open_to_consultation": True, "open_to_visits": True}


def town(name, km=0):
    """A municipality so many kilometres north of the others' middle."""
    return MunicipalityFactory(name=name, latitude=52.3 + km / 111.195, longitude=6.6)


def colleague(name, *, helps=(), learns=(), towns=(), available=None, **fields):
    """Somebody who is open to everything; ``available`` are fields of ``Availability``."""
    member = MemberFactory(name=name, **(OPEN | fields))
    for level, topics in (("can_help", helps), ("wants_to_learn", learns)):
        for topic in topics:
            MemberTopic.objects.create(member=member, topic=topic, level=level)
    member.municipalities.add(*towns)
    if available is not None:
        Availability.objects.create(member=member, **available)
    return member


def request_about(*topics, kind="intervision", **fields):
    """An open request about these topics."""
    request = RequestFactory(kind=kind, **fields)
    request.topics.add(*topics)
    return request


def ranked(request, weights=None, now=None):
    """The ranking of now: a test writes without a commit, so nothing would make old what is kept."""
    stamps.forget()
    return Ranking(request, weights, now)


def names(request, weights=None, now=None, most=None):
    """The names of who fits, in order."""
    ranking = ranked(request, weights, now)
    return [match.member.name for match in ranking.matches(len(ranking) if most is None else most)]


def why(request, weights=None, now=None):
    """``{name: the sentences}``."""
    ranking = ranked(request, weights, now)
    return {match.member.name: match.why for match in ranking.matches(len(ranking))}
