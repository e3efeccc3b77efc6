"""The agenda: a list, and a sheet of a month."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from base.faceted import facet_group, list_response, topic_facet
from events.meetings import months
from events.meetings.agenda import COMING, ONLINE, PAST, ROOM, YES, find, rows
from events.meetings.choices import EventKind
from events.meetings.forms_agenda import FILTERS, AgendaForm
from events.meetings.models import EventIndexPage
from events.meetings.rules import can_organise
from network.topics.models import Topic

PER_PAGE = 20


@require_safe
def agenda(request):
    """``/agenda/``."""
    form = AgendaForm(request.GET)
    monthly = form.cleaned_data["weergave"] == "maand"
    found = find(form, request.user, between=months.bounds(*form.cleaned_data["maand"]) if monthly else None)
    active = active_filters(form)
    counted = ngettext("%(count)s meeting", "%(count)s meetings", found.total) % {"count": found.total}
    context = {
        "facets": facet_groups(found),
        "active": active,
        "words": form.cleaned_data["q"],
        "near": found.near,
        "action": reverse("meetings:agenda"),
        "view": form.cleaned_data["weergave"] or "lijst",
        "when": form.cleaned_data["wanneer"] or COMING,
        "tabs": tabs(form),
        "calendar_query": form.query(weergave="", wanneer=""),
        "intro": EventIndexPage.objects.values_list("intro", flat=True).first() or "",
        "may_organise": can_organise(request.user),
        "title": counted,
        "submit": _("Show %(results)s") % {"results": counted},
        **(_month(found, request.user) if monthly else _list(found, request.user)),
    }
    response = list_response(request, found, "meetings/agenda.html", "meetings/_agenda_part.html", context)
    # What is over, and whether one can still register, comes by the clock, which kept pages don't hear of.
    patch_cache_control(response, private=True)
    return response


def _list(found, reader):
    events = found.events()
    page = Paginator(events, PER_PAGE).get_page(found.form.cleaned_data["pagina"])
    return {"page_obj": page, "rows": rows([event.pk for event in page.object_list], reader)}


def _month(found, reader):
    year, month = found.form.cleaned_data["maand"]
    shown = rows([event.pk for event in found.events()], reader)
    name = date_format(date(year, month, 1), "F Y")
    weeks = months.weeks(year, month, shown)
    # The sheet shows some days of the months beside it too.
    total = len({event.pk for week in weeks for _day, here, events in week if here for event in events})
    counted = ngettext("%(count)s meeting", "%(count)s meetings", total) % {"count": total}
    before, after = (
        (date_format(date(*pair, 1), "F Y"), found.form.query(weergave="maand", maand=f"{pair[0]}-{pair[1]:02}"))
        for pair in months.beside(year, month)
    )
    return {
        "weeks": weeks,
        "month": name,
        "maand": f"{year}-{month:02}",
        "before": before,
        "after": after,
        "today": timezone.localdate(),
        "title": _("%(meetings)s in %(month)s") % {"meetings": counted, "month": name},
        "submit": _("Show %(results)s") % {"results": counted},
    }


def tabs(form):
    """Coming, past, and the month: (label, address, whether it is shown now)."""
    path, cleaned = reverse("meetings:agenda"), form.cleaned_data
    monthly, past = cleaned["weergave"] == "maand", cleaned["wanneer"] == PAST
    return [
        (_("Coming"), path + form.query(weergave="", wanneer=""), not monthly and not past),
        (_("Month"), path + form.query(weergave="maand", wanneer=""), monthly),
        (_("Past"), path + form.query(weergave="", wanneer=PAST), not monthly and past),
    ]


def facet_groups(found):
    """The groups of filters as the facet tag wants them; values that would give nothing are left out."""
    groups = []
    if found.form.cleaned_data["wanneer"] != PAST:
        groups.append(facet_group(found, ROOM, _("Free seats"), [(YES, _("There is still room"))], opened=True))
    groups.append(facet_group(found, "soort", _("Kind of meeting"), EventKind.choices, opened=True))
    for kind in Topic.Kind:
        topics = [(slug, topic.name) for slug, topic in found.index.topics.items() if topic.kind == kind]
        groups.append(facet_group(found, "onderwerp", kind.label, topics, topic_facet(kind.value), kind == "theme"))
    municipalities = [(slug, one.name) for slug, one in found.index.municipalities.items()]
    groups.append(facet_group(found, "gemeente", _("Municipality"), municipalities))
    groups.append(facet_group(found, ONLINE, _("Online"), [(YES, _("You can take part online"))]))
    return [group for group in groups if group["choices"]]


def active_filters(form):
    """What is chosen, as (label, address of the agenda without it)."""
    cleaned, path = form.cleaned_data, reverse("meetings:agenda")
    labels = {
        "onderwerp": lambda value: form.index.topics[value].name,
        "soort": lambda value: EventKind(value).label,
        "gemeente": lambda value: form.index.municipalities[value].name,
        "online": lambda value: _("You can take part online"),
        "plek": lambda value: _("There is still room"),
    }
    chosen = [(_("“%(words)s”") % {"words": cleaned["q"]}, ("q", cleaned["q"]))] if cleaned["q"] else []
    for name in FILTERS:
        chosen += [(labels[name](value), (name, value)) for value in cleaned[name]]
    return [
        (label, f"{path}?{urlencode(rest)}" if (rest := form.pairs(without=pair)) else path) for label, pair in chosen
    ]
