"""Looking for people: the colleagues who fit a request, and whom one asks."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from network.people.profiles import Profile
from network.requests import rules
from network.requests.actions import joining, rounds
from network.requests.actions.flow import NotAllowed
from network.requests.choices import Origin, Part, RequestKind
from network.requests.forms.people import AskForm, WeightsForm
from network.requests.matching import Ranking, rank_parties, sentences
from network.requests.models import Availability
from network.requests.rules_people import looks_for_people, may_ask_people, may_see_parties
from network.requests.settings import exchange_settings
from network.requests.views.challenges import inviting_context
from network.requests.views.detail import METHODS, for_member, refused

OPEN_TO = {RequestKind.INTERVISION: "intervisie", RequestKind.CONSULTATION: "consultatie", RequestKind.VISIT: "kijkje"}


@never_cache
@login_required
@METHODS
def people(request, pk):
    """``/uitwisseling/<id>/mensen/?kennis=zwaar``: who fits, and why; who asked ticks whom to ask."""
    asked = for_member(request, pk)
    if may_see_parties(request.user, asked):
        return _parties(request, asked)
    if not rules.asked(request.user, asked) or not looks_for_people(asked):
        raise Http404
    if not may_ask_people(request.user, asked):
        return redirect(asked)
    weights = WeightsForm(request.POST if request.method == "POST" else request.GET, asked.weights)
    if request.method == "POST":
        return _act(request, asked, weights)
    return _page(request, asked, weights)


def _act(request, asked, weights):
    """Ask who was ticked, let the site ask or stop it, or let go of a limit."""
    what = request.POST.get("doe", "")
    form = None
    try:
        if what == "rondes":
            made = rounds.start(asked, request.user, weights.weights)
            if made or not Ranking(asked, weights.weights).pks:
                _say(request, len(made))
        elif what == "stop":
            rounds.stop(asked, request.user)
            messages.success(request, _("The site asks nobody any more. Who was asked may still answer."))
        elif what in rounds.LOOSER:
            rounds.loosen(asked, request.user, what)
        else:
            form = AskForm(request.POST, Ranking(asked, weights.weights).pks)
            if not form.is_valid():
                return _page(request, asked, weights, form)
            _say(request, len(rounds.ask_chosen(asked, request.user, form.cleaned_data["wie"], weights.weights)))
    except NotAllowed as error:
        refused(request, error)
    return redirect("requests:people", asked.pk)


def _say(request, number):
    if not number:
        messages.warning(request, _("Nobody could be asked. Look who fits now."))
        return
    asked = ngettext("%(number)s colleague is asked.", "%(number)s colleagues are asked.", number)
    later = _("You hear of it when somebody says yes.")
    messages.success(request, f"{asked % {'number': number}} {later}")


def _page(request, asked, weights, form=None):
    ranking = Ranking(asked, weights.weights)
    matches = ranking.matches()
    ticked = set(form.data.getlist("wie")) if form is not None else set()
    rows = [
        {
            "profile": Profile(match.member, request.user),
            "why": match.why,
            "pk": match.member.pk,
            "ticked": str(match.member.pk) in ticked,
        }
        for match in matches
    ]
    settings = exchange_settings()
    own = Availability.objects.filter(member=request.user).only("reports_to").first()
    context = {
        "asked": asked,
        "kind": asked.rules,
        "rows": rows,
        "more": len(ranking) - len(rows),
        "form": form or AskForm(matches=[row["pk"] for row in rows]),
        "weights": weights,
        "group": _group(asked, request.user),
        "going": rounds.is_asking(asked),
        "size": settings.round_size,
        "days": settings.round_days,
        "manager_known": own is not None and own.reports_to_id is not None,
        "parties": [] if rows else rank_parties(asked, most=5, groups_only=True),
        "directory": _directory(asked),
        "crumb_rows": _crumbs(asked),
    }
    return render(request, "requests/people/people.html", context)


def _group(asked, reader):
    """Who takes part, and how many were asked.

    The number of people who were asked counts whoever was, whatever they said, and the names are of those who were
    ticked or named by who asked: so neither changes when somebody says no.
    """
    parts = list(asked.participations.filter(member__is_active=True).select_related("member"))
    joined = [
        {"name": part.member.name, "why": " ".join(sentences(part.reasons, part.member, reader))}
        for part in parts
        if part.state == Part.JOINED
    ]
    by_site = [part for part in parts if part.origin == Origin.SITE]
    by_me = [part for part in parts if part.origin == Origin.CHOSEN]
    waits = sorted(part.member.name for part in by_me if part.state != Part.JOINED)
    least = joining.LEAST[asked.kind]
    return {
        "is_group": asked.rules.joining == "group",
        "people": 1 + len(joined),
        "total": joining.most_people(asked),
        "joined": joined,
        "names": [one["name"] for one in joined],
        "least": least,
        "is_enough": 1 + len(joined) >= least,
        "asked": len(by_site) + len(by_me),
        "asked_names": waits,
    }


def _directory(asked):
    """The list of people, narrowed to who is open to this and knows the topics."""
    topics = [("onderwerp", slug) for slug in asked.topics.accepted().order_by("name").values_list("slug", flat=True)]
    return f"{reverse('people:directory')}?{urlencode([*topics, ('openvoor', OPEN_TO[asked.kind])])}"


def _parties(request, asked):
    """Which organisations and groups a challenge can be brought to."""
    context = {"asked": asked, "kind": asked.rules, "crumb_rows": _crumbs(asked)}
    context |= inviting_context(asked, request.user, rank_parties(asked))
    return render(request, "requests/people/parties.html", context)


def _crumbs(asked):
    return [(_("Exchange"), reverse("requests:list")), (asked.title, asked.get_absolute_url())]
