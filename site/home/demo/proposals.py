"""Challenges of the demo region: criteria, proposals, what assessors thought, and what came of it."""

from datetime import timedelta

from django.utils import timezone

from network.requests import actions
from network.requests.actions import challenges, proposals
from network.requests.actions.flow import locked
from network.requests.models import Request


def filled_in(row, region):
    """What only a challenge is filled in with. The last day lies ahead until all proposals are made."""
    return {
        "criteria": [tuple(one) for one in row["criteria"]],
        "assessors": [region.members[slug] for slug in row["assessors"]],
        "wanted_by": _day(max(row["until"], 1)),
        "decided_by": _day(max(row["decided"], 2)),
        "proposals_shown": row["shown"],
    }


def load(request, row, region):
    """Put the challenge and take it as far as the file says."""
    if row["state"] == "draft":
        return
    by = request.asked_by
    request = actions.send(request, by)
    made = [(_propose(request, told, region), told) for told in row["proposals"]]
    Request.objects.filter(pk=request.pk).update(wanted_by=_day(row["until"]), decided_by=_day(row["decided"]))
    if row["state"] == "open":
        return
    challenges.begin_assessing(locked(request), by)
    _assess(request, made, region)
    if row["state"] == "closed":
        results = {proposal.pk: (told["chosen"], told["why"]) for proposal, told in made}
        challenges.decide(request, by, results)
        challenges.publish(request, by, row["came"])


def _day(number):
    return timezone.localdate() + timedelta(days=number)


def _propose(request, told, region):
    by = region.members[told["by"]]
    cleaned = {name: told[name] for name in ("title", "text", "costs")} | {
        "organisations": [region.organisations[slug] for slug in told["organisations"]],
        "writers": [region.members[slug] for slug in told.get("writers", [])],
    }
    proposal = proposals.begin(request, by, cleaned)
    if told["state"] == "handed_in":
        proposal = proposals.hand_in(proposal, by)
    return proposal


def _assess(request, made, region):
    """Points in the order of the criteria; who scored everything says that they are done."""
    criteria = list(request.criteria.values_list("pk", flat=True))
    judges = {slug for _proposal, told in made for slug in told.get("scores", {})}
    for proposal, told in made:
        for slug, points in told.get("scores", {}).items():
            given = {criterion: (number, "") for criterion, number in zip(criteria, points, strict=True)}
            challenges.score(proposal, region.members[slug], given)
    for slug in sorted(judges):
        if all(slug in told.get("scores", {}) for _proposal, told in made):
            challenges.finish(request, region.members[slug])
