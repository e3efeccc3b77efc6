"""Proposals to a challenge: writing one, reading it, and handing it in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from network.requests import rules_challenges as rules
from network.requests.actions import proposals as actions
from network.requests.actions.flow import NotAllowed
from network.requests.choices import RequestKind
from network.requests.forms.proposals import ProposalForm
from network.requests.models import Proposal
from network.requests.views.detail import METHODS, for_member, refused
from network.requests.views.posting import posted_proposal

HAND_IN = "inleveren"


@never_cache
@login_required
@METHODS
def new(request, pk):
    """``/uitwisseling/<id>/voorstel/``: a new proposal."""
    asked = for_member(request, pk)
    if asked.kind != RequestKind.CHALLENGE or not asked.is_open:
        raise Http404
    if not rules.may_propose(request.user, asked):
        return render(
            request, "requests/proposals/cannot.html", _place(asked) | {"takes": rules.takes_proposals(asked)}
        )
    hands_in = request.POST.get("doe") == HAND_IN
    form = ProposalForm(request.POST or None, asked=asked, reader=request.user, whole=hands_in)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = actions.begin(asked, request.user, form.answers, form.cleaned_data["key"])
        except NotAllowed as error:
            refused(request, error)
            return _form(request, asked, form)
        return _after(request, proposal, hands_in)
    return _form(request, asked, form)


@never_cache
@login_required
@require_safe
def read(request, pk, number):
    """``/uitwisseling/<id>/voorstel/<number>/``."""
    proposal = found(request, pk, number)
    member, asked = request.user, proposal.request
    writes = rules.writes(member, proposal)
    context = _place(asked) | {
        "proposal": proposal,
        "organisations": list(proposal.organisations.all()),
        "taken_off": list(proposal.taken_off.all()) if writes else [],
        "people": [one for one in [proposal.made_by, *proposal.writers.all()] if one is not None],
        "writes": writes,
        "may_write": rules.may_write_proposal(member, proposal),
        "may_take_name_off": rules.may_take_name_off(member, proposal),
        "may_score": rules.may_score(member, proposal),
        "shows_result": proposal.is_decided and rules.may_see_result(member, proposal),
        "reason": proposal.reason if rules.may_see_reason(member, proposal) else "",
        "takes": rules.takes_proposals(asked),
        "own_name": member.organisation,
    }
    return _private(render(request, "requests/proposals/read.html", context))


@never_cache
@login_required
@METHODS
def edit(request, pk, number):
    """``/uitwisseling/<id>/voorstel/<number>/schrijven/``."""
    proposal = found(request, pk, number)
    asked = proposal.request
    if not rules.writes(request.user, proposal):
        raise Http404
    if request.method != "POST" and not rules.may_write_proposal(request.user, proposal):
        return redirect(proposal)
    hands_in = request.POST.get("doe") == HAND_IN
    whole = hands_in or proposal.is_handed_in
    form = ProposalForm(request.POST or None, asked=asked, reader=request.user, proposal=proposal, whole=whole)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = actions.change(proposal, request.user, form.cleaned_data["version"] or 0, form.answers)
        except actions.Outdated as outdated:
            return _form(
                request, asked, _on_top(request, outdated.proposal, form, whole), outdated.proposal, outdated=True
            )
        except NotAllowed as error:
            refused(request, error)
            return _form(request, asked, form, proposal)
        return _after(request, proposal, hands_in)
    return _form(request, asked, form, proposal)


@never_cache
@posted_proposal
@login_required
def act(request, pk, number):
    """``/uitwisseling/<id>/voorstel/<number>/stand/``: hand it in, take it back, drop it, take a name off."""
    proposal = found(request, pk, number)
    verb, done = ACTS.get(request.POST.get("doe", ""), (None, None))
    if verb is None:
        raise PermissionDenied
    try:
        verb(proposal, request.user)
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, done())
    if Proposal.objects.visible_to(request.user).filter(pk=proposal.pk).exists():
        return redirect(proposal)
    return redirect("requests:detail", pk)


ACTS = {
    HAND_IN: (actions.hand_in, lambda: _("It is handed in. You can change it until the last day is over.")),
    "terugnemen": (actions.take_back, lambda: _("It isn't handed in any more. Only its writers read it.")),
    "stoppen": (actions.drop, lambda: _("This proposal doesn't go on.")),
    "naam-eraf": (actions.take_name_off, lambda: _("The name of your organisation is off it. Its writers hear of it.")),
}


def found(request, pk, number):
    """The proposal, for who may read it; otherwise 404."""
    proposals = Proposal.objects.visible_to(request.user).select_related("request", "made_by", "changed_by")
    proposal = proposals.filter(request__pk=pk, pk=number).first()
    if proposal is None:
        raise Http404
    return proposal


def _after(request, proposal, hands_in):
    """Hand it in when that was asked, say what happened, and go on reading it."""
    was = proposal.is_handed_in
    if hands_in:
        try:
            proposal = actions.hand_in(proposal, request.user)
        except NotAllowed as error:
            refused(request, error)
            return redirect(proposal)
    if proposal.is_handed_in and not was:
        messages.success(request, ACTS[HAND_IN][1]())
    elif was:
        messages.success(request, _("It is changed. It stays handed in."))
    else:
        messages.success(request, _("It is kept. Only its writers read it."))
    if not rules.writes(request.user, proposal):
        return redirect("requests:detail", proposal.request_id)
    return redirect(proposal)


def _on_top(request, proposal, form, whole):
    """The form as it was typed, on top of what somebody else wrote meanwhile."""
    again = request.POST.copy()
    again["version"] = proposal.version
    return ProposalForm(again, asked=form.asked, reader=request.user, proposal=proposal, whole=whole)


def _form(request, asked, form, proposal=None, outdated=False):
    context = _place(asked) | {"form": form, "proposal": proposal, "criteria": list(asked.criteria.all())}
    if outdated:
        context |= {"theirs": _theirs(form, proposal), "by": proposal.changed_by}
    return _private(render(request, "requests/proposals/write.html", context))


def _theirs(form, proposal):
    """What stands there otherwise than it was typed: (label, text) pairs."""
    rows = []
    for name, value in form.stored().items():
        typed = form.data.get(name, "").replace("\r\n", "\n").strip()
        if typed != value.strip():
            rows.append((form.fields[name].label, value or _("(nothing)")))
    return rows


def _place(asked):
    """What each of these pages says about the challenge."""
    crumbs = [(_("Exchange"), reverse("requests:list")), (asked.title, asked.get_absolute_url())]
    return {"asked": asked, "crumb_rows": crumbs}


def _private(response):
    response["Cache-Control"] = "private, no-store"
    return response
