"""Assessing the proposals to a challenge, and its outcome."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.spreadsheets import TABLES, exports, table_response
from network.requests import rules_challenges as rules
from network.requests.actions import challenges as actions
from network.requests.actions import inviting
from network.requests.actions.flow import NotAllowed
from network.requests.choices import ProposalStatus, RequestStatus
from network.requests.forms.challenges import DecideForm, PublishForm, ScoreForm
from network.requests.matching import rank_parties
from network.requests.models import Proposal, Score
from network.requests.overview import overview, progress
from network.requests.views.detail import METHODS, for_member, refused
from network.requests.views.posting import posted
from network.requests.views.proposals import found


@never_cache
@login_required
@METHODS
def assess(request, pk):
    """``/uitwisseling/<id>/beoordelen/``: begin it, what one still has to score, and later what everybody thinks."""
    asked = for_member(request, pk)
    member = request.user
    if not (rules.may_assess(member, asked) or rules.leads(member, asked)):
        raise Http404
    if request.method == "POST":
        return _assess_act(request, asked)
    if asked.status not in (RequestStatus.MATCHED, RequestStatus.CLOSED):
        return redirect(asked)
    sees = rules.may_see_scores(member, asked)
    left = set() if sees else {one.pk for one in actions.left_to_score(asked, member)}
    done, number = progress(asked)
    context = _place(asked) | {
        "sees": sees,
        "is_done": rules.is_done(member, asked),
        "assesses": rules.may_assess(member, asked),
        "rows": overview(asked) if sees else [],
        "mine": [] if sees else _mine(member, asked, left),
        "left": len(left),
        "may_leave_it": asked.asked_by_id == member.pk and asked.assessors.exclude(pk=member.pk).exists(),
        "progress": ngettext(
            "%(done)s of %(number)s assessor is done", "%(done)s of %(number)s assessors are done", number
        )
        % {"done": done, "number": number},
        "all_done": done == number,
        "few": done < 3,
        "leads": rules.leads(member, asked),
        "criteria": list(asked.criteria.all()),
        "formats": [
            (sort, reverse("requests:proposals_export", args=[asked.pk, sort]))
            for sort in TABLES
            if rules.leads(member, asked)
        ],
    }
    return _private(render(request, "requests/proposals/assess.html", context))


def _assess_act(request, asked):
    verb = request.POST.get("doe", "")
    verbs = {
        "begin": (lambda: actions.begin_assessing(asked, request.user), _("The assessment has begun.")),
        "klaar": (
            lambda: actions.finish(asked, request.user),
            _("Your points stay as they are. You see what others think now."),
        ),
        "laat-over": (
            lambda: actions.finish(asked, request.user, scored=False),
            _("The others give points. You see what they think now."),
        ),
    }
    if verb not in verbs:
        raise PermissionDenied
    act, done = verbs[verb]
    try:
        act()
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, done)
    return redirect("requests:assess", asked.pk)


def _mine(member, asked, left):
    """What one sees before being done: (proposal, how far, may be scored) for each."""
    rows = []
    for one in asked.proposals.handed_in().prefetch_related("organisations", "writers").by_title():
        recused = rules.recused(member, one)
        label = _("Yours: you give it no points") if recused else _("Still to do") if one.pk in left else _("Done")
        rows.append((one, label, not recused))
    return rows


@never_cache
@login_required
@METHODS
def score(request, pk, number):
    """``/uitwisseling/<id>/beoordelen/<number>/``: points for one proposal."""
    proposal = found(request, pk, number)
    asked = proposal.request
    if not rules.may_assess(request.user, asked):
        raise Http404
    if not rules.may_score(request.user, proposal):
        return redirect("requests:assess", asked.pk)
    given = Score.objects.filter(proposal=proposal, assessor=request.user)
    form = ScoreForm(request.POST or None, criteria=asked.criteria.all(), given=given)
    if request.method == "POST" and form.is_valid():
        try:
            actions.score(proposal, request.user, form.scores)
        except NotAllowed as error:
            refused(request, error)
            return redirect("requests:assess", asked.pk)
        messages.success(request, _("Your points are kept."))
        following = actions.left_to_score(asked, request.user)
        if following:
            return redirect("requests:score", asked.pk, following[0].pk)
        return redirect("requests:assess", asked.pk)
    context = _place(asked) | {"proposal": proposal, "form": form, "organisations": proposal.organisations.all()}
    return _private(render(request, "requests/proposals/score.html", context))


@never_cache
@posted
@login_required
def invite(request, pk):
    """``/uitwisseling/<id>/uitnodigen/``: ask the ticked parties (``partij``: ``o12``, ``g3``) of those that fit."""
    asked = for_member(request, pk)
    if not rules.leads(request.user, asked):
        raise Http404
    ticked = set(request.POST.getlist("partij"))
    chosen = [match for match in rank_parties(asked) if party_key(match) in ticked]
    try:
        number = inviting.invite(
            asked,
            request.user,
            organisations=[match.party for match in chosen if not match.is_group],
            groups=[match.party for match in chosen if match.is_group],
        )
    except NotAllowed as error:
        refused(request, error)
    else:
        said = ngettext("%(number)s party is invited.", "%(number)s parties are invited.", number)
        messages.success(request, said % {"number": number})
    return redirect("requests:people", asked.pk)


def party_key(match):
    """A party in an address or a form: a letter for what it is, and its number."""
    return f"{'g' if match.is_group else 'o'}{match.party.pk}"


def inviting_context(asked, member, matches):
    """For the page of the parties that fit: (match, key, state) of each; ``state`` is asked, nobody or empty."""
    known = set(asked.invited_parties.values_list("organisation_id", "group_id"))
    rows = []
    for match in matches:
        ids = (None, match.party.pk) if match.is_group else (match.party.pk, None)
        state = (
            "asked" if ids in known else "" if inviting.who_hears(match.party, match.is_group).exists() else "nobody"
        )
        rows.append((match, party_key(match), state))
    may = rules.leads(member, asked) and rules.takes_proposals(asked)
    return {"party_rows": rows, "may_invite": may and any(not state for _match, _key, state in rows)}


@never_cache
@login_required
@METHODS
def outcome(request, pk):
    """``/uitwisseling/<id>/uitkomst/``: first what is chosen, which its writers hear; then the text for everybody."""
    asked = for_member(request, pk)
    if not rules.leads(request.user, asked):
        raise Http404
    if asked.status != RequestStatus.MATCHED:
        return redirect(asked)
    waiting = list(asked.proposals.filter(status=ProposalStatus.HANDED_IN).prefetch_related("organisations").by_title())
    form = DecideForm(request.POST or None, proposals=waiting) if waiting else PublishForm(request.POST or None)
    # Which of the two forms was sent: decided meanwhile in another window, it would be taken for the other.
    sent = request.method == "POST" and request.POST.get("doe") == ("besluit" if waiting else "publiceren")
    if request.method == "POST" and not sent:
        return redirect("requests:outcome", asked.pk)
    if sent and form.is_valid():
        try:
            if waiting:
                actions.decide(asked, request.user, form.results)
            else:
                actions.publish(asked, request.user, form.cleaned_data["text"])
        except NotAllowed as error:
            refused(request, error)
            return redirect("requests:outcome", asked.pk)
        if waiting:
            messages.success(request, _("The writers hear it now. Next: tell everybody what came of it."))
            return redirect("requests:outcome", asked.pk)
        messages.success(request, _("The outcome is on the site."))
        return redirect(asked)
    done, number = progress(asked)
    handed_in = asked.proposals.handed_in().prefetch_related("organisations").by_title()
    context = _place(asked) | {
        "form": form,
        "waiting": waiting,
        "decided": list(handed_in) if not waiting else [],
        "unfinished": done < number,
        "done": done,
        "number": number,
    }
    return _private(render(request, "requests/proposals/outcome.html", context))


@never_cache
@login_required
@require_safe
def export(request, pk, sort):
    """``/uitwisseling/<id>/voorstellen.csv`` and ``.xlsx``: for who decides, once the last day is over."""
    asked = for_member(request, pk)
    if sort not in TABLES or not rules.leads(request.user, asked):
        raise Http404
    if asked.status not in (RequestStatus.MATCHED, RequestStatus.CLOSED):
        raise Http404
    rows = overview(asked)
    if not rules.may_see_scores(request.user, asked):
        points = {row.proposal.pk: "" for row in rows}
    else:
        points = {row.proposal.pk: row.total.says for row in rows}
    for told in exports:
        told(request.user, Proposal, len(rows))
    headings = [_("proposal"), _("organisations"), _("costs"), _("text"), _("points"), _("status")]
    lines = [
        [
            one.title,
            ", ".join(organisation.name for organisation in one.organisations.all()),
            one.costs,
            one.text,
            points[one.pk],
            one.get_status_display(),
        ]
        for one in (row.proposal for row in rows)
    ]
    return table_response(sort, "voorstellen", headings, lines)


def _place(asked):
    crumbs = [(_("Exchange"), reverse("requests:list")), (asked.title, asked.get_absolute_url())]
    return {"asked": asked, "crumb_rows": crumbs}


def _private(response):
    response["Cache-Control"] = "private, no-store"
    return response
