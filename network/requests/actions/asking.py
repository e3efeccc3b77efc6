"""Beginning a request, changing it, sending it and taking it back."""

from django.db import transaction

from network.requests import rules
from network.requests.actions import challenges
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import Audience, RequestKind, RequestStatus
from network.requests.models import Criterion, MomentOption, Request

# Fields of forms that are relations to several rows.
MANY = ("topics", "chosen", "assessors")


@transaction.atomic
def begin(kind, by, cleaned, **more):
    """A new request, not sent yet; ``cleaned`` is what was filled in: names of fields, ``moments`` and ``criteria``."""
    if by is not None and not rules.may_ask(by, kind):
        raise NotAllowed("kind")
    works_at = by.organisation if by is not None else None
    request = Request(kind=kind, asked_by=by, organisation=works_at, status=RequestStatus.DRAFT, **more)
    _write(request, cleaned)
    return request


@transaction.atomic
def change(request, by, cleaned):
    """Write what was filled in. Raises ``NotAllowed`` where others know it already."""
    request = locked(request)
    if not rules.may_edit(by, request):
        raise NotAllowed("edit")
    before = challenges.snapshot(request)
    _write(request, cleaned)
    challenges.tell_changes(request, by, before)
    return request


@transaction.atomic
def send(request, by):
    """Send it: to the second reader where the kind has one, otherwise to the network."""
    from network.requests.actions import joining

    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if request.status != RequestStatus.DRAFT:
        raise NotAllowed("step")
    if request.rules.read_first:
        return move(request, RequestStatus.READING, by)
    request = move(request, RequestStatus.OPEN, by)
    joining.ask_who_was_named(request)
    return request


@transaction.atomic
def take_back(request, by):
    """Change something before the second reader has read it: it is a draft again."""
    request = locked(request)
    if not rules.asked(by, request) or request.status != RequestStatus.READING:
        raise NotAllowed("edit")
    return move(request, RequestStatus.DRAFT, by)


@transaction.atomic
def withdraw(request, by, remark=""):
    """Take a request back; who takes part hears of it, what is planned is called off, and private text goes."""
    from network.requests.actions import closing, meeting

    request = locked(request)
    if not rules.may_decide(by, request):
        raise NotAllowed("edit")
    if not request.rules.may_go(request.status, RequestStatus.WITHDRAWN):
        raise NotAllowed("step")
    meeting.call_off_all(request, by)
    request = move(request, RequestStatus.WITHDRAWN, by, remark)
    closing.delete_if_due(request)
    return request


def _write(request, cleaned):
    """Write fields, relations, moments and criteria; what isn't in ``cleaned`` stays."""
    special = (*MANY, "moments", "criteria")
    for name, value in cleaned.items():
        if name not in special:
            setattr(request, name, value)
    if request.kind == RequestKind.VISIT and request.is_offer:
        request.to_member = None
    if request.to_member_id and request.kind != RequestKind.QUESTION:
        # Who asks one person asks nobody else.
        request.visibility = Audience.CHOSEN
    request.save()
    for name in MANY:
        if name in cleaned:
            getattr(request, name).set(cleaned[name])
    if "moments" in cleaned:
        write_moments(request, cleaned["moments"])
    if "criteria" in cleaned:
        write_criteria(request, cleaned["criteria"])


def write_moments(request, moments):
    """``moments``: pairs (start, end). Those that stay keep their answers."""
    wanted = dict(moments)
    kept = {}
    for option in request.moments.all():
        if wanted.get(option.starts_at) == option.ends_at:
            kept[option.starts_at] = option
        else:
            option.delete()
    for start, end in sorted(wanted.items()):
        if start not in kept:
            MomentOption.objects.create(request=request, starts_at=start, ends_at=end)


def write_criteria(request, criteria):
    """``criteria``: pairs (text, weight), in order. One whose text stays keeps its scores."""
    kept = {one.text: one for one in request.criteria.all()}
    for order, (text, weight) in enumerate(criteria):
        one = kept.pop(text, None) or Criterion(request=request, text=text)
        one.weight, one.sort_order = weight, order
        one.save()
    for one in kept.values():
        one.delete()
