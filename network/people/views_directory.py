"""The expertise directory: who can help with this, near here, and is open to it (N8)."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from base import bits
from base.faceted import facet_group, list_response, topic_facet
from base.findable import search_words
from network.organisations.models import Organisation
from network.people.directory import OPEN, YES, index
from network.people.findable import texts_of
from network.people.forms_directory import DirectoryForm
from network.people.models import Member
from network.people.profiles import OPEN_TO, Profile
from network.people.rules import is_member, is_staff_member
from network.topics.models import Topic

PER_PAGE = 20
FILTERS = ("onderwerp", "gemeente", "soort", "openvoor", "ervaring")


@dataclass
class Card:
    """Somebody in the list, with why they are in it."""

    profile: Profile
    role: str
    why: list = field(default_factory=list)


@dataclass
class Found:
    """Who fits, as bits of ``index``, with a counter for each facet."""

    form: DirectoryForm
    index: object
    masks: dict
    mask: int
    counts: object
    matches: list  # primary keys with the words, best first; None when nobody looked for words
    near: bool = False
    says: object = None  # ``Ranked.says``

    @property
    def total(self):
        return self.mask.bit_count()

    def places(self):
        """The places of who fits: the best match first, then who has most of the chosen topics, then by name."""
        rank = {}
        if self.matches is not None:
            known = self.index.position
            rank = {known[pk]: number for number, pk in enumerate(self.matches) if pk in known}
        chosen = [self.mask_of_topic(slug) for slug in self.form.cleaned_data["onderwerp"]]
        return sorted(
            bits.places(self.mask),
            key=lambda place: (rank.get(place, 0), -sum(mask >> place & 1 for mask in chosen), place),
        )

    def mask_of_topic(self, slug):
        """Who can help with a topic or something narrower, as far as the reader may know."""
        return self.masks.get(topic_facet(self.index.topics[slug].kind), {}).get(slug, 0)


def find(data, reader):
    """The members that ``reader`` may see and that fit the filters in ``data`` (a QueryDict)."""
    about = index()
    form = DirectoryForm(data, about)
    form.full_clean()
    base, matches, near, says = about.base(reader), None, False, None
    if words := form.cleaned_data["q"]:
        ranked = search_words("person", words, reader)
        matches, near, says = ranked.pks, ranked.near, ranked.says
        base &= about.mask_of(matches)
    masks = about.seen_by(reader)
    mask, counts = bits.narrow(masks, base, form.chosen())
    return Found(form, about, masks, mask, counts, matches, near, says)


@require_safe
def directory(request):
    """``/mensen/``: for members; a visitor sees who opened their card to everyone."""
    found = find(request.GET, request.user)
    page = Paginator(range(found.total), PER_PAGE).get_page(found.form.cleaned_data["pagina"])
    start = (page.number - 1) * PER_PAGE
    places = found.places()[start : start + PER_PAGE]
    counted = ngettext("%(count)s person", "%(count)s people", found.total) % {"count": found.total}
    active = active_filters(found)
    context = {
        "page_obj": page,
        "cards": cards(found, places, request.user),
        "facets": facet_groups(found),
        "active": active,
        "words": found.form.cleaned_data["q"],
        "near": found.near,
        "title": counted,
        "submit": _("Show %(results)s") % {"results": counted},
        "action": reverse("people:directory"),
        "is_member": is_member(request.user),
        "may_export": is_staff_member(request.user),
    }
    return list_response(request, found, "people/directory.html", "people/_directory_part.html", context)


def cards(found, places, reader):
    """Who stands on this page, with why, in a fixed number of queries."""
    pks = [found.index.pks[place] for place in places]
    people = Member.objects.visible_to(reader).filter(pk__in=pks).for_page()
    by_pk = {person.pk: person for person in people}
    shown = [(Profile(by_pk[pk], reader), place) for pk, place in zip(pks, places, strict=True) if pk in by_pk]
    return [card(found, profile, place) for profile, place in shown]


def card(found, profile, place):
    """Somebody's row. Words that stand in what they do are marked there, instead of saying it twice."""
    why, says = reasons(found, place), said(found, profile)
    if says and strip_tags(says) == escape(profile.role):
        return Card(profile, says, why)
    return Card(profile, profile.role, [*why, says] if says else why)


def reasons(found, place):
    """Why somebody fits, in words: of what was chosen, what the reader may know that holds for them."""
    labels = {
        "openvoor": (_("Open to: %(what)s"), lambda value: str(OPEN_TO[OPEN[value]])),
        "gemeente": (_("Works in %(what)s"), lambda value: found.index.municipalities[value].name),
        "soort": (_("Works for: %(what)s"), lambda value: str(Organisation.Kind(value).label)),
    }
    cleaned, why = found.form.cleaned_data, []
    helps = [found.index.topics[slug].name for slug in cleaned["onderwerp"] if found.mask_of_topic(slug) >> place & 1]
    if helps:
        why.append(_("Can help with %(topics)s") % {"topics": ", ".join(helps)})
    for facet, (text, label) in labels.items():
        masks = found.masks.get(facet, {})
        fits = [label(value) for value in cleaned[facet] if masks.get(value, 0) >> place & 1]
        if fits:
            why.append(text % {"what": ", ".join(fits)})
    return why


def said(found, profile):
    """Where the words stand in what the reader may see of somebody. Nothing when they stand in the name only."""
    label, parts = found.says(texts_of(profile)) if found.says is not None else ("", [])
    if not parts:
        return ""
    text = format_html_join("", "{}", ((format_html("<mark>{}</mark>", t) if hit else t,) for t, hit in parts))
    return format_html("{}: {}", label, text) if label else text


def facet_groups(found):
    """The groups of filters as the facet tag wants them; values that would give nothing are left out."""
    groups = []
    for kind in Topic.Kind:
        topics = [(slug, topic.name) for slug, topic in found.index.topics.items() if topic.kind == kind]
        opened = kind in (Topic.Kind.THEME, Topic.Kind.SPECIALISM)
        groups.append(facet_group(found, "onderwerp", kind.label, topics, topic_facet(kind.value), opened))
    opens = [(value, str(OPEN_TO[name])) for value, name in OPEN.items()]
    groups.append(facet_group(found, "openvoor", _("Open to"), opens, opened=True))
    municipalities = [(slug, one.name) for slug, one in found.index.municipalities.items()]
    groups.append(facet_group(found, "gemeente", _("Municipality"), municipalities))
    groups.append(facet_group(found, "soort", _("Kind of organisation"), Organisation.Kind.choices))
    groups.append(facet_group(found, "ervaring", _("Own experience"), [(YES, _("Expert by experience"))]))
    return [group for group in groups if group["choices"]]


def query(found, without=None):
    """The filters as a query, in one fixed order."""
    cleaned = found.form.cleaned_data
    pairs = [("q", cleaned["q"])] if cleaned["q"] and without != ("q", cleaned["q"]) else []
    for name in FILTERS:
        pairs += [(name, value) for value in cleaned[name] if (name, value) != without]
    return urlencode(pairs)


def active_filters(found):
    """What is chosen, as (label, address of the directory without it)."""
    cleaned, path = found.form.cleaned_data, reverse("people:directory")
    chosen = [(_("“%(words)s”") % {"words": cleaned["q"]}, ("q", cleaned["q"]))] if cleaned["q"] else []
    labels = {
        "onderwerp": lambda value: found.index.topics[value].name,
        "gemeente": lambda value: found.index.municipalities[value].name,
        "soort": lambda value: Organisation.Kind(value).label,
        "openvoor": lambda value: OPEN_TO[OPEN[value]],
        "ervaring": lambda value: _("Expert by experience"),
    }
    for name in FILTERS:
        chosen += [(labels[name](value), (name, value)) for value in cleaned[name]]
    return [(label, f"{path}?{rest}" if (rest := query(found, pair)) else path) for label, pair in chosen]
