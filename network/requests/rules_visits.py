"""Who may do what with shadow visits, as small predicates. A visitor comes along with a host."""

from events.sessions.models import SessionMember
from network.people.rules import is_member
from network.requests.choices import Part, RequestKind, RequestStatus
from network.requests.rules import asked, part_of


def is_host(member, request):
    """Whether visitors come along with ``member``: of an offer who offers it, else who said that one may come."""
    if request.kind != RequestKind.VISIT or not is_member(member):
        return False
    if request.is_offer:
        return asked(member, request)
    part = part_of(member, request)
    return part is not None and part.state == Part.JOINED


def may_keep_days(member, request):
    """May add days, change them and take them away: the host of an offer, as long as it is open."""
    return request.is_offer and request.is_open and is_host(member, request)


def may_book(member, request):
    """May take a place on a day, change it and give it back: every member who sees the offer, but not its host."""
    if request.kind != RequestKind.VISIT or not request.is_offer or not request.is_open:
        return False
    host = request.asked_by
    return host is not None and host.is_active and is_member(member) and not asked(member, request)


def has_promised(part):
    """Whether who has this ``Participation`` promised to keep things to themselves, for a day that is to come."""
    if part is None or part.state != Part.JOINED or part.day is None:
        return False
    return part.agreed_at is not None and not part.day.has_begun


def may_plan_visit(member, request):
    """May choose the day of a visit that was asked for, another one, and call it off: who asked, until it began."""
    if request.kind != RequestKind.VISIT or request.is_offer or not asked(member, request):
        return False
    if request.status == RequestStatus.MATCHED:
        return True
    session = request.session
    return request.status == RequestStatus.SCHEDULED and session is not None and not session.has_begun()


def may_end(member, request):
    """May say that it is done: of an offer its host, of what was asked for who asked once it was held."""
    if request.kind != RequestKind.VISIT or not asked(member, request):
        return False
    return request.is_open if request.is_offer else request.status == RequestStatus.HELD


def visited(member, request):
    """Whether ``member`` came along on a day that is over, as far as is known: nobody noted that they did not."""
    if request.kind != RequestKind.VISIT or not is_member(member) or is_host(member, request):
        return False
    places = SessionMember.objects.filter(session__appointment__request=request.pk, member_id=member.pk)
    places = places.exclude(attended=False).select_related("session__event")
    return any(place.session.is_over and not place.session.is_called_off for place in places)


def may_share(member, impression):
    """May agree that others read what a visitor saw: the host, when the visitor offers it."""
    return impression.offered and is_host(member, impression.request)
