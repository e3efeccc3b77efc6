"""The provider map: the question, what fits, and what to do when nothing does."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from network.organisations.models import Organisation
from network.people.models import Member
from network.people.rules import is_member
from network.services.facets import AGES, AT_HOME, ONLINE, WEEKS, YES, topic_facet
from network.services.find import find, together, widen
from network.services.forms_map import SORTS
from network.services.models import Service, WaitingTime
from network.topics.models import Topic

PER_PAGE = 20
SEVERAL = ("onderwerp", "gemeente", "leeftijd", "soort", "grootte", "waar", "onbekend", "consultatie")
MOST_ASKED = 3


@dataclass
class ServiceRow:
    """A service with the waiting time of now, as a list shows it."""

    service: Service
    waiting: WaitingTime | None
    municipalities: list


@require_safe
def provider_map(request):
    """``/sociale-kaart/``: what fits the question. A request by htmx gets only the filters and the results."""
    found = find(request.GET, request.user)
    page = Paginator(range(found.total), PER_PAGE).get_page(found.form.cleaned_data["pagina"])
    start = (page.number - 1) * PER_PAGE
    places = found.places()[start : start + PER_PAGE]
    active = active_filters(found)
    counted = ngettext("%(count)s form of help", "%(count)s forms of help", found.total) % {"count": found.total}
    sort = found.form.cleaned_data["sorteer"]
    context = {
        "page_obj": page,
        "rows": rows([found.index.pks[place] for place in places], request.user),
        "facets": facet_groups(found),
        "tiles": tiles(found),
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
    }
    if not found.total:
        context |= {"wider": wider(found), "ask": whom_to_ask(found, request.user)}
    partial = request.htmx and not request.htmx.history_restore_request
    response = render(request, "services/_part.html" if partial else "services/map.html", context)
    patch_vary_headers(response, ["HX-Request"])
    if found.form.cleaned_data["q"]:
        # what holds these words is known a moment after a change, which kept pages don't hear of
        patch_cache_control(response, private=True)
    return response


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


def facet_groups(found):
    """The groups of filters as the facet tag wants them; values that would give nothing are left out."""
    groups = []
    for kind in (
        Topic.Kind.TARGET_GROUP,
        Topic.Kind.THEME,
        Topic.Kind.SPECIALISM,
        Topic.Kind.CARE_FORM,
        Topic.Kind.METHOD,
        Topic.Kind.TRANSITION,
        Topic.Kind.LAW,
    ):
        name = topic_facet(kind.value)
        topics = [(slug, topic.name) for slug, topic in found.index.topics.items() if topic.kind == kind]
        opened = kind in (Topic.Kind.THEME, Topic.Kind.SPECIALISM)
        groups.append(_group(found, "onderwerp", kind.label, topics, name, opened))
    groups.append(_group(found, "leeftijd", _("Age"), age_labels().items(), opened=True))
    municipalities = [(slug, one.name) for slug, one in found.index.municipalities.items()]
    groups.append(_group(found, "gemeente", _("Municipality"), municipalities))
    groups.append(_group(found, "plek", _("Room"), room_labels().items(), opened=True, kind="radio"))
    groups.append(_unknown(found))
    groups.append(_group(found, "waar", _("Where"), where_labels().items()))
    groups.append(_group(found, "soort", _("Kind of provider"), Organisation.Kind.choices))
    groups.append(_group(found, "grootte", _("Size of the provider"), Organisation.Size.choices))
    groups.append(_group(found, "consultatie", _("Consultation"), [(YES, _("You may call to think along"))]))
    return [group for group in groups if group["choices"]]


def _group(found, parameter, legend, labels, facet=None, opened=False, kind="checkbox"):
    chosen = found.form.cleaned_data[parameter]
    chosen = [chosen] if isinstance(chosen, str) else chosen
    counts = found.counts(facet or parameter)
    choices = []
    for value, label in labels:
        selected = value in chosen
        if counts.get(value) or selected:
            choices.append((value, label, counts.get(value, 0), selected))
    return {
        "name": parameter,
        "id": (facet or parameter).replace(":", "-"),
        "legend": legend,
        "choices": choices,
        "open": opened or None,
        "kind": kind,
    }


def _unknown(found):
    """Whether who didn't tell belongs in the list too; only a question when one asks for room."""
    group = _group(found, "onbekend", _("Unknown waiting time"), [])
    if found.form.cleaned_data["plek"]:
        selected = bool(found.form.cleaned_data["onbekend"])
        number = found.counts("plek").get("onbekend", 0)
        group["choices"] = [(YES, _("Also when the waiting time is unknown"), number, selected)]
        group["open"] = True
    return group


def age_labels():
    """The age bands in words."""
    return {band: _("%(first)s to %(last)s years") % {"first": ages[0], "last": ages[1]} for band, ages in AGES.items()}


def room_labels():
    """Within how many weeks there is room, in words."""
    return {
        str(weeks): _("Room now") if not weeks else _("Within %(number)s weeks") % {"number": weeks} for weeks in WEEKS
    }


def where_labels():
    """Where help is given, in words."""
    return {AT_HOME: _("At people's homes"), ONLINE: _("Online")}


def query(found, without=None, extra=None):
    """The filters as a query: in one fixed order, so that the same choice always has the same address."""
    cleaned = found.form.cleaned_data
    pairs_ = [("q", cleaned["q"])] if cleaned["q"] and without != ("q", cleaned["q"]) else []
    for name in SEVERAL:
        pairs_ += [(name, value) for value in cleaned[name] if (name, value) != without]
    if cleaned["plek"] and without != ("plek", cleaned["plek"]):
        pairs_.append(("plek", cleaned["plek"]))
    if cleaned["sorteer"] not in ("", "best"):
        pairs_.append(("sorteer", cleaned["sorteer"]))
    return urlencode(pairs_ + ([extra] if extra else []))


def address(found, without=None, extra=None):
    """The map with these filters."""
    rest, path = query(found, without, extra), reverse("services:map")
    return f"{path}?{rest}" if rest else path


def active_filters(found):
    """What is chosen, as (label, address of the map without it)."""
    cleaned = found.form.cleaned_data
    chosen = [(_("“%(words)s”") % {"words": cleaned["q"]}, ("q", cleaned["q"]))] if cleaned["q"] else []
    for name in SEVERAL:
        chosen += [(label_of(found, name, value), (name, value)) for value in cleaned[name]]
    if cleaned["plek"]:
        chosen.append((room_labels()[cleaned["plek"]], ("plek", cleaned["plek"])))
    return [(label, address(found, pair)) for label, pair in chosen]


def label_of(found, name, value):
    """A chosen value in words."""
    labels = {
        "onderwerp": lambda: found.index.topics[value].name,
        "gemeente": lambda: found.index.municipalities[value].name,
        "leeftijd": lambda: age_labels()[value],
        "soort": lambda: Organisation.Kind(value).label,
        "grootte": lambda: Organisation.Size(value).label,
        "waar": lambda: where_labels()[value],
        "plek": lambda: room_labels()[value],
        "onbekend": lambda: _("Also when the waiting time is unknown"),
        "consultatie": lambda: _("Consultation is possible"),
    }
    return labels[name]()


def tiles(found):
    """The municipalities of the region with how many services there are for them: the drawn map, and a list."""
    chosen = found.form.cleaned_data["gemeente"]
    counts = found.counts("gemeente")
    return [
        {
            "name": one.name,
            "count": counts.get(slug, 0),
            "chosen": slug in chosen,
            "url": address(found, ("gemeente", slug)) if slug in chosen else address(found, extra=("gemeente", slug)),
        }
        for slug, one in found.index.municipalities.items()
    ]


def wider(found):
    """What to let go when nothing fits: (what, number, address)."""
    cleaned = found.form.cleaned_data
    options = []
    for facet, number in widen(found):
        name = "onderwerp" if facet.startswith("topic:") else facet
        values = [cleaned["plek"]] if name == "plek" else cleaned[name]
        if name == "onderwerp":
            values = [slug for slug in values if topic_facet(found.index.topics[slug].kind) == facet]
        data = {key: [one for one in cleaned[key] if key != name or one not in values] for key in SEVERAL}
        rest = [("q", cleaned["q"])] if cleaned["q"] else []
        rest += [(key, one) for key in SEVERAL for one in data[key]]
        if cleaned["plek"] and name != "plek":
            rest.append(("plek", cleaned["plek"]))
        labels = ", ".join(str(label_of(found, name, value)) for value in values)
        options.append((labels, number, f"{reverse('services:map')}?{urlencode(rest)}"))
    return options


def whom_to_ask(found, member):
    """Colleagues who can help with the topics and are open to consultation: for members, who may see them."""
    topics = [found.index.topics[slug].pk for slug in found.form.cleaned_data["onderwerp"]]
    if not topics or not is_member(member):
        return []
    helping = Member.objects.visible_to(member).filter(
        open_to_consultation=True, member_topics__topic__in=topics, member_topics__level="can_help"
    )
    return list(helping.exclude(pk=member.pk).select_related("organisation").distinct().order_by("name")[:MOST_ASKED])


def pairs(found):
    """Small providers that cover the question together, with what each brings."""
    groups = together(found)
    names = Organisation.objects.in_bulk({pk for group in groups for pk in group.parts}) if groups else {}
    return [
        [(names[pk], [found.index.topics[slug].name for slug in slugs]) for pk, slugs in group.parts.items()]
        for group in groups
    ]
