"""Asking people, coming by oneself, saying yes or no, and leaving.

All under the lock of the request, so a group never has more people than its size and a consultation one colleague.
Saying no tells nobody anything: not who asks, not who else takes part.
"""

from django.db import transaction
from django.utils import timezone

from network.requests import rules
from network.requests.actions import telling
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import OVER, Origin, Part, RequestKind, RequestStatus
from network.requests.matching.managers import is_kept_from
from network.requests.models import Participation
from network.requests.rules_people import looks_for_people

# Of a group of which nobody said how large it is.
MOST = 8
LEAST = {RequestKind.INTERVISION: 4, RequestKind.CONSULTATION: 2, RequestKind.VISIT: 2}


@transaction.atomic
def invite(request, members, by=None, *, origin=Origin.CHOSEN, until=None, reasons=None, round=0):
    """Ask ``members`` to take part; who was asked before, or may not be, is left out. Gives the new rows.

    ``reasons``: {primary key of a member: list}, why the site thought of them.
    """
    request = locked(request)
    if not request.is_open:
        raise NotAllowed("step")
    known = set(request.participations.values_list("member_id", flat=True))
    made = []
    for member in members:
        if member.pk in known or member.pk == request.asked_by_id or not member.is_active:
            continue
        if kept_apart(request, member):
            continue
        row = Participation.objects.create(
            request=request,
            member=member,
            origin=origin,
            until=until,
            round=round,
            reasons=(reasons or {}).get(member.pk, []),
        )
        made.append(row)
    telling.tell([row.member for row in made], "request_for_you", request, by, f"request:{request.pk}:asked")
    return made


def ask_who_was_named(request):
    """Ask whom it was addressed to, once it is open; the site begins to ask where that is wanted."""
    from network.requests.actions import rounds

    named = [request.to_member] if request.to_member_id else list(request.chosen.all())
    if named and request.rules.joining in ("group", "one", "days"):
        invite(request, named, request.asked_by)
    if request.asks_itself and looks_for_people(request):
        rounds.begin(request)


@transaction.atomic
def come(request, member, message="", *, agreed=False):
    """Say that one wants to take part, without having been asked; who asked says yes or no.

    Who is kept apart gets the same answer as everybody, and nobody hears of it: a refusal would tell whose it is.
    Raises ``NotAllowed``: over, answered already, or the ground rules aren't agreed to.
    """
    request = locked(request)
    if not rules.may_come(member, request):
        raise NotAllowed("over" if not request.is_open else "again")
    if not agreed:
        raise NotAllowed("rules")
    apart = bool(kept_apart(request, member))
    row, _made = Participation.objects.update_or_create(
        request=request,
        member=member,
        defaults={
            "state": Part.WANTS,
            "origin": Origin.SELF,
            "message": message,
            "asked_at": timezone.now(),
            "agreed_at": timezone.now(),
            "answered_at": None,
            "apart": apart,
        },
    )
    if not apart:
        key = _key("wants", row, row.asked_at)
        telling.tell([request.asked_by_id], "request_wants", request, member, key, name=member.name)
    return row


@transaction.atomic
def say_yes(participation, *, agreed=False, promised_by=None, message=None):
    """Take part in what one was asked for. Raises ``NotAllowed``: full, over, or the rules aren't agreed to."""
    request, row = _rows(participation)
    if row.state == Part.JOINED:
        return row
    if row.state not in (Part.ASKED, Part.LAPSED):
        raise NotAllowed("again")
    if not agreed:
        raise NotAllowed("rules")
    if kept_apart(request, row.member):
        raise NotAllowed("full")
    return _join(request, row, promised_by=promised_by, message=message)


@transaction.atomic
def let_in(participation, by):
    """Who asked says yes to somebody who came by themselves."""
    request, row = _rows(participation)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if row.state == Part.JOINED:
        return row
    if row.state != Part.WANTS or kept_apart(request, row.member):
        raise NotAllowed("step")
    return _join(request, row)


@transaction.atomic
def keep_out(participation, by):
    """Who asked says no to somebody who came by themselves; they read that the group is made up otherwise."""
    request, row = _rows(participation)
    if not rules.asked(by, request) or row.state != Part.WANTS:
        raise NotAllowed("step")
    _answered(row, Part.REFUSED)
    telling.tell([row.member_id], "request_not_now", request, by, f"refused:{row.pk}")
    return row


@transaction.atomic
def say_no(participation):
    """One click, without a reason; nobody hears of it."""
    request, row = _rows(participation, open_only=False)
    if row.state in (Part.ASKED, Part.WANTS):
        _answered(row, Part.DECLINED)
    return row


@transaction.atomic
def leave(participation):
    """Take part no longer; the others hear that a place came free, and what is planned goes on without them."""
    from network.requests.actions import meeting

    request, row = _rows(participation, open_only=False)
    if row.state != Part.JOINED or request.status in (RequestStatus.HELD, *OVER):
        raise NotAllowed("step")
    _answered(row, Part.LEFT)
    meeting.leave_all(request, row.member)
    telling.tell([request.asked_by_id], "request_left", request, row.member, _key("left", row, row.answered_at))
    if request.status == RequestStatus.SCHEDULED and not request.is_offer and not request.joined().exists():
        # Nobody is left to meet: what is planned is called off, by which it looks for a moment again.
        meeting.call_off_all(request, row.member)
        request = locked(request)
    if request.status == RequestStatus.MATCHED and not is_enough(request):
        move(request, RequestStatus.OPEN, row.member)
    return row


@transaction.atomic
def enough(request, by):
    """Who asked begins with the people there are."""
    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if not request.is_open:
        raise NotAllowed("step")
    if not is_enough(request):
        raise NotAllowed("people")
    return move(request, RequestStatus.MATCHED, by)


@transaction.atomic
def look_further(request, by):
    """Who asked wants somebody more in a group that was begun with fewer than its size."""
    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if request.status != RequestStatus.MATCHED:
        raise NotAllowed("step")
    if is_full(request):
        raise NotAllowed(_full(request))
    return move(request, RequestStatus.OPEN, by)


def is_enough(request):
    """Whether so many take part that it can begin."""
    return request.people >= LEAST.get(request.kind, 2)


def is_full(request):
    """Whether nobody more can take part."""
    return request.people >= most_people(request)


def most_people(request):
    """With how many people it is full."""
    return request.size or MOST if request.rules.joining == "group" else 2


def kept_apart(request, member):
    """Why ``member`` can't be in this group (``organisation``, ``manager``), or an empty text.

    Nobody sits with their own manager, nor the manager of that one: who asks, and everybody who takes part, are looked
    at both ways.
    """
    own = request.organisation_id
    if request.other_organisations_only and own is not None and member.organisation_id == own:
        if request.kind == RequestKind.INTERVISION:
            return "organisation"
    if request.kind != RequestKind.INTERVISION:
        return ""
    others = set(request.participations.filter(state=Part.JOINED).values_list("member_id", flat=True))
    others |= {request.asked_by_id}
    return "manager" if is_kept_from(member.pk, others) else ""


def settle_apart(request):
    """Look anew who of those who want to come can't be with who takes part now."""
    for row in request.participations.filter(state=Part.WANTS).select_related("member"):
        apart = bool(kept_apart(request, row.member))
        if apart != row.apart:
            row.apart = apart
            row.save(update_fields=["apart"])


def _rows(participation, open_only=True):
    """The request, locked, and the row as it is now."""
    request = locked(participation.request)
    row = Participation.objects.select_related("member").get(pk=participation.pk)
    row.request = request
    if open_only and not request.is_open:
        raise NotAllowed(
            _full(request) if request.status in (RequestStatus.MATCHED, RequestStatus.SCHEDULED) else "over"
        )
    return request, row


def _full(request):
    """Why nobody more can take part."""
    return "full" if request.rules.joining == "group" else "taken"


def _join(request, row, promised_by=None, message=None):
    if is_full(request):
        raise NotAllowed(_full(request))
    now = timezone.now()
    row.state, row.answered_at, row.agreed_at = Part.JOINED, now, row.agreed_at or now
    row.promised_by = promised_by
    if message is not None:
        row.message = message
    row.save()
    settle_apart(request)
    # Who comes by themselves was let in by who asked, who knows that already.
    by_asker = row.origin == Origin.SELF
    if by_asker:
        telling.tell([row.member_id], "request_let_in", request, request.asked_by, _key("in", row, now))
    else:
        name = row.member.name
        telling.tell([request.asked_by_id], "request_joined", request, row.member, _key("joined", row, now), name=name)
    if is_full(request):
        move(request, RequestStatus.MATCHED, request.asked_by if by_asker else row.member)
        # Whom the site still waits for need not answer any more.
        request.participations.filter(state=Part.ASKED).update(state=Part.LAPSED, answered_at=now)
    return row


def _answered(row, state):
    row.state, row.answered_at = state, timezone.now()
    row.save(update_fields=["state", "answered_at"])


def _key(what, row, moment):
    """The name of something that may happen again: once a moment."""
    return f"{what}:{row.pk}:{moment.timestamp():.0f}"
