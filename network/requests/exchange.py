"""The filters of the list of requests: counted from bitsets that each process keeps (``base.bits``), newest first.

The index holds what a filter asks of a request. Who may see which one is asked of ``visible_to``, remembered for each
reader until anything on the site changes, and asked once more for the rows of the page.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from base import bits, stamps
from base.faceted import topic_facet
from base.findable import kinds, search_words
from network.organisations.models import Municipality
from network.requests.choices import RequestKind, RequestStatus
from network.requests.kinds import KINDS
from network.requests.models import Request, VisitDay
from network.topics.models import Topic

STAMP = "requests"
OPEN, DONE, ALL = "open", "afgerond", "alle"
OFFERED = "aangeboden"
# Values of ``?soort=`` and the kinds they stand for; offers of visits are a value of their own.
SORTS = {rules.slug: kind for kind, rules in KINDS.items()}
LOOKING = (RequestStatus.OPEN,)
FINISHED = (RequestStatus.HELD, RequestStatus.CLOSED)


@dataclass
class Index:
    """Every sent request as a bit, the newest first. ``masks[facet][value]`` are those that fit a value."""

    pks: list
    position: dict
    masks: dict
    states: dict  # OPEN, DONE -> bits
    topics: dict  # slug -> Topic
    municipalities: dict  # slug -> Municipality

    def mask_of(self, pks):
        """These requests as bits; what isn't sent falls away."""
        return bits.of([self.position[pk] for pk in pks if pk in self.position])


def index():
    """The index of this moment."""
    return stamps.remember(STAMP, "exchange", build)


def build():
    """Read the index from the database, in five queries."""
    fields = ("pk", "kind", "status", "municipality_id", "to_municipality_id", "is_offer")
    rows = list(Request.objects.sent().order_by("-created_at", "-pk").values_list(*fields))
    position = {row[0]: place for place, row in enumerate(rows)}
    municipalities = {one.slug: one for one in Municipality.objects.order_by("name")}
    slugs = {one.pk: slug for slug, one in municipalities.items()}
    gather, states = defaultdict(set), defaultdict(list)
    for place, (_pk, kind, status, where, to, is_offer) in enumerate(rows):
        gather["soort", KINDS[RequestKind(kind)].slug].add(place)
        if is_offer:
            gather["soort", OFFERED].add(place)
        for municipality in {where, to} - {None}:
            gather["gemeente", slugs[municipality]].add(place)
        if status in LOOKING:
            states[OPEN].append(place)
        elif status in FINISHED:
            states[DONE].append(place)
    topics = _topics(position, gather)
    masks = {"soort": dict.fromkeys([*SORTS, OFFERED], 0), "gemeente": dict.fromkeys(municipalities, 0)}
    for (facet, value), places in gather.items():
        masks.setdefault(facet, {})[value] = bits.of(sorted(places))
    found = {state: bits.of(places) for state, places in states.items()}
    return Index([row[0] for row in rows], position, masks, found, topics, municipalities)


def _topics(position, gather):
    """Accepted topics by slug; a topic counts for what is broader too."""
    topics = {topic.slug: topic for topic in Topic.objects.accepted().order_by("name")}
    by_pk = {topic.pk: topic for topic in topics.values()}
    for request, topic in Request.topics.through.objects.values_list("request_id", "topic_id"):
        one, seen = by_pk.get(topic), set()
        while request in position and one is not None and one.pk not in seen:
            seen.add(one.pk)
            gather[topic_facet(one.kind), one.slug].add(position[request])
            one = by_pk.get(one.broader_id)
    return topics


@dataclass
class Found:
    """What fits, as bits of ``index``, with a counter for each facet."""

    form: object
    index: Index
    mask: int
    counts: object
    near: bool = False

    @property
    def total(self):
        return self.mask.bit_count()

    def pks(self):
        """Primary keys of what fits, the newest first."""
        return [self.index.pks[place] for place in bits.places(self.mask)]


def find(form, reader):
    """The requests that ``reader`` may see and that fit ``form`` (a ``ListForm``)."""
    about, near, cleaned = form.index, False, form.cleaned_data
    kind = next(one for one in kinds if one.model is Request)
    base = about.mask_of(kind.visible_pks(reader))
    if form.state != ALL:
        base &= about.states.get(form.state, 0)
    if cleaned["q"]:
        ranked = search_words("request", cleaned["q"], reader)
        base, near = base & about.mask_of(ranked.pks), ranked.near
    mask, counts = bits.narrow(about.masks, base, form.chosen())
    return Found(form, about, mask, counts, near)


def rows(pks, reader):
    """The requests to show, in the order of ``pks``, with how many answers or free places each has.

    In a fixed number of queries.
    """
    by_pk = Request.objects.visible_to(reader).filter(pk__in=pks).for_list().in_bulk()
    found = Request.objects.filter(pk__in=by_pk).order_by().annotate(number=Count("responses"))
    for pk, number in found.values_list("pk", "number"):
        by_pk[pk].answers = number
    for asked in by_pk.values():
        asked.places = 0 if asked.is_offer and asked.is_open else None
    for day in VisitDay.objects.filter(request__in=by_pk).coming().with_taken():
        if by_pk[day.request_id].places is not None:
            by_pk[day.request_id].places += max(0, day.places - day.taken)
    return [by_pk[pk] for pk in pks if pk in by_pk]
