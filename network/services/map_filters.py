"""The question of the provider map in words and in addresses: groups of filters, what is chosen, the map without it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.faceted import facet_group, topic_facet
from network.organisations.models import Organisation
from network.services.facets import AGES, AT_HOME, ONLINE, WEEKS, YES
from network.topics.models import Topic

SEVERAL = ("onderwerp", "gemeente", "leeftijd", "soort", "grootte", "waar", "onbekend", "consultatie")
# The kinds of topics as questions, in the order in which one asks them: for whom, what is going on, who knows about it.
KINDS = {
    Topic.Kind.TARGET_GROUP: gettext_lazy("For whom?"),
    Topic.Kind.THEME: gettext_lazy("Support need: what is going on?"),
    Topic.Kind.SPECIALISM: gettext_lazy("Specialism"),
    Topic.Kind.CARE_FORM: gettext_lazy("Care form"),
    Topic.Kind.METHOD: gettext_lazy("Method"),
    Topic.Kind.TRANSITION: gettext_lazy("Transition"),
    Topic.Kind.LAW: gettext_lazy("Law"),
}
OPENED = (Topic.Kind.THEME, Topic.Kind.SPECIALISM)


def facet_groups(found):
    """The groups of filters as the facet tag wants them: for whom, what is going on, where, when, and by whom."""
    topics = {kind: _topics(found, kind) for kind in KINDS}
    municipalities = [(slug, one.name) for slug, one in found.index.municipalities.items()]
    groups = [
        topics[Topic.Kind.TARGET_GROUP],
        facet_group(found, "leeftijd", _("Age"), age_labels().items(), opened=True),
        topics[Topic.Kind.THEME],
        topics[Topic.Kind.SPECIALISM],
        facet_group(found, "gemeente", _("In which municipality?"), municipalities),
        _room(found),
        _unknown(found),
        topics[Topic.Kind.CARE_FORM],
        facet_group(found, "waar", _("Where is help given?"), where_labels().items()),
        facet_group(found, "soort", _("Kind of provider"), Organisation.Kind.choices),
        facet_group(found, "grootte", _("Size of the provider"), Organisation.Size.choices),
        facet_group(found, "consultatie", _("Consultation"), [(YES, _("You may call to think along"))]),
        topics[Topic.Kind.METHOD],
        topics[Topic.Kind.TRANSITION],
        topics[Topic.Kind.LAW],
    ]
    return [group for group in groups if group["choices"]]


def _topics(found, kind):
    topics = [(slug, topic.name) for slug, topic in found.index.topics.items() if topic.kind == kind]
    return facet_group(found, "onderwerp", KINDS[kind], topics, topic_facet(kind.value), kind in OPENED)


def _room(found):
    """Within how many weeks; one of them, or whenever: without that a chosen one can't be let go."""
    group = facet_group(found, "plek", _("When is there room?"), room_labels().items(), opened=True, kind="radio")
    if group["choices"]:
        group["choices"].insert(0, ("", _("Whenever"), None, not found.form.cleaned_data["plek"]))
    return group


def _unknown(found):
    """Whether who didn't tell belongs in the list too; only a question when one asks for room."""
    group = facet_group(found, "onbekend", _("Unknown waiting time"), [])
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


def label_of(found, name, value):
    """A chosen value in words."""
    labels = {
        "q": lambda: _("“%(words)s”") % {"words": value},
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
    return str(labels[name]())


def query(found, without=(), extra=None):
    """The question as a query: in one fixed order, so that the same question always has the same address.

    ``without`` are (parameter, value) pairs to leave out, ``extra`` is one to put in.
    """
    cleaned = found.form.cleaned_data
    pairs = [("q", cleaned["q"])] if cleaned["q"] else []
    for name in SEVERAL:
        pairs += [(name, value) for value in cleaned[name]]
    if cleaned["plek"]:
        pairs.append(("plek", cleaned["plek"]))
    if cleaned["sorteer"] not in ("", "best"):
        pairs.append(("sorteer", cleaned["sorteer"]))
    return urlencode([pair for pair in pairs if pair not in without] + ([extra] if extra else []))


def address(found, without=(), extra=None, view="services:map"):
    """The map (or its list of locations) with this question."""
    rest, path = query(found, without, extra), reverse(view)
    return f"{path}?{rest}" if rest else path


def active_filters(found):
    """What is chosen, as (label, address of the map without it)."""
    cleaned = found.form.cleaned_data
    chosen = [("q", cleaned["q"])] if cleaned["q"] else []
    for name in SEVERAL:
        chosen += [(name, value) for value in cleaned[name]]
    if cleaned["plek"]:
        chosen.append(("plek", cleaned["plek"]))
    return [(label_of(found, *pair), address(found, [pair])) for pair in chosen]
