"""Who may do what with challenges and their proposals, as small predicates.

The last day for proposals counts as a whole, on the clocks of the region. Until it is over nobody but its writers
reads a proposal; after it nobody changes one.
"""

from django.utils import timezone

from network.people.models import Member
from network.people.roles import PROVIDER_EDITOR
from network.people.rules import is_member, is_provider_editor, is_staff_member
from network.requests.choices import ProposalStatus, RequestKind, RequestStatus


def takes_proposals(request, today=None):
    """Whether proposals can be made, changed, handed in and taken back now."""
    if request.kind != RequestKind.CHALLENGE or not request.is_open or request.wanted_by is None:
        return False
    return request.wanted_by >= (today or timezone.localdate())


def last_day_over(request, today=None):
    """Whether it waits for its assessment to begin."""
    return request.is_open and request.wanted_by is not None and not takes_proposals(request, today)


def leads(member, request):
    """Decides about a challenge: who put it; when they left, regional staff."""
    if request.kind != RequestKind.CHALLENGE or not is_member(member):
        return False
    if request.asked_by_id == member.pk:
        return True
    left = request.asked_by is None or not request.asked_by.is_active
    return left and is_staff_member(member)


def judges(member, request):
    """Was asked to assess it, or put it."""
    if request.kind != RequestKind.CHALLENGE or not is_member(member):
        return False
    return request.asked_by_id == member.pk or request.assessors.filter(pk=member.pk).exists()


def competes(member, request):
    """Wrote a proposal that was handed in, alone or with others."""
    return is_member(member) and request.proposals.written_by(member).handed_in().exists()


def may_assess(member, request):
    """Gives points to proposals: who was asked for it and who put the challenge, but never who made a proposal."""
    return judges(member, request) and not competes(member, request)


def may_propose(member, request, today=None):
    """May make a proposal: every member, in the name of where they work; not who puts or assesses the challenge."""
    if not is_member(member) or member.organisation_id is None or judges(member, request):
        return False
    return takes_proposals(request, today)


def writes(member, proposal):
    """Made it, or writes along."""
    if not is_member(member):
        return False
    return proposal.made_by_id == member.pk or any(one.pk == member.pk for one in proposal.writers.all())


def may_write_proposal(member, proposal, today=None):
    """May change a proposal: who made it and who writes along, until the last day is over."""
    if proposal.status not in (ProposalStatus.DRAFT, ProposalStatus.HANDED_IN):
        return False
    return takes_proposals(proposal.request, today) and writes(member, proposal)


def may_take_name_off(member, proposal, today=None):
    """May take the name of their organisation off a proposal: who speaks for it, until the last day is over."""
    if not takes_proposals(proposal.request, today) or not proposal.is_handed_in:
        return False
    return speaks_for_named(member, proposal)


def recused(member, proposal):
    """Gives this proposal no points: it is theirs, or of where they work."""
    own = {organisation.pk for organisation in proposal.organisations.all()}
    return member.organisation_id in own or writes(member, proposal)


def may_score(member, proposal):
    """May give points to a proposal now."""
    request = proposal.request
    if request.status != RequestStatus.MATCHED or not proposal.is_handed_in or not may_assess(member, request):
        return False
    return not recused(member, proposal) and not is_done(member, request)


def is_done(member, request):
    """Said that their scores stay as they are."""
    return is_member(member) and request.assessments.filter(assessor=member).exists()


def may_see_scores(member, request):
    """May see the scores of everybody: who assesses once they are done, and who decides without assessing."""
    if is_done(member, request):
        return True
    return leads(member, request) and request.asked_by_id != member.pk


def editors_of(organisations):
    """Who speaks for these organisations."""
    return Member.objects.in_role(PROVIDER_EDITOR).filter(organisation__in=organisations)


def speaks_for_named(member, proposal):
    """Speaks for an organisation whose name stands under a proposal."""
    if not is_provider_editor(member) or member.organisation_id is None:
        return False
    return any(one.pk == member.organisation_id for one in proposal.organisations.all())


def may_see_result(member, proposal):
    """May see whether it was chosen: its own people and who assesses at once, all who read it once it is published."""
    if proposal.request.status == RequestStatus.CLOSED or writes(member, proposal):
        return True
    return speaks_for_named(member, proposal) or leads(member, proposal.request) or may_assess(member, proposal.request)


def may_see_reason(member, proposal):
    """May read why it was chosen or not: its own people, and who decided."""
    return writes(member, proposal) or speaks_for_named(member, proposal) or leads(member, proposal.request)
