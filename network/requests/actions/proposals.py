"""Making proposals to a challenge: written by several people, handed in, taken back, until the last day is over.

Everything here happens under the lock of the challenge, which its assessment takes as well: what comes a moment too
late changes nothing.
"""

from django.db import transaction
from django.utils import timezone

from network.requests import rules_challenges as rules
from network.requests.actions import telling_challenges as telling
from network.requests.actions.flow import NotAllowed, locked
from network.requests.choices import ProposalStatus
from network.requests.models import Proposal

TEXTS = ("title", "text", "costs")
MANY = ("organisations", "writers")


class Outdated(Exception):
    """Somebody else changed the proposal since this writer read it; ``proposal`` is what it is now."""

    def __init__(self, proposal):
        super().__init__(proposal.pk)
        self.proposal = proposal


@transaction.atomic
def begin(request, by, cleaned, key=None):
    """A new proposal, not handed in yet. The same ``key`` again gives the proposal that was made with it."""
    request = locked(request)
    if key is not None:
        there = Proposal.objects.filter(key=key).first()
        if there is not None and there.made_by_id == by.pk and there.request_id == request.pk:
            return there
        if there is not None:
            raise NotAllowed("step")
    if not rules.may_propose(by, request):
        raise NotAllowed("edit" if rules.takes_proposals(request) else "deadline")
    proposal = Proposal(request=request, made_by=by, **({"key": key} if key is not None else {}))
    _write(proposal, by, cleaned)
    return proposal


@transaction.atomic
def change(proposal, by, version, cleaned):
    """Change a proposal that the writer read as ``version``. Raises ``Outdated`` when it is another one now."""
    proposal = _locked(proposal, by)
    same = _same(proposal, cleaned)
    if not same and proposal.version != version:
        raise Outdated(proposal)
    if not same:
        _write(proposal, by, cleaned)
    return proposal


@transaction.atomic
def hand_in(proposal, by):
    """Hand it in: who put the challenge hears that there is one more. Twice is once."""
    proposal = _locked(proposal, by)
    if proposal.is_handed_in:
        return proposal
    if not proposal.text or not proposal.organisations.exists():
        raise NotAllowed("incomplete")
    _status(proposal, ProposalStatus.HANDED_IN, handed_in_at=timezone.now())
    telling.handed_in(proposal, by)
    return proposal


@transaction.atomic
def take_back(proposal, by):
    """It is not handed in any more: its writers can change it, and hand it in again until the last day is over."""
    proposal = _locked(proposal, by)
    if proposal.is_handed_in:
        _status(proposal, ProposalStatus.DRAFT, handed_in_at=None)
    return proposal


@transaction.atomic
def drop(proposal, by):
    """It doesn't go on. Who reads it stays who wrote it."""
    proposal = _locked(proposal, by)
    if not proposal.is_draft:
        raise NotAllowed("step")
    return _status(proposal, ProposalStatus.WITHDRAWN)


@transaction.atomic
def take_name_off(proposal, by):
    """An organisation doesn't take part: nobody puts its name there again. Without any name it isn't handed in."""
    request = locked(proposal.request)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    proposal.request = request
    if not rules.may_take_name_off(by, proposal):
        raise NotAllowed("edit" if rules.takes_proposals(request) else "deadline")
    proposal.organisations.remove(by.organisation)
    proposal.taken_off.add(by.organisation)
    if not proposal.organisations.exists():
        _status(proposal, ProposalStatus.DRAFT, handed_in_at=None)
    telling.name_taken_off(proposal, by.organisation, by)
    return proposal


def _locked(proposal, by):
    """The proposal as it is now, under the lock of its challenge, for who writes it."""
    request = locked(proposal.request)
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    proposal.request = request
    if not rules.may_write_proposal(by, proposal):
        raise NotAllowed("edit" if rules.takes_proposals(request) else "deadline")
    return proposal


def _status(proposal, status, **fields):
    for name, value in {"status": status, **fields}.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["status", *fields])
    return proposal


def _same(proposal, cleaned):
    texts = all(getattr(proposal, name) == cleaned[name] for name in TEXTS if name in cleaned)
    return texts and all(
        {one.pk for one in cleaned[name]} == set(getattr(proposal, name).values_list("pk", flat=True))
        for name in MANY
        if name in cleaned
    )


def _write(proposal, by, cleaned):
    """Write what was filled in, and tell who is named by it; what isn't in ``cleaned`` stays."""
    for name in TEXTS:
        if name in cleaned:
            setattr(proposal, name, cleaned[name])
    proposal.version += 1
    proposal.changed_by, proposal.changed_at = by, timezone.now()
    proposal.save()
    if "organisations" in cleaned:
        off = set(proposal.taken_off.values_list("pk", flat=True))
        proposal.organisations.set([one for one in cleaned["organisations"] if one.pk not in off])
    if "writers" in cleaned:
        before = set(proposal.writers.values_list("pk", flat=True))
        writers = [one for one in cleaned["writers"] if one.pk != proposal.made_by_id]
        proposal.writers.set(writers)
        telling.came_along(proposal, [one for one in writers if one.pk not in before], by)
    if proposal.is_handed_in:
        telling.named(proposal, by)
