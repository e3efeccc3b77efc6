"""What people hear about challenges and proposals.

Who put a challenge hears how many proposals there are, never of whom, until the last day is over.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.notices.actions import notify
from network.notices.following import followers_of
from network.requests import rules_challenges as rules
from network.requests.choices import ProposalStatus, RequestStatus
from network.requests.models import Proposal


def writers_of(proposals):
    """Primary keys of all who wrote one of these proposals."""
    pks = list(proposals.values_list("pk", flat=True))
    made = Proposal.objects.filter(pk__in=pks).values_list("made_by_id", flat=True)
    along = Proposal.writers.through.objects.filter(proposal_id__in=pks).values_list("member_id", flat=True)
    return {*made, *along} - {None}


def judges_of(request):
    """Primary keys of who put it and who assesses it."""
    return {request.asked_by_id, *request.assessors.values_list("pk", flat=True)} - {None}


def tell(members, request, status, actor, key):
    """Tell ``members`` how a challenge stands; ``status`` is a few words."""
    _notify(members, "request_step", request, request.title, status, actor, key)


def tell_of_proposal(members, proposal, status, actor, key):
    """Tell ``members`` how a proposal stands; who may not read it hears nothing (``visible_pks`` of the kind)."""
    _notify(members, "proposal_step", proposal, proposal.title, status, actor, key)


def _notify(members, kind, target, title, status, actor, key):
    notify(
        members,
        kind,
        key=key,
        url=target.get_absolute_url(),
        words={"title": title, "status": status},
        target=target,
        bundle=f"{kind}:{target.pk}",
        actor=actor,
    )


def step(request, old, by, key):
    """Tell who is concerned that a challenge went a step further."""
    if request.status == RequestStatus.OPEN:
        tell(judges_of(request), request, _("you assess the proposals once the last day is over"), by, key)
    elif request.status == RequestStatus.MATCHED:
        # writers first: who assesses as well and made a proposal has nothing to assess
        tell(writers_of(request.proposals.handed_in()), request, str(request.status_label), by, key)
        tell(judges_of(request), request, _("you can assess the proposals now"), by, key)
    elif request.status == RequestStatus.CLOSED:
        followers = followers_of("request", [request.pk]).values_list("pk", flat=True)
        concerned = judges_of(request) | writers_of(request.proposals.handed_in()) | set(followers)
        tell(concerned, request, _("the outcome is on the site"), by, key)
    else:
        concerned = judges_of(request) | writers_of(request.proposals.exclude(status=ProposalStatus.WITHDRAWN))
        tell(concerned, request, str(request.status_label), by, key)


def changed(request, by, what, key):
    """Tell who makes a proposal, and who assesses, what of the challenge is otherwise now."""
    concerned = writers_of(request.proposals.exclude(status=ProposalStatus.WITHDRAWN))
    concerned |= set(request.assessors.values_list("pk", flat=True))
    tell(concerned, request, _("this was changed: %(what)s") % {"what": what}, by, key)


def handed_in(proposal, by):
    """Who put the challenge hears the number; who speaks for an organisation that is named reads it."""
    request = proposal.request
    number = request.proposals.handed_in().count()
    # ``by`` is no actor here: the notice would hold who it was
    key = f"proposal:{proposal.pk}:in"
    tell([request.asked_by_id] if request.asked_by_id else [], request, _in_all(number), None, key)
    named(proposal, by)


def _in_all(number):
    with override(settings.LANGUAGE_CODE):
        return _("number of proposals handed in: %(number)s") % {"number": number}


def named(proposal, by):
    """Tell who speaks for an organisation, once, that its name stands under a proposal that was handed in."""
    for organisation in proposal.organisations.all():
        editors = rules.editors_of([organisation])
        key = f"proposal:{proposal.pk}:named:{organisation.pk}"
        status = _("the name of your organisation stands under it; you can take it off")
        tell_of_proposal(editors, proposal, status, by, key)


def came_along(proposal, members, by):
    """Tell who writes along from now on."""
    key = f"proposal:{proposal.pk}:along"
    tell_of_proposal(members, proposal, _("you write along"), by, key)


def name_taken_off(proposal, organisation, by):
    """Tell the writers that an organisation doesn't take part."""
    status = _("%(name)s took its name off") % {"name": organisation.name}
    key = f"proposal:{proposal.pk}:off:{organisation.pk}"
    tell_of_proposal(writers_of(Proposal.objects.filter(pk=proposal.pk)), proposal, status, by, key)


def decided(proposal, by):
    """Tell the writers what was decided about theirs, before the outcome is published."""
    key = f"proposal:{proposal.pk}:decided"
    members = writers_of(Proposal.objects.filter(pk=proposal.pk))
    members |= set(rules.editors_of(proposal.organisations.all()).values_list("pk", flat=True))
    tell_of_proposal(members, proposal, proposal.get_status_display(), by, key)
