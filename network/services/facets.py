"""The filters of the provider map: counted from bitsets that each process keeps (``base/bits.py``).

Only what is on offer is in it, which everybody may see. Of a service it holds what filters and sorting need; rows are
fetched by primary key, through ``visible_to`` once more.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from base import bits, stamps
from base.faceted import topic_facet
from network.organisations.models import Municipality, Organisation
from network.services.freshness import Freshness
from network.services.models import Service, WaitingTime
from network.services.outline import Drawing, draw
from network.topics.models import Topic

# Bands of ages in years, both included; the last two overlap with being of age, where laws change.
AGES = {"0-4": (0, 4), "4-12": (4, 12), "12-18": (12, 18), "18-23": (18, 23)}
# "Room within so many weeks"; 0 is room now.
WEEKS = (0, 4, 8, 12)
YES = "ja"
ONLINE, AT_HOME = "online", "thuis"


@dataclass
class Index:
    """Every service on offer as a bit, in the order of their names. ``masks[facet][value]`` are those that fit."""

    pks: list
    names: list
    weeks: list  # a number, or None when it is unknown or nobody is taken
    state: list  # state of the waiting time, "" when it is unknown
    organisations: list  # primary keys
    small: set  # primary keys of small organisations
    masks: dict
    topics: dict  # slug -> Topic, those that a service carries (or something narrower)
    municipalities: dict  # slug -> Municipality
    drawing: Drawing | None  # of the region, when enough municipalities have a place
    everything: int

    def __post_init__(self):
        self.position = {pk: place for place, pk in enumerate(self.pks)}

    def mask_of(self, pks):
        """These services as bits; those not on offer fall away."""
        return bits.of([self.position[pk] for pk in pks if pk in self.position]) if self.pks else 0

    def waits(self, place):
        """A key to sort by: the shortest wait first, then what is unknown, then who takes nobody."""
        if self.state[place] == WaitingTime.State.STOPPED:
            return 2, 0
        return (0, self.weeks[place]) if self.weeks[place] is not None else (1, 0)


def index():
    """The index of this moment and day: a waiting time fades by itself."""
    return stamps.remember("services", ("facets", timezone.localdate()), build)


def build():
    """Read the index from the database, in nine queries."""
    fields = ("pk", "name", "organisation_id", "age_from", "age_to", "online", "at_home", "consultation_possible")
    rows = list(Service.objects.offered().order_by("name", "pk").values_list(*fields))
    position = {row[0]: place for place, row in enumerate(rows)}
    gather = defaultdict(lambda: defaultdict(list))
    for place, (_pk, _name, _organisation, first, last, online, at_home, consultation) in enumerate(rows):
        for band, (young, old) in AGES.items():
            if (first is None or first <= old) and (last is None or last >= young):
                gather["leeftijd"][band].append(place)
        for value, holds in ((ONLINE, online), (AT_HOME, at_home)):
            if holds:
                gather["waar"][value].append(place)
        if consultation:
            gather["consultatie"][YES].append(place)

    small = _organisations(rows, gather)
    weeks, state = _waiting(rows, position, gather)
    topics = _topics(position, gather)
    municipalities = _municipalities(position, gather)
    masks = {facet: {value: bits.of(found) for value, found in values.items()} for facet, values in gather.items()}
    return Index(
        pks=[row[0] for row in rows],
        names=[row[1].casefold() for row in rows],
        weeks=weeks,
        state=state,
        organisations=[row[2] for row in rows],
        small=small,
        masks=masks,
        topics=topics,
        municipalities=municipalities,
        drawing=draw(municipalities.values()),
        everything=(1 << len(rows)) - 1,
    )


def _organisations(rows, gather):
    about = {pk: (kind, size) for pk, kind, size in Organisation.objects.values_list("pk", "kind", "size")}
    for place, row in enumerate(rows):
        kind, size = about[row[2]]
        gather["soort"][kind].append(place)
        gather["grootte"][size].append(place)
    return {pk for pk, (_kind, size) in about.items() if size == Organisation.Size.SMALL}


def _waiting(rows, position, gather):
    """The waiting time of now of each: what nobody believes any more counts as unknown."""
    weeks, state = [None] * len(rows), [""] * len(rows)
    for service, waiting in WaitingTime.objects.latest_of(list(position)).items():
        if waiting.freshness == Freshness.UNKNOWN:
            continue
        place = position[service]
        weeks[place], state[place] = waiting.weeks, waiting.state
        for limit in WEEKS:
            if waiting.weeks is not None and waiting.weeks <= limit:
                gather["plek"][str(limit)].append(place)
    gather["plek"]["onbekend"] = [place for place, known in enumerate(state) if not known]
    return weeks, state


def _topics(position, gather):
    """Each topic with what carries it or something narrower."""
    terms = {topic.pk: topic for topic in Topic.objects.accepted()}
    carried = defaultdict(set)
    through = Service.topics.through
    for service, topic in through.objects.filter(service_id__in=position).values_list("service_id", "topic_id"):
        seen, term = set(), terms.get(topic)
        while term is not None and term.pk not in seen:
            seen.add(term.pk)
            carried[term.pk].add(position[service])
            term = terms.get(term.broader_id)
    found = {}
    for topic in sorted(terms.values(), key=lambda one: one.name.casefold()):
        if topic.pk in carried:
            found[topic.slug] = topic
            gather[topic_facet(topic.kind)][topic.slug] = sorted(carried[topic.pk])
    return found


def _municipalities(position, gather):
    known = {one.pk: one for one in Municipality.objects.order_by("name")}
    for one in known.values():
        gather["gemeente"][one.slug] = []
    through = Service.municipalities.through
    pairs = through.objects.filter(service_id__in=position).values_list("service_id", "municipality_id")
    for service, municipality in pairs:
        gather["gemeente"][known[municipality].slug].append(position[service])
    return {one.slug: one for one in known.values()}
