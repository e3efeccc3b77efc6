"""The filters of the agenda: counted from bitsets that each process keeps (``base.bits``), in order of the start.

The index holds what a filter asks of a meeting and is remembered until a meeting, topic or organisation changes. What
changes with each registration, whether there is room, and what changes with the clock are asked for each request.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from base import bits, stamps
from base.choices import Visibility
from base.faceted import topic_facet
from base.findable import search_words
from events.meetings.actions.registering import SENTENCES, why_closed
from events.meetings.choices import EventKind
from events.meetings.models import EventPage, Registration, TaggedEvent
from events.meetings.slots import event_marks
from network.organisations.models import Municipality
from network.people.rules import is_member, is_staff_member
from network.topics.models import Topic

STAMP = "agenda"
COMING, PAST = "komend", "geweest"
ONLINE, ROOM = "online", "plek"
YES = "ja"


@dataclass
class Index:
    """Every published meeting as a bit, the earliest first. ``masks[facet][value]`` are those that fit a value."""

    events: list  # EventPage with only what filters ask
    position: dict
    levels: dict
    masks: dict
    topics: dict  # slug -> Topic, the accepted ones
    municipalities: dict  # slug -> Municipality
    topics_of: dict  # primary key -> primary keys of topics
    organised: dict  # primary key of an organisation -> its meetings as bits
    everything: int = field(init=False)
    starts: list = field(init=False)  # of each event, so in order
    longest: timedelta = field(init=False)  # no event takes more time
    open: int = field(init=False)  # those that one registers for, whatever the clock says
    timed: list = field(init=False)  # (place, event) of those of which the clock says more than that they began

    def __post_init__(self):
        self.everything = (1 << len(self.events)) - 1
        self.starts = [event.starts_at for event in self.events]
        self.longest = max((event.ends_at - event.starts_at for event in self.events), default=timedelta())
        long_before = datetime.min.replace(tzinfo=UTC)
        places = list(enumerate(self.events))
        self.timed = [(place, one) for place, one in places if one.registration_from or one.registration_until]
        clocked = {place for place, _event in self.timed}
        self.open = bits.of(
            [place for place, one in places if place in clocked or not why_closed(one, long_before)],
        )

    def base(self, member):
        """The meetings that ``member`` may see: the same set as ``visible_to(member)``."""
        if not is_member(member):
            return self.levels[Visibility.PUBLIC]
        if is_staff_member(member):
            return self.everything
        shared = self.levels[Visibility.PUBLIC] | self.levels[Visibility.MEMBERS]
        if not self.levels[Visibility.PARTICIPANTS]:
            return shared
        own = EventPage.objects.visible_to(member).filter(visibility=Visibility.PARTICIPANTS)
        return shared | self.mask_of(own.order_by().values_list("pk", flat=True))

    def mask_of(self, pks):
        """These meetings as bits; those that are not published fall away."""
        return bits.of([self.position[pk] for pk in pks if pk in self.position])

    def coming(self, now):
        """The meetings that are not over. Only of those that may be going on the end is looked at."""
        first, next_one = bisect_left(self.starts, now - self.longest), bisect_left(self.starts, now)
        going_on = [place for place in range(first, next_one) if self.events[place].ends_at >= now]
        return self._from(next_one) | bits.of(going_on)

    def between(self, start, end):
        """The meetings that are on at some moment from ``start`` until ``end``."""
        first, next_one = bisect_left(self.starts, start - self.longest), bisect_left(self.starts, end)
        return bits.of([place for place in range(first, next_one) if self.events[place].ends_at > start])

    def with_room(self, now):
        """The meetings that one can register for and that have a seat."""
        closed = [place for place, event in self.timed if why_closed(event, now)]
        full = self.mask_of(stamps.remember(stamps.SITE, "full meetings", _full))
        return self.open & self._from(bisect_right(self.starts, now)) & ~bits.of(closed) & ~full

    def _from(self, place):
        """All meetings from this place on."""
        return self.everything >> place << place


def _full():
    """Primary keys of the meetings still to come that have no seat left."""
    rows = Registration.objects.seated().filter(event__starts_at__gt=timezone.now(), event__capacity__isnull=False)
    counted = rows.order_by().values_list("event_id", "event__capacity").annotate(number=Count("pk"))
    return [pk for pk, capacity, number in counted if number >= capacity]


def index():
    """The index of this moment."""
    return stamps.remember(STAMP, "agenda", build)


def build():
    """Read the index from the database."""
    asked = ("visibility", "kind", "online", "starts_at", "ends_at", "capacity", "municipality_id", "state", "live")
    asked += ("organisation_id", "registration_open", "registration_from", "registration_until")
    events = list(EventPage.objects.published().order_by("starts_at", "pk").only("pk", *asked))
    position = {event.pk: place for place, event in enumerate(events)}
    municipalities = {one.slug: one for one in Municipality.objects.all()}
    slugs = {one.pk: slug for slug, one in municipalities.items()}
    gather, organised = defaultdict(list), defaultdict(list)
    for place, event in enumerate(events):
        gather["level", event.visibility].append(place)
        gather["soort", event.kind].append(place)
        if event.online:
            gather[ONLINE, YES].append(place)
        if event.municipality_id:
            gather["gemeente", slugs[event.municipality_id]].append(place)
        if event.organisation_id:
            organised[event.organisation_id].append(place)
    topics, topics_of = _topics(position, gather)
    masks = {
        "soort": dict.fromkeys(EventKind.values, 0),
        "gemeente": dict.fromkeys(municipalities, 0),
        ONLINE: {YES: 0},
    }
    levels = dict.fromkeys(Visibility.values, 0)
    for (facet, value), places in gather.items():
        (levels if facet == "level" else masks.setdefault(facet, {}))[value] = bits.of(places)
    organised = {pk: bits.of(places) for pk, places in organised.items()}
    return Index(events, position, levels, masks, topics, municipalities, topics_of, organised)


def _topics(position, gather):
    """Accepted topics by slug, and what each meeting carries; a topic counts for what is broader too."""
    topics = {topic.slug: topic for topic in Topic.objects.accepted().order_by("name")}
    by_pk = {topic.pk: topic for topic in topics.values()}
    carried, marked = defaultdict(list), set()
    for event, topic in TaggedEvent.objects.values_list("content_object_id", "tag_id"):
        if event not in position or topic not in by_pk:
            continue
        carried[event].append(topic)
        one, seen = by_pk[topic], set()
        while one is not None and one.pk not in seen:
            seen.add(one.pk)
            marked.add((one.kind, one.slug, position[event]))
            one = by_pk.get(one.broader_id)
    for kind, slug, place in marked:
        gather[topic_facet(kind), slug].append(place)
    return topics, dict(carried)


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

    def events(self):
        """What fits, the next one first; of what is over the last one first. Only what filters ask is read of them."""
        places = bits.places(self.mask)
        if self.form.cleaned_data["wanneer"] == PAST:
            places.reverse()
        return [self.index.events[place] for place in places]


def find(form, reader, *, whole_time=False, between=None, now=None):
    """The meetings that ``reader`` may see and that fit ``form`` (an ``AgendaForm``).

    With ``whole_time`` also what is over, as in a calendar; with ``between`` (two moments) what is on then, as in a
    month.
    """
    about, now, near = form.index, now or timezone.now(), False
    cleaned = form.cleaned_data
    base = about.base(reader)
    if between:
        base &= about.between(*between)
    elif not whole_time:
        coming = about.coming(now)
        base &= ~coming if cleaned["wanneer"] == PAST else coming
    if words := cleaned["q"]:
        ranked = search_words("event", words, reader)
        base, near = base & about.mask_of(ranked.pks), ranked.near
    masks = {**about.masks, ROOM: {YES: about.with_room(now)}}
    mask, counts = bits.narrow(masks, base, form.chosen())
    return Found(form, about, mask, counts, near)


def taken_by(pks):
    """``{primary key: seats taken}`` of these meetings, now."""
    seats = Registration.objects.seated().filter(event__in=list(pks)).order_by()
    return dict(seats.values_list("event_id").annotate(number=Count("pk")))


def rows(pks, reader):
    """The meetings to show, in the order of ``pks``, with the seats that are taken and what stands beside
    those that are over: in a fixed number of queries.
    """
    wanted = EventPage.objects.visible_to(reader).filter(pk__in=pks).select_related("municipality", "organisation")
    by_pk = {event.pk: event for event in wanted}
    taken = taken_by(by_pk)
    for pk, event in by_pk.items():
        event.taken = taken.get(pk, 0)
        event.free = None if event.capacity is None else max(0, event.capacity - event.taken)
        event.closed = SENTENCES.get(why_closed(event), "")
        event.marks = []
    over = [event for event in by_pk.values() if event.is_over]
    for marks in event_marks if over else ():
        for pk, mark in marks(over, reader).items():
            by_pk[pk].marks.append(mark)
    return [by_pk[pk] for pk in pks if pk in by_pk]
