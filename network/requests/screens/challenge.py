"""A challenge: what it asks, until when, and what one can do with it now."""

from network.people.rules import is_member
from network.requests import rules_challenges as rules
from network.requests.choices import ProposalStatus, RequestStatus
from network.requests.models import Proposal
from network.requests.overview import progress


def context(asked, member):
    """What its page shows besides."""
    found = {
        "criteria": list(asked.criteria.all()),
        "takes": rules.takes_proposals(asked),
        "is_late": rules.last_day_over(asked),
        "changes": list(asked.changes.filter(old=RequestStatus.OPEN, new=RequestStatus.OPEN)),
        "leads": rules.leads(member, asked),
        "assesses": rules.may_assess(member, asked),
    }
    if not is_member(member):
        return found
    readable = Proposal.objects.visible_to(member).filter(request=asked).by_title()
    readable = list(readable.prefetch_related("organisations"))
    mine = set(asked.proposals.written_by(member).values_list("pk", flat=True))
    found |= {
        "assessors": list(asked.assessors.order_by("name")),
        "may_propose": rules.may_propose(member, asked),
        "own_proposals": [_named(one, member) for one in readable if one.pk in mine],
        "other_proposals": [_named(one, member) for one in readable if one.pk not in mine],
    }
    if found["leads"] or found["assesses"]:
        found["handed_in"] = asked.proposals.handed_in().count()
        found["undecided"] = asked.proposals.filter(status=ProposalStatus.HANDED_IN).exists()
        found["done"], found["judges"] = progress(asked)
        found["is_done"] = rules.is_done(member, asked)
    return found


def _named(proposal, member):
    """A proposal, what stands beside it, and whether it was chosen as far as ``member`` may know."""
    says = proposal.get_status_display()
    if proposal.is_decided and not rules.may_see_result(member, proposal):
        says = ProposalStatus.HANDED_IN.label
    return {"proposal": proposal, "says": says}
