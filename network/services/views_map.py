"""The provider map: the question, what fits, where that is, and what to do when nothing does."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from base.faceted import list_response
from base.findable import nothing_found
from network.organisations.models import Location, Organisation
from network.services.ask import whom_to_ask
from network.services.find import find, together, widen
from network.services.forms_map import SORTS
from network.services.map_filters import active_filters, address, facet_groups, label_of
from network.services.models import Service, WaitingTime
from network.services.outline import borders

PER_PAGE = 20
MOST_LOCATIONS = 400


@dataclass
class ServiceRow:
    """A service with the waiting time of now, as a list shows it."""

    service: Service
    waiting: WaitingTime | None
    municipalities: list


@dataclass
class Spot:
    """A location with those of its services that fit the question."""

    location: Location
    rows: list = field(default_factory=list)


@require_safe
def provider_map(request):
    """``/sociale-kaart/``: what fits the question. A request by htmx gets only the filters and the results."""
    found = find(request.GET, request.user)
    page = Paginator(range(found.total), PER_PAGE).get_page(found.form.cleaned_data["pagina"])
    start = (page.number - 1) * PER_PAGE
    places = found.places()[start : start + PER_PAGE]
    active = active_filters(found)
    sort = found.form.cleaned_data["sorteer"]
    counted = counted_services(found.total)
    context = {
        "page_obj": page,
        "rows": rows([found.index.pks[place] for place in places], request.user),
        "facets": facet_groups(found),
        "active": active,
        "words": found.form.cleaned_data["q"],
        "near": found.near,
        "orders": [("" if name == "best" else name, label) for name, label in SORTS.items()],
        "order": "" if sort == "best" else sort,
        "title": counted,
        "submit": _("Show %(results)s") % {"results": counted},
        "for_search_engines": page.number == 1 and not active,
        "pairs": pairs(found),
        "action": reverse("services:map"),
        **region(found),
    }
    if not found.total:
        context |= {"wider": wider(found), "ask": whom_to_ask(found, request.user), "instead": _instead(found, request)}
    return list_response(request, found, "services/map.html", "services/_part.html", context)


def counted_services(number):
    """A number of services in words."""
    return ngettext("%(count)s form of help", "%(count)s forms of help", number) % {"count": number}


def rows(pks, member):
    """What a list shows of these services, in this order, in four queries."""
    visible = Service.objects.visible_to(member).filter(pk__in=pks)
    by_pk = {one.pk: one for one in visible.select_related("organisation").prefetch_related("municipalities")}
    waiting = WaitingTime.objects.latest_of(list(by_pk))
    return [
        ServiceRow(by_pk[pk], waiting.get(pk), [place.name for place in by_pk[pk].municipalities.all()])
        for pk in pks
        if pk in by_pk
    ]


def region(found):
    """The region with a number for each municipality: as a drawing, as a list, and the way to the locations."""
    tiles = {tile["slug"]: tile for tile in municipality_tiles(found)}
    drawing = found.index.drawing
    return {
        "tiles": list(tiles.values()),
        "drawing": drawing,
        "cells": [(cell, tiles[cell.slug]) for cell in drawing.cells] if drawing else [],
        "locations_url": address(found, view="services:locations"),
        "map_tiles": settings.MAP_TILES_URL,
        "map_attribution": settings.MAP_TILES_ATTRIBUTION,
    }


def municipality_tiles(found):
    """The municipalities with how many services there are for them, each with a link that chooses it or lets it go."""
    chosen = found.form.cleaned_data["gemeente"]
    counts = found.counts("gemeente")
    return [
        {
            "slug": slug,
            "name": one.name,
            "count": counts.get(slug, 0),
            "chosen": slug in chosen,
            "url": address(found, [("gemeente", slug)], None if slug in chosen else ("gemeente", slug)),
            "label": _("%(municipality)s, %(services)s")
            % {"municipality": one.name, "services": counted_services(counts.get(slug, 0))},
        }
        for slug, one in found.index.municipalities.items()
    ]


@require_safe
def locations(request):
    """``/sociale-kaart/locaties/``: where what fits the question is given, as a list that a map can be made of."""
    found = find(request.GET, request.user)
    spots, more = found_spots(found, request.user)
    edges = borders(found.index.municipalities.values())
    map_ = region(found)
    context = {
        **map_,
        "spots": spots,
        "more": more,
        "edges": [(tile, edges[tile["slug"]]) for tile in map_["tiles"] if tile["slug"] in edges],
        "counted": counted_services(found.total),
        "active": active_filters(found),
        "map_url": address(found),
        "crumb_rows": [(_("Provider map"), reverse("services:map")), (_("Locations"), "")],
    }
    return render(request, "services/locations.html", context)


def found_spots(found, member):
    """The locations of what fits, by place, in a fixed number of queries; and whether there are more than are shown."""
    pks = {found.index.pks[place] for place in found.places()}
    through = Service.locations.through
    links = list(through.objects.filter(service_id__in=pks).values_list("location_id", "service_id"))
    shown = Location.objects.filter(pk__in={location for location, _service in links})
    spots = {one.pk: Spot(one) for one in shown.select_related("organisation", "municipality")[:MOST_LOCATIONS]}
    wanted = [(location, service) for location, service in links if location in spots]
    by_service = {row.service.pk: row for row in rows({service for _location, service in wanted}, member)}
    for location, service in wanted:
        if service in by_service:
            spots[location].rows.append(by_service[service])
    filled = [spot for spot in spots.values() if spot.rows]
    for spot in filled:
        spot.rows.sort(key=lambda row: row.service.name.casefold())
    return filled, len({location for location, _service in links}) > len(spots)


def wider(found):
    """What to change when nothing fits: (whether it is left out, what, number, address)."""
    options = []
    for option in widen(found):
        left_out = ", ".join(label_of(found, *pair) for pair in option.leave_out if pair[0] != "onbekend")
        url = address(found, option.leave_out, option.instead)
        if option.instead:
            options.append((False, label_of(found, *option.instead), option.number, url))
        else:
            options.append((True, left_out, option.number, url))
    return options


def _instead(found, request):
    words = found.form.cleaned_data["q"]
    return [link for entry in nothing_found if (link := entry(words, request.user))] if words else []


def pairs(found):
    """Small providers that cover the question together: of each what it brings, with which service, and the wait."""
    groups = together(found)
    if not groups:
        return []
    organisations = Organisation.objects.in_bulk({pk for group in groups for pk in group.parts})
    services = {pk for group in groups for parts in group.parts.values() for pk in parts}
    by_service = {row.service.pk: row for row in rows(services, None)}
    return [
        [
            (organisations[pk], [(by_service[one], _topic_names(found, slugs)) for one, slugs in parts.items()])
            for pk, parts in group.parts.items()
        ]
        for group in groups
        if all(one in by_service for parts in group.parts.values() for one in parts)
    ]


def _topic_names(found, slugs):
    return ", ".join(found.index.topics[slug].name for slug in slugs)
