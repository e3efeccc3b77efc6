"""The search page, and the suggestions while somebody types."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from base.context import may_manage
from base.findable import kinds, nothing_found
from network.topics import vocabulary
from search import counting, facets
from search.find import find
from search.forms import SearchForm
from search.suggest import suggest

# One question, four answers: each kind says which of them it belongs to.
ANSWERS = {
    "know": gettext_lazy("What do we know already?"),
    "who": gettext_lazy("Who can help?"),
    "where": gettext_lazy("Where is there room?"),
    "when": gettext_lazy("When do we talk about it?"),
}

# What an address may ask for, in this order; besides these the number of a page.
NAMES = ("q", "soort", "onderwerp", "gemeente", "periode", "letterlijk")


@require_safe
def search(request):
    """``/zoeken/``: what the asker may see and that fits the question, by answer or as one list of a kind.

    As in the list of practices a request by htmx gets only the filters and results. Nothing is kept on the way: the
    page cache keeps pages until the site changes, and the index catches up with a change a moment later.
    """
    form = SearchForm(request.GET)
    form.full_clean()
    if not form.cleaned_data["q"]:
        response = render(request, "search/start.html", start_context(request))
    else:
        context = results_context(request, form)
        kind = context["kind"]
        partial = kind and request.htmx and not request.htmx.history_restore_request
        template = "search/_part.html" if partial else "search/kind.html" if kind else "search/answers.html"
        response = render(request, template, context)
    patch_cache_control(response, private=True)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def suggestions(request):
    """``/zoeken/suggesties/?q=``: what the typed letters may be the beginning of, as JSON."""
    rows = suggest(request.GET.get("q", ""), request.user)
    results = [{"kind": row.kind, "label": str(row.label), "title": row.title, "url": row.url} for row in rows]
    response = JsonResponse({"results": results})
    patch_cache_control(response, private=True)
    return response


# ---------- what the pages show ----------


def start_context(request):
    """Nothing was asked: what can be found here, and the topics that most things carry."""
    counts = vocabulary.counts_for(request.user)
    used = sorted((term for term in vocabulary.terms().values() if counts.get(term.pk)), key=lambda t: -counts[t.pk])
    rows = sorted(used[:12], key=lambda term: vocabulary.plain(term.name))
    hidden = sign_in(request)
    open_kinds = [str(kind.label).lower() for kind in kinds if not (hidden and kind.sign_in)]
    return {"kinds": open_kinds, "sign_in": hidden, "topics": [(term, counts[term.pk]) for term in rows]}


def results_context(request, form):
    """Find, and say in words what was found."""
    asked = Asked.of(form)
    filters = form.filters()
    answer = find(asked.words, filters, request.user, literal=asked.literal)
    if asked.is_new and filters.page == 1:
        counting.count(asked.words, 0 if answer.replaced else answer.count + len(answer.best))
    kind = next((kind for kind in kinds if kind.name == filters.kind), None)
    return {
        "answer": answer,
        "asked": asked,
        "kind": kind,
        "corrected": asked.address(q=answer.did_you_mean) if answer.did_you_mean else "",
        "literally": asked.address(letterlijk="1"),
        "widely": asked.address(letterlijk=None),
        "all_kinds": asked.address(only=("q", "letterlijk")),
        "active": active_filters(asked),
        "index_away": answer.engine == "database" and may_manage(request.user),
        "sign_in": sign_in(request, filters.kind),
        "instead": [link for entry in nothing_found if (link := entry(asked.words, request.user))],
        **(list_context(answer, asked, kind) if kind else answers_context(answer, asked, request)),
    }


def sign_in(request, name=""):
    """(Text, address) for each kind that a visitor only finds after signing in, whatever there is to find."""
    if request.user.is_authenticated:
        return []
    address = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    return [(kind.sign_in, address) for kind in kinds if kind.sign_in and name in ("", kind.name)]


def answers_context(answer, asked, request):
    """The results by answer, and the kinds that belong to none. An answer that no room has a kind for stays away."""
    groups = [{"group": group, "url": asked.address(soort=group.kind.slug)} for group in answer.groups]
    offered = {kind.answer for kind in kinds}
    sections = [
        {
            "name": name,
            "heading": heading,
            "groups": [group for group in groups if group["group"].kind.answer == name],
            "sign_in": [link for kind in kinds if kind.answer == name for link in sign_in(request, kind.name)],
        }
        for name, heading in ANSWERS.items()
        if name in offered
    ]
    titles = {
        2: _("One question, two answers"),
        3: _("One question, three answers"),
        4: _("One question, four answers"),
    }
    return {
        "sections": sections,
        "title": titles.get(len(sections), _("What we found")),
        "also_found": [group for group in groups if group["group"].kind.answer not in ANSWERS],
    }


def list_context(answer, asked, kind):
    """One kind: its results as a list, with filters; without any result, how many other kinds have."""
    number = kind.counted(answer.count)
    return {
        "crumb_rows": [(pgettext("page", "Search"), asked.address(only=("q", "letterlijk")))],
        "none_active": asked.address(only=("q", "letterlijk", "soort")),
        "facets": [facet_group(place, facet) for place, facet in enumerate(answer.facets)],
        "elsewhere": [] if answer.count else elsewhere(answer, asked),
        "title": number,
        "submit": _("Show %(number)s") % {"number": number},
        # a page for each page: the results themselves were cut by ``find``
        "page_obj": Paginator(range(answer.pages), 1).get_page(answer.filters.page),
    }


def facet_group(place, facet):
    """A facet as the facet tag wants it. The kind and the period are one choice, the rest may be several."""
    choices = [(value.value, value.label, value.count, value.chosen) for value in facet.values]
    if facet.name == facets.PERIOD:
        choices.insert(0, ("", _("Any time"), None, not any(value.chosen for value in facet.values)))
    return {
        "name": facet.name,
        "label": facet.label,
        "choices": choices,
        "type": "radio" if facet.name in (facets.KIND, facets.PERIOD) else "checkbox",
        "id": f"{facet.name}-{place}",
        "open": place < 2 or None,
    }


def elsewhere(answer, asked):
    """(How many, address) of the kinds that do have results."""
    by_slug = {kind.slug: kind for kind in kinds}
    return [
        (by_slug[value.value].counted(value.count), asked.address(soort=value.value))
        for facet in answer.facets
        if facet.name == facets.KIND
        for value in facet.values
        if value.count
    ]


def active_filters(asked):
    """What is chosen besides the kind, as (label, address without it)."""
    labels = {
        "onderwerp": {term.slug: term.name for term in vocabulary.terms().values()},
        "gemeente": facets.municipalities().slugs,
        "periode": facets.period_labels(),
    }
    return [
        (labels[name][value], asked.address(without=(name, value)))
        for name, value in asked.pairs
        if name in labels and value
    ]


@dataclass(frozen=True)
class Asked:
    """What an address asked for, cleaned, and the addresses that differ from it in one thing."""

    words: str
    literal: bool
    pairs: tuple  # (name, value) of all but the number of the page, in one fixed order

    @classmethod
    def of(cls, form):
        cleaned = form.cleaned_data
        pairs = [("q", cleaned["q"])]
        for name in NAMES[1:]:
            values = cleaned[name] if isinstance(cleaned[name], list) else [cleaned[name]]
            pairs += [(name, value) for value in values if value]
        return cls(cleaned["q"], bool(cleaned["letterlijk"]), tuple(pairs))

    @property
    def is_new(self):
        """Whether it is a question, and not another look at its answer."""
        return len(self.pairs) == 1

    def address(self, *, without=None, only=NAMES, **changes):
        """This search with ``changes`` (None takes one away), without one pair, or with ``only`` these names."""
        pairs = [pair for pair in self.pairs if pair != without and pair[0] in only and pair[0] not in changes]
        pairs += [(name, value) for name, value in changes.items() if value is not None]
        return f"{reverse('search:search')}?{urlencode(pairs)}"
