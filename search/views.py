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
from search import facets
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
    return {"kinds": [str(kind.label).lower() for kind in kinds], "topics": [(term, counts[term.pk]) for term in rows]}


def results_context(request, form):
    """Find, and say in words what was found."""
    asked = Asked.of(form)
    filters = form.filters()
    answer = find(asked.words, filters, request.user, literal=asked.literal)
    kind = next((kind for kind in kinds if kind.name == filters.kind), None)
    return {
        "answer": answer,
        "asked": asked,
        "kind": kind,
        "anew": asked.address(only_words=True),
        "corrected": asked.address(q=answer.did_you_mean) if answer.did_you_mean else "",
        "literally": asked.address(letterlijk="1"),
        "widely": asked.address(letterlijk=None),
        "all_kinds": asked.address(soort=None),
        "active": active_filters(asked),
        "index_away": answer.engine == "database" and may_manage(request.user),
        "instead": [link for entry in nothing_found if (link := entry(asked.words, request.user))],
        **(list_context(answer, asked, kind) if kind else answers_context(answer, asked)),
    }


def answers_context(answer, asked):
    """The results by answer, and the kinds that belong to none. An answer that no room has a kind for stays away."""
    groups = [{"group": group, "url": asked.address(soort=group.kind.slug)} for group in answer.groups]
    offered = {kind.answer for kind in kinds}
    sections = [
        {
            "name": name,
            "heading": heading,
            "groups": [group for group in groups if group["group"].kind.answer == name],
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
    """One kind: its results as a list, with filters."""
    groups = []
    for number, facet in enumerate(answer.facets):
        choices = [(value.value, value.label, value.count, value.chosen) for value in facet.values]
        # without script a radio button can't be let go of, so one kind is chosen and a period has "always"
        if facet.name == facets.PERIOD:
            choices.insert(0, ("", _("Any time"), None, not any(value.chosen for value in facet.values)))
        groups.append(
            {
                "name": facet.name,
                "label": facet.label,
                "choices": choices,
                "type": "radio" if facet.name in (facets.KIND, facets.PERIOD) else "checkbox",
                "id": f"{facet.name}-{number}",
                "open": number < 2 or None,
            }
        )
    return {
        "crumb_rows": [(pgettext("page", "Search"), asked.address(soort=None)), (kind.label, None)],
        "none_active": asked.address(onderwerp=None, gemeente=None, periode=None),
        "facets": groups,
        "title": kind.counted(answer.count),
        "submit": _("Show results"),
        # a page for each page: the results themselves were cut by ``find``
        "page_obj": Paginator(range(answer.pages), 1).get_page(answer.filters.page),
    }


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
        for name in ("soort", "onderwerp", "gemeente", "periode", "letterlijk"):
            values = cleaned[name] if isinstance(cleaned[name], list) else [cleaned[name]]
            pairs += [(name, value) for value in values if value]
        return cls(cleaned["q"], bool(cleaned["letterlijk"]), tuple(pairs))

    def address(self, *, without=None, only_words=False, **changes):
        """This search with ``changes`` (None takes one away), without one (name, value) pair or any filter."""
        pairs = [
            pair
            for pair in self.pairs
            if pair != without and pair[0] not in changes and not (only_words and pair[0] != "q")
        ]
        pairs += [(name, value) for name, value in changes.items() if value is not None]
        return f"{reverse('search:search')}?{urlencode(pairs)}"
