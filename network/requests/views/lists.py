"""The list of what is asked, and questions that look like one that somebody types."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.faceted import facet_group, list_response, topic_facet
from network.people.rules import is_member
from network.requests.exchange import ALL, DONE, OFFERED, OPEN, find, rows
from network.requests.forms.lists import FILTERS, ListForm
from network.requests.kinds import BY_SLUG, KINDS, VISIT
from network.requests.similar import similar_questions
from network.topics.models import Topic

PER_PAGE = 20


@require_safe
def listing(request):
    """``/uitwisseling/?soort=&onderwerp=&gemeente=&stand=&q=``: what is asked, the newest first."""
    form = ListForm(request.GET)
    found = find(form, request.user)
    page = Paginator(found.pks(), PER_PAGE).get_page(form.cleaned_data["pagina"])
    sorts = form.cleaned_data["soort"]
    title = ngettext("%(count)s request", "%(count)s requests", found.total) % {"count": found.total}
    context = {
        "facets": facet_groups(found),
        "active": active_filters(form),
        "words": form.cleaned_data["q"],
        "near": found.near,
        "action": reverse("requests:list"),
        "tabs": tabs(form),
        "kind": BY_SLUG.get(sorts[0]) if len(sorts) == 1 else None,
        "title": title,
        "submit": _("Show %(results)s") % {"results": title},
        "page_obj": page,
        "rows": rows(list(page.object_list), request.user),
        "is_member": is_member(request.user),
        "crumb_rows": [(_("Exchange"), "")],
    }
    return list_response(request, found, "requests/list.html", "requests/_list_part.html", context)


def tabs(form):
    """What is open, what is done, and both: (label, address, whether it is shown now)."""
    path = reverse("requests:list")
    labels = {OPEN: _("Open"), DONE: _("Closed"), ALL: _("All")}
    return [(label, path + form.query(stand=state), form.state == state) for state, label in labels.items()]


def sort_labels():
    """(value, label) of the filter of kinds."""
    labels = [(one.slug, one.plural) for one in KINDS.values()]
    place = list(KINDS.values()).index(VISIT) + 1
    # It is a part of the one above.
    return [*labels[:place], (OFFERED, _("of which offered")), *labels[place:]]


def facet_groups(found):
    """The groups of filters as the facet tag wants them; values that would give nothing are left out."""
    groups = [facet_group(found, "soort", _("What is asked"), sort_labels(), opened=True)]
    for kind in Topic.Kind:
        topics = [(slug, topic.name) for slug, topic in found.index.topics.items() if topic.kind == kind]
        groups.append(facet_group(found, "onderwerp", kind.label, topics, topic_facet(kind.value), kind == "theme"))
    municipalities = [(slug, one.name) for slug, one in found.index.municipalities.items()]
    groups.append(facet_group(found, "gemeente", _("Municipality"), municipalities))
    return [group for group in groups if group["choices"]]


def active_filters(form):
    """What is chosen, as (label, address of the list without it)."""
    cleaned, path = form.cleaned_data, reverse("requests:list")
    sorts = dict(sort_labels()) | {OFFERED: _("Shadow visits that are offered")}
    labels = {
        "soort": lambda value: sorts[value],
        "onderwerp": lambda value: form.index.topics[value].name,
        "gemeente": lambda value: form.index.municipalities[value].name,
    }
    chosen = [(_("“%(words)s”") % {"words": cleaned["q"]}, ("q", cleaned["q"]))] if cleaned["q"] else []
    for name in FILTERS:
        chosen += [(labels[name](value), (name, value)) for value in cleaned[name]]
    return [
        (label, f"{path}?{urlencode(rest)}" if (rest := form.pairs(without=pair)) else path) for label, pair in chosen
    ]


@never_cache
@login_required
@require_POST
def similar(request):
    """``/uitwisseling/vergelijkbaar/``: a piece of page for who is typing a question.

    By POST: what somebody types may not be kept yet, and addresses stand in the logs of servers.
    """
    found = similar_questions(request.POST.get("title", ""), request.user)
    return render(request, "requests/_similar.html", {"similar": found})
