"""What is so at this moment for one request and the people it might be asked of; always as many queries."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from events.meetings.models import Registration
from events.sessions.choices import SessionState
from events.sessions.models import SessionMember
from network.people.models import Membership
from network.requests.choices import ALIVE, Audience, Origin, Part, RequestKind
from network.requests.matching.index import MOST_A_MONTH
from network.requests.models import Availability, Participation, Request

MONTH = timedelta(days=30)
HALF_A_YEAR = timedelta(days=180)


@dataclass
class Facts:
    """What ``read`` finds."""

    topics: list  # primary keys of the accepted topics of the request
    weekdays: list  # of the moments that were proposed, one each
    towns: list  # primary keys: where it is to be, or else where who asks works
    is_place: bool  # whether the first of these
    known: set  # who was asked before or came by themselves, whatever they said
    group: list = field(default_factory=list)  # who asks, and who takes part or still may
    only: set | None = None  # the members of the group that it is shown to
    met: set = field(default_factory=set)
    asked: dict = field(default_factory=dict)  # primary key -> how often asked in a month, and in half a year


def read(request, now):
    """All that the ranking of a request wants to know, besides ``index.py``."""
    parts = list(request.participations.values_list("member_id", "state"))
    return Facts(
        topics=list(request.topics.accepted().order_by("name").values_list("pk", flat=True)),
        weekdays=[timezone.localtime(start).weekday() for start in request.moments.values_list("starts_at", flat=True)],
        towns=_towns(request),
        is_place=request.municipality_id is not None,
        known={member for member, _state in parts},
        group=[request.asked_by_id, *(member for member, state in parts if state in ALIVE)],
        only=_only(request),
        met=met(request.asked_by_id),
        asked=asked(now),
    )


def _towns(request):
    if request.municipality_id is not None:
        return [request.municipality_id]
    return list(request.asked_by.municipalities.order_by("pk").values_list("pk", flat=True))


def _only(request):
    if request.visibility != Audience.GROUP or request.group_id is None:
        return None
    return set(Membership.objects.active().filter(group=request.group_id).values_list("member_id", flat=True))


def asked(now, members=None):
    """``{primary key: (times asked in a month, in half a year)}``; who came by themselves was not asked."""
    rows = Participation.objects.exclude(origin=Origin.SELF).filter(asked_at__gt=now - HALF_A_YEAR)
    if members is not None:
        rows = rows.filter(member__in=members)
    counted = (
        rows.order_by().values("member_id").annotate(month=Count("pk", Q(asked_at__gt=now - MONTH)), all=Count("pk"))
    )
    return {row["member_id"]: (row["month"], row["all"]) for row in counted}


def asked_enough(pks, now):
    """Primary keys of those among ``pks`` whom nobody may ask now: they said how often they want to be."""
    often = asked(now, pks)
    most = dict(Availability.objects.filter(member__in=pks).values_list("member_id", "most_a_month"))
    return {pk for pk in pks if often.get(pk, (0, 0))[0] >= most.get(pk, MOST_A_MONTH)}


def met(pk):
    """Whom somebody met before, as far as both know it.

    In something that one of them asked, in a group for intervision, in a session, or at a meeting where the other let
    who else came see that they came.
    """
    joined = Participation.objects.filter(state=Part.JOINED)
    mine = joined.filter(member=pk).values("request_id")
    groups = Request.objects.filter(kind=RequestKind.INTERVISION, pk__in=mine).order_by().values("pk")
    found = set(joined.filter(Q(request__asked_by=pk) | Q(request__in=groups)).values_list("member_id", flat=True))
    found |= set(Request.objects.filter(pk__in=mine).order_by().values_list("asked_by_id", flat=True))
    there = SessionMember.objects.filter(session__state__in=(SessionState.HELD, SessionState.CLOSED))
    there = there.exclude(attended=False)
    sessions = there.filter(member=pk).values("session_id")
    found |= set(there.filter(session__in=sessions).values_list("member_id", flat=True))
    came = Registration.objects.filter(attended_at__isnull=False).order_by()
    events = came.filter(member=pk).values("event_id")
    shown = came.filter(event__in=events, shown_to_others=True, member__isnull=False)
    found |= set(shown.values_list("member_id", flat=True))
    return found - {pk, None}
