"""The list of practices with its filters."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from base.shelves import kept
from network.topics.models import Topic
from practices.choices import Badge, Result
from practices.facets import WELCOME, index, topic_facet
from practices.find import find
from practices.forms_list import SORT_LABELS
from practices.models import PracticePage

PER_PAGE = 20
MOST_KEPT_QUERY = 300
FILTERS = ("onderwerp", "leeftijd", "toets", "elders", "gemeente", "meekijken")


@dataclass(frozen=True)
class Listing:
    """The filters and results as HTML, and what the page around them has to know."""

    results: str
    feed_query: str
    for_search_engines: bool


@require_safe
def practice_list(request):
    """``/praktijken/``: all practices that the visitor may see, narrowed by what they chose.

    A request by htmx gets only the filters and the results; everything else gets the whole page. Both have the same
    address, so what htmx puts in the address bar can be shared and reloaded.
    """
    facets = index()
    base = facets.base(request.user)
    asked = request.META.get("QUERY_STRING", "")
    if len(asked) > MOST_KEPT_QUERY or request.GET.get("q"):
        listing = make_listing(request, facets, base)
    else:
        # the same for all who may see the same, so for every visitor and for nearly every member
        key = (facets.number, base, asked, translation.get_language(), timezone.localdate())
        listing = kept("practice list", key, lambda: make_listing(request, facets, base))
    partial = request.htmx and not request.htmx.history_restore_request
    template = "practices/_part.html" if partial else "practices/list.html"
    response = render(request, template, {"listing": listing})
    if request.GET.get("q"):
        # Pages are kept until the site changes; what words find changes when the index catches up with that.
        patch_cache_control(response, private=True)
    patch_vary_headers(response, ["HX-Request"])
    return response


def make_listing(request, facets, base):
    """Find and render; three queries at most."""
    found = find(request.GET, request.user, facets, base)
    page = Paginator(range(found.total), PER_PAGE).get_page(found.form.cleaned_data["pagina"])
    start = (page.number - 1) * PER_PAGE
    active = active_filters(found)
    context = {
        "page_obj": page,
        "rows": rows(found, found.pks(start, start + PER_PAGE), request.user),
        "facets": facet_groups(found),
        "active": active,
        "words": found.form.cleaned_data["q"],
        "near": found.near,
        "did_you_mean": found.did_you_mean,
        "corrected": f"{reverse('practices:list')}?{query(found, words=found.did_you_mean)}",
        **order_menu(found),
        "title": ngettext("%(count)s practice", "%(count)s practices", found.total) % {"count": found.total},
        "submit": ngettext("Show %(count)s practice", "Show %(count)s practices", found.total) % {"count": found.total},
    }
    return Listing(
        results=render_to_string("practices/_results.html", context, request),
        feed_query=query(found),
        for_search_engines=page.number == 1 and not active,
    )


def order_menu(found):
    """The orders to choose from. The usual one is empty, so that it may be another once there are words to match."""
    usual, chosen = found.form.orders[0], found.form.cleaned_data["sorteer"]
    return {
        "orders": [("" if name == usual else name, SORT_LABELS[name]) for name in found.form.orders],
        "order": "" if chosen == usual else chosen,
    }


def rows(found, pks, member):
    """What a row of the list shows, for these practices in this order. One query."""
    fields = ("pk", "title", "slug", "summary", "badge", "shadow_visit", "review_date", "visibility")
    visible = PracticePage.objects.visible_to(member).filter(pk__in=pks)
    by_pk = {row["pk"]: row for row in visible.values(*fields, "organisation__name")}
    today = timezone.localdate()
    listed = [by_pk[pk] for pk in pks if pk in by_pk]
    for row in listed:
        row["url"] = reverse("practices:detail", args=[row["slug"]])
        row["places"] = found.index.places.get(row["pk"], ())
        row["reports"] = found.index.reports.get(row["pk"], 0)
        row["outdated"] = row["review_date"] is not None and row["review_date"] < today
    return listed


def facet_groups(found):
    """The groups of filters as the facet tag wants them; values that would give nothing are left out."""
    groups = []
    for kind in Topic.Kind:
        name = topic_facet(kind.value)
        topics = [(slug, found.index.topics[slug].name) for slug in found.index.masks[name]]
        groups.append(_group(found, "onderwerp", kind.label, topics, name, kind == Topic.Kind.THEME))
    groups.append(_group(found, "leeftijd", _("Age"), age_labels().items(), opened=True))
    groups.append(_group(found, "toets", _("How far tested"), Badge.choices, opened=True))
    groups.append(_group(found, "elders", _("What happened elsewhere"), Result.choices))
    municipalities = [(slug, one.name) for slug, one in found.index.municipalities.items()]
    groups.append(_group(found, "gemeente", _("Municipality"), municipalities))
    groups.append(_group(found, "meekijken", _("Come and watch"), [(WELCOME, _("You are welcome for a day"))]))
    return [group for group in groups if group["choices"]]


def _group(found, parameter, legend, labels, facet=None, opened=False):
    chosen = found.form.cleaned_data[parameter]
    counts = found.counts(facet or parameter)
    choices = []
    for value, label in labels:
        selected = str(value) in chosen
        if counts[value] or selected:
            choices.append((value, label, counts[value], selected))
    return {
        "name": parameter,
        "id": (facet or parameter).replace(":", "-"),
        "legend": legend,
        "choices": choices,
        "open": opened or None,
    }


def age_labels():
    """The age groups in words."""
    return {
        "0-4": _("0 to 4 years"),
        "4-12": _("4 to 12 years"),
        "12-18": _("12 to 18 years"),
        "18+": _("18 years and older"),
    }


def query(found, without=None, words=None):
    """The filters as a query: in one fixed order, so that the same choice always has the same address."""
    cleaned = found.form.cleaned_data
    words = words or cleaned["q"]
    pairs = [("q", words)] if words and without != ("q", words) else []
    for name in FILTERS:
        pairs += [(name, value) for value in cleaned[name] if (name, value) != without]
    if cleaned["sorteer"] != found.form.orders[0]:
        pairs.append(("sorteer", cleaned["sorteer"]))
    return urlencode(pairs)


def active_filters(found):
    """What is chosen, as (label, address of the list without it)."""
    cleaned, path = found.form.cleaned_data, reverse("practices:list")
    words = cleaned["q"]
    chosen = [(_("“%(words)s”") % {"words": words}, ("q", words))] if words else []
    labels = {
        "onderwerp": lambda value: found.index.topics[value].name,
        "gemeente": lambda value: found.index.municipalities[value].name,
        "leeftijd": lambda value: age_labels()[value],
        "toets": lambda value: Badge(int(value)).label,
        "elders": lambda value: _("Elsewhere: %(result)s") % {"result": Result(value).label},
        "meekijken": lambda value: _("Come and watch"),
    }
    for name in FILTERS:
        chosen += [(labels[name](value), (name, value)) for value in cleaned[name]]
    return [(label, f"{path}?{rest}" if (rest := query(found, pair)) else path) for label, pair in chosen]
