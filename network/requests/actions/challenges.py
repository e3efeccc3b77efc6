"""A challenge after it was put: what may still change, assessing, deciding, and publishing what came of it (N11)."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.requests import rules_challenges as rules
from network.requests.actions import telling_challenges as telling
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import Outcome, ProposalStatus, RequestKind, RequestStatus
from network.requests.models import Assessment, Request, RequestChange, Score

# ---------- what may still change while proposals are made ----------


def snapshot(request):
    """What proposers rely on, as {name: value}, or None when nobody knows the challenge yet."""
    if request.kind != RequestKind.CHALLENGE or not request.is_open:
        return None
    fields = ("title", "text", "budget", "municipality_id", "wanted_by", "decided_by", "proposals_shown", "visibility")
    return {name: getattr(request, name) for name in fields} | {
        "criteria": list(request.criteria.values_list("text", "weight")),
        "assessors": set(request.assessors.values_list("pk", flat=True)),
    }


def tell_changes(request, by, before):
    """After a change: refuse what would favour somebody, note what changed where all read it, and tell who writes.

    The last day may become later, never earlier; who sees the proposals stays as it was said. Raises ``NotAllowed``.
    """
    now = snapshot(request)
    if before is None or now == before:
        return
    if before["wanted_by"] and (now["wanted_by"] is None or now["wanted_by"] < before["wanted_by"]):
        raise NotAllowed("earlier")
    if now["proposals_shown"] != before["proposals_shown"] or not now["criteria"]:
        raise NotAllowed("edit")
    with override(settings.LANGUAGE_CODE):
        names = _names()
        what = ", ".join(names[name] for name in names if now[name] != before[name])
        note = RequestChange.objects.create(request=request, old=request.status, new=request.status, by=by, remark=what)
        telling.changed(request, by, what, f"request:{request.pk}:changed:{note.pk}")
    new = now["assessors"] - before["assessors"]
    status = _("you assess the proposals once the last day is over")
    telling.tell(new, request, status, by, f"request:{request.pk}:assessor:{note.pk}")


def _names():
    return {
        "title": _("the problem in one sentence"),
        "text": _("the description"),
        "municipality_id": _("the municipality"),
        "criteria": _("the criteria"),
        "budget": _("the budget"),
        "wanted_by": _("the last day for proposals"),
        "decided_by": _("the day of the decision"),
        "assessors": _("who assesses"),
        "visibility": _("who sees the challenge"),
    }


# ---------- assessing ----------


@transaction.atomic
def begin_assessing(request, by=None):
    """Close the door for proposals and ask the assessors; ``by`` is None for the worker."""
    request = locked(request)
    if by is not None and not rules.leads(by, request):
        raise NotAllowed("edit")
    if not rules.last_day_over(request):
        raise NotAllowed("step" if not request.is_open else "before")
    return move(request, RequestStatus.MATCHED, by)


def begin_all(today=None):
    """For the worker: begin assessing what had its last day; how many there were."""
    today = today or timezone.localdate()
    number = 0
    for request in Request.objects.open().of_kind(RequestKind.CHALLENGE).filter(wanted_by__lt=today):
        try:
            begin_assessing(request)
        except NotAllowed:
            continue  # somebody began it, or chose a later day, meanwhile
        number += 1
    return number


@transaction.atomic
def score(proposal, by, scores):
    """Give points: ``scores`` is {primary key of a criterion: (points, why)} for all criteria of the challenge."""
    request = locked(proposal.request)
    proposal = request.proposals.get(pk=proposal.pk)
    proposal.request = request
    if not rules.may_score(by, proposal):
        raise NotAllowed("done" if rules.is_done(by, request) else "step")
    if set(scores) != set(request.criteria.values_list("pk", flat=True)):
        raise NotAllowed("step")
    for criterion, (points, why) in scores.items():
        Score.objects.update_or_create(
            proposal=proposal, criterion_id=criterion, assessor=by, defaults={"points": points, "remark": why}
        )


@transaction.atomic
def finish(request, by, *, scored=True):
    """Say that one's scores stay as they are; from then on one sees those of others. Twice is once.

    With ``scored=False`` who put the challenge leaves the scoring to the assessors.
    """
    request = locked(request)
    if rules.is_done(by, request):
        return
    if request.status != RequestStatus.MATCHED or not rules.may_assess(by, request):
        raise NotAllowed("step")
    if scored and left_to_score(request, by):
        raise NotAllowed("scores")
    if not scored:
        if request.asked_by_id != by.pk or not request.assessors.exclude(pk=by.pk).exists():
            raise NotAllowed("scores")
        Score.objects.filter(proposal__request=request, assessor=by).delete()
    Assessment.objects.create(request=request, assessor=by, scored=scored)


def left_to_score(request, by):
    """The proposals that ``by`` still has to give points to, in order."""
    criteria = request.criteria.count()
    given = Score.objects.filter(proposal__request=request, assessor=by).values_list("proposal_id", flat=True)
    given = list(given)
    found = request.proposals.handed_in().prefetch_related("organisations", "writers").by_title()
    return [one for one in found if given.count(one.pk) < criteria and not rules.recused(by, one)]


# ---------- the outcome ----------


@transaction.atomic
def decide(request, by, results):
    """Say of each proposal whether it is chosen, and why: its writers hear it now, before anybody else.

    ``results``: {primary key of a proposal: (chosen, why)}, all that were handed in.
    """
    request = locked(request)
    if not rules.leads(by, request):
        raise NotAllowed("edit")
    proposals = list(request.proposals.filter(status=ProposalStatus.HANDED_IN))
    if request.status != RequestStatus.MATCHED or not proposals or {one.pk for one in proposals} != set(results):
        raise NotAllowed("step")
    for proposal in proposals:
        chosen, proposal.reason = results[proposal.pk]
        proposal.status = ProposalStatus.CHOSEN if chosen else ProposalStatus.NOT_CHOSEN
        proposal.save(update_fields=["status", "reason"])
        telling.decided(proposal, by)


@transaction.atomic
def publish(request, by, text):
    """Put on the site what came of it and why, once all writers heard about theirs."""
    request = locked(request)
    if not rules.leads(by, request):
        raise NotAllowed("edit")
    if request.status != RequestStatus.MATCHED or not text.strip():
        raise NotAllowed("step")
    if request.proposals.filter(status=ProposalStatus.HANDED_IN).exists():
        raise NotAllowed("decide")
    chosen = request.proposals.filter(status=ProposalStatus.CHOSEN).exists()
    outcome = Outcome.CHOSEN if chosen else Outcome.NOT_CHOSEN
    return move(request, RequestStatus.CLOSED, by, outcome=outcome, outcome_text=text)


def remind_late(today=None):
    """For the worker: who put a challenge hears once that the day of its decision is over; how many there were."""
    today = today or timezone.localdate()
    late = Request.objects.of_kind(RequestKind.CHALLENGE).filter(
        status=RequestStatus.MATCHED, decided_by__lt=today, reminded_at=None
    )
    number = 0
    for request in late:
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            who = [request.asked_by_id] if request.asked_by_id else []
            status = _("the day on which you would decide is over")
            telling.tell(who, request, status, None, f"request:{request.pk}:late:{request.decided_by}")
            Request.objects.filter(pk=request.pk).update(reminded_at=timezone.now())
            number += 1
    return number
