"""Challenges on the pages of a member: proposals that they write, and those that they still have to assess."""

from django.db.models import Q

from network.requests.choices import ProposalStatus, RequestKind, RequestStatus
from network.requests.models import Proposal, Request

SHOWN = 5
GOING_ON = (RequestStatus.OPEN, RequestStatus.MATCHED)


def my_block(member):
    """What somebody writes and assesses of challenges that go on; None without any."""
    written = Proposal.objects.written_by(member)
    mine = written.filter(request__status__in=GOING_ON).exclude(status=ProposalStatus.WITHDRAWN)
    mine = list(mine.select_related("request").order_by("request__wanted_by", "pk")[:SHOWN])
    assessed = Request.assessors.through.objects.filter(member_id=member.pk).values("request_id")
    waiting = Request.objects.of_kind(RequestKind.CHALLENGE).filter(status=RequestStatus.MATCHED)
    waiting = waiting.filter(Q(asked_by=member) | Q(pk__in=assessed)).exclude(assessments__assessor=member)
    waiting = waiting.filter(proposals__status=ProposalStatus.HANDED_IN).distinct()
    competing = written.handed_in().order_by().values("request_id")
    waiting = list(waiting.exclude(pk__in=competing).order_by("decided_by", "pk")[:SHOWN])
    if not mine and not waiting:
        return None
    return {"template": "requests/blocks/challenges.html", "proposals": mine, "to_assess": waiting}
