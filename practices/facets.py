"""The filters of the list of practices: counted from bitsets that each process keeps.

Counting every value of every facet in SQL costs more with each practice that is added. Here each value is one Python
integer in which bit *n* says whether it fits the *n*-th practice, newest first. "How many for this municipality, with
these other filters on" is then ``(a & b).bit_count()``: about a third of a microsecond at 10,000 practices, so the
list costs the same with 1,000 as with 10,000.

The index is built from seven plain queries and remembered until a practice, topic or organisation changes. Of the text
of a practice it holds the title only: rows are fetched by primary key, through ``visible_to`` once more.

Who may see what is the same question as ``PracticePage.objects.visible_to(member)``, level by level, and for each
member the practices that only those who take part may see (tests/practices/test_facets.py holds both against another).
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from base import bits, stamps
from base.choices import Visibility
from network.organisations.models import Municipality
from network.people.rules import is_member, is_staff_member
from network.topics.models import Topic
from practices.choices import Badge, Result
from practices.models import AdoptionReport, PracticePage, TaggedPractice

AGES = {"0-4": (0, 4), "4-12": (4, 12), "12-18": (12, 18), "18+": (18, 999)}
SORTS = ("newest", "tested", "report", "title")
WELCOME = "ja"


def topic_facet(kind):
    """The name of the facet of one kind of topic. Each kind is a facet of its own, under one parameter."""
    return f"topic:{kind}"


@dataclass
class Index:
    """Every published practice as a bit. ``masks[facet][value]`` are the practices that fit a value."""

    pks: list
    position: dict
    levels: dict
    taking_part: dict  # member -> practices that only those who take part may see, and they do
    masks: dict
    topics: dict  # slug -> Topic, the accepted ones
    tagged: dict  # slug -> practices that carry exactly this topic
    municipalities: dict  # slug -> Municipality
    places: dict  # pk -> names of its municipalities
    reports: dict  # pk -> number of adoption reports
    titles: list  # in lower case
    orders: dict  # sort -> positions in that order
    published: list = field(default_factory=list)  # when each was published
    _shared: dict = field(default_factory=dict)  # mask -> primary keys, of what many may see
    everything: int = field(init=False)
    number: int = field(default_factory=itertools.count(1).__next__)  # tells one index of this process from another

    def __post_init__(self):
        self.everything = (1 << len(self.pks)) - 1

    def base(self, member):
        """The practices that ``member`` may see: the same set as ``visible_to(member)``."""
        if not is_member(member):
            return self.levels[Visibility.PUBLIC]
        if is_staff_member(member):
            return self.everything
        return self.levels[Visibility.PUBLIC] | self.levels[Visibility.MEMBERS] | self.taking_part.get(member.pk, 0)

    def visible(self, member):
        """The same as primary keys. What is for everybody, or for all members, is kept as long as the index."""
        mask = self.base(member)
        shared = mask & (self.levels[Visibility.PUBLIC] | self.levels[Visibility.MEMBERS])
        shared = mask if mask == self.everything else shared
        if shared not in self._shared:
            self._shared[shared] = frozenset(self.slice(shared, "newest", 0, len(self.pks)))
        own = mask & ~shared
        return self._shared[shared] | set(self.slice(own, "newest", 0, len(self.pks))) if own else self._shared[shared]

    def mask_of(self, pks):
        """These practices as bits; those that are not published fall away."""
        mask = 0
        for pk in pks:
            if pk in self.position:
                mask |= 1 << self.position[pk]
        return mask

    def narrow(self, base, chosen):
        """What is left of ``base`` with the ``chosen`` values (a dict of facet to values), and a counter.

        Within a facet any value will do, between facets all must hold. ``counts(facet)`` gives the number for each
        value, leaving out what was chosen in that facet itself: that is what choosing one more would add.
        """
        return bits.narrow(self.masks, base, chosen)

    def slice(self, mask, sort, start, stop):
        """Primary keys of ``mask`` from place ``start`` up to ``stop`` in the order of ``sort``."""
        digits = bin(mask)[:1:-1]
        if sort == "newest":
            places = _ones(digits, stop)
        elif mask.bit_count() * 20 < len(self.pks):
            # few are left: sort those, rather than walk through all
            rank = self.orders[sort][1]
            places = sorted(_ones(digits, len(digits)), key=rank.__getitem__)
        else:
            places, size = [], len(digits)
            for place in self.orders[sort][0]:
                if place < size and digits[place] == "1":
                    places.append(place)
                    if len(places) == stop:
                        break
        return [self.pks[place] for place in places[start:stop]]

    def topics_of(self, pk):
        """The topics of a practice, by name; none when it is not published."""
        mask = self.mask_of([pk])
        return [topic for slug, topic in self.topics.items() if self.tagged[slug] & mask]


def _ones(bits, most):
    """The places of the first ``most`` ones in a text of bits."""
    places, place = [], bits.find("1")
    while place >= 0 and len(places) < most:
        places.append(place)
        place = bits.find("1", place + 1)
    return places


def index():
    """The index of this moment."""
    return stamps.remember("practices", "facets", build)


def build():
    """Read the index from the database."""
    rows = list(
        PracticePage.objects.published()
        .order_by("-first_published_at", "-pk")
        .values_list(
            *("pk", "visibility", "badge", "age_from", "age_to", "shadow_visit"),
            *("organisation_id", "owner_id", "contact_id", "title", "first_published_at"),
        )
    )
    position = {row[0]: place for place, row in enumerate(rows)}
    levels = dict.fromkeys(Visibility.values, 0)
    masks = {
        "toets": dict.fromkeys(Badge.values, 0),
        "leeftijd": dict.fromkeys(AGES, 0),
        "meekijken": {WELCOME: 0},
        "elders": dict.fromkeys(Result.values, 0),
    }
    gather = defaultdict(list)  # (facet, value) -> positions; one big integer is made of them at the end
    for place, (_pk, level, badge, age_from, age_to, welcome, *_rest) in enumerate(rows):
        gather["level", level].append(place)
        gather["toets", badge].append(place)
        if welcome:
            gather["meekijken", WELCOME].append(place)
        for band in _bands(age_from, age_to):
            gather["leeftijd", band].append(place)

    places, municipalities = _municipalities(position, gather)
    topics, tagged, broader = _topics(position)
    co_authors = list(PracticePage.co_authors.through.objects.values_list("practicepage_id", "member_id"))
    reports, newest_report = _reports(rows, position, gather, co_authors)
    people = {(row[0], member) for row in rows for member in row[7:9]}.union(co_authors)
    for page, member in people:
        if page in position and rows[position[page]][1] == Visibility.PARTICIPANTS:
            gather["taking part", member].append(position[page])

    taking_part = {}
    apart = {"level": levels, "taking part": taking_part}
    for (facet, value), found in gather.items():
        (apart[facet] if facet in apart else masks.setdefault(facet, {}))[value] = bits.of(found)
    masks["gemeente"] = {slug: masks.get("gemeente", {}).get(slug, 0) for slug in municipalities}
    for kind in Topic.Kind.values:
        masks[topic_facet(kind)] = {slug: broader[slug] for slug, topic in topics.items() if topic.kind == kind}

    titles = [row[9].casefold() for row in rows]
    keys = {
        "tested": lambda place: (-rows[place][2], place),
        "report": lambda place: (-newest_report.get(rows[place][0], 0), place),
        "title": lambda place: (titles[place], place),
    }
    orders = {}
    for sort, key in keys.items():
        order = sorted(range(len(rows)), key=key)
        rank = [0] * len(rows)
        for number, place in enumerate(order):
            rank[place] = number
        orders[sort] = (order, rank)
    return Index(
        pks=[row[0] for row in rows],
        position=position,
        levels=levels,
        taking_part=taking_part,
        masks=masks,
        topics=topics,
        tagged=tagged,
        municipalities=municipalities,
        places=places,
        reports=reports,
        titles=titles,
        orders=orders,
        published=[row[10] for row in rows],
    )


def _bands(age_from, age_to):
    """The age groups that overlap with "from … to"; none when the practice does not say."""
    if age_from is None and age_to is None:
        return []
    first = age_from or 0
    last = 999 if age_to is None else max(age_to, first + 1)
    return [name for name, (low, high) in AGES.items() if first < high and last > low]


def _municipalities(position, gather):
    municipalities = {one.slug: one for one in Municipality.objects.all()}
    by_pk = {one.pk: one for one in municipalities.values()}
    places = defaultdict(list)
    links = PracticePage.municipalities.through.objects.order_by("municipality__name")
    for page, municipality in links.values_list("practicepage_id", "municipality_id"):
        if page in position:
            gather["gemeente", by_pk[municipality].slug].append(position[page])
            places[page].append(by_pk[municipality].name)
    return dict(places), municipalities


def _topics(position):
    """Accepted topics, the practices that carry each, and those that carry it or a narrower one."""
    topics = {topic.slug: topic for topic in Topic.objects.accepted().order_by("name")}
    by_pk = {topic.pk: topic for topic in topics.values()}
    carried = defaultdict(list)
    for page, topic in TaggedPractice.objects.values_list("content_object_id", "tag_id"):
        if page in position and topic in by_pk:
            carried[by_pk[topic].slug].append(position[page])
    tagged = {slug: bits.of(carried[slug]) for slug in topics}
    broader = dict(tagged)
    for slug, topic in topics.items():
        seen = {topic.pk}
        above = by_pk.get(topic.broader_id)
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            broader[above.slug] |= tagged[slug]
            above = by_pk.get(above.broader_id)
    return topics, tagged, broader


def _reports(rows, position, gather, co_authors):
    """Count reports, and gather what happened elsewhere: another organisation, and not an author (as for the badge)."""
    counts, newest, elsewhere = defaultdict(int), {}, set()
    authors = {(row[0], row[7]) for row in rows}
    authors.update(co_authors)
    found = AdoptionReport.objects.values_list("practice_id", "organisation_id", "member_id", "result", "created_at")
    for page, organisation, member, result, created in found:
        if page not in position:
            continue
        counts[page] += 1
        newest[page] = max(newest.get(page, 0), created.timestamp())
        own = rows[position[page]][6]
        if organisation not in (None, own) and (page, member) not in authors:
            elsewhere.add((result, position[page]))
    for result, place in elsewhere:
        gather["elders", result].append(place)
    return dict(counts), newest
