"""Who may do what with requests, as small predicates."""

from network.organisations.models import Organisation
from network.people.models import Member
from network.people.roles import SECOND_READER
from network.people.rules import is_administrator, is_member, is_staff_member, role_names
from network.requests.choices import Part, RequestKind, RequestStatus
from network.requests.rules_challenges import takes_proposals


def may_ask(member, kind):
    """May begin a request of this kind: every member; a challenge is put by the region or a municipality."""
    if not is_member(member):
        return False
    if kind != RequestKind.CHALLENGE or is_staff_member(member):
        return True
    return member.organisation is not None and member.organisation.kind == Organisation.Kind.MUNICIPALITY


def asked(member, request):
    """Whose request it is."""
    return is_member(member) and request.asked_by_id == member.pk


def is_second_reader(member):
    """Reads what is asked before anybody else does."""
    return is_member(member) and SECOND_READER in role_names(member)


def may_read_first(member, request):
    """May judge this request as second reader: never one's own, not where one is asked, nor of who reports to them."""
    return is_second_reader(member) and type(request).objects.to_read(member).filter(pk=request.pk).exists()


def readers_of(request):
    """The second readers who may read a request before anybody else."""
    others = Member.objects.in_role(SECOND_READER).exclude(pk__in=[request.asked_by_id, request.to_member_id])
    others = others.exclude(pk__in=request.chosen.values("pk"))
    own = getattr(request.asked_by, "availability", None)
    return others.exclude(pk=own.reports_to_id) if own is not None and own.reports_to_id else others


def part_of(member, request):
    """The row of ``member`` in a request, or None."""
    if not is_member(member):
        return None
    return request.participations.filter(member=member).first()


def takes_part(member, request):
    """Who asked, and who said yes."""
    if asked(member, request):
        return True
    part = part_of(member, request)
    return part is not None and part.state == Part.JOINED


def may_read_text(member, request):
    """May read what is behind the question."""
    if not request.rules.text_is_private or takes_part(member, request):
        return True
    if may_read_first(member, request):
        return True
    part = part_of(member, request)
    return bool(request.rules.asked_may_read and part is not None and part.state == Part.ASKED)


def may_see_people(member, request):
    """May know who asks: everybody who sees it, but of intervision and consultation only who is in it or was asked.

    Not who came by themselves: whoever is curious could do that.
    """
    if not request.rules.hides_people:
        return is_member(member)
    part = part_of(member, request)
    if part is not None and part.state in (Part.ASKED, Part.JOINED):
        return True
    return asked(member, request) or may_read_first(member, request)


def may_edit(member, request):
    """May change what was asked: as long as nobody else has read it, and of a question or offer while it is open."""
    if not asked(member, request):
        return False
    if request.status == RequestStatus.DRAFT:
        return True
    if request.kind == RequestKind.CHALLENGE and not takes_proposals(request):
        return False
    return request.is_open and not request.rules.read_first


def may_answer(member, request):
    """Every member who sees an open question may answer it."""
    return is_member(member) and request.kind == RequestKind.QUESTION and request.is_open


def may_decide(member, request):
    """May say which answer is the answer, close it and take it back: who asked; of what staff see, staff too."""
    return asked(member, request) or (request.rules.staff_see_all and is_staff_member(member))


def may_come(member, request):
    """May say that they want to take part, without having been asked."""
    if not is_member(member) or asked(member, request) or not request.is_open:
        return False
    if request.rules.joining not in ("group", "one") and (request.kind != RequestKind.VISIT or request.is_offer):
        return False
    part = part_of(member, request)
    return part is None or part.state in (Part.LAPSED, Part.DECLINED, Part.LEFT)


def may_plan(member, request):
    """May choose the moment of what people come together for: who asked, once there is a group."""
    return asked(member, request) and request.rules.meets and request.status == RequestStatus.MATCHED


def may_move(member, request):
    """May choose another moment, or call it off: who asked, until it has begun."""
    if not asked(member, request) or request.is_offer or request.status != RequestStatus.SCHEDULED:
        return False
    session = request.session
    return session is not None and not session.has_begun()


def may_say_held(member, request):
    """May say that people met: of a consultation who is in it; what was planned must have begun."""
    if request.kind != RequestKind.CONSULTATION or not takes_part(member, request):
        return False
    if request.status == RequestStatus.MATCHED:
        return True
    session = request.session
    return request.status == RequestStatus.SCHEDULED and session is not None and session.has_begun()


def may_see_figures(member):
    """May see how much of what is asked: numbers, never what or by whom."""
    return is_staff_member(member) or is_administrator(member)
