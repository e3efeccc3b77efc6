"""The filters of the expertise directory, counted from bitsets (``base/bits.py``).

A field that somebody hides is in no filter: what all members see is in ``masks``, what only colleagues of the same
organisation see is in ``for_colleagues``, and what nobody sees is in neither. So choosing a filter, or watching a
number change, tells nobody anything that the page of that person doesn't.
"""

from collections import defaultdict
from dataclasses import dataclass

from base import bits, stamps
from base.faceted import topic_facet
from network.organisations.models import Municipality, Organisation
from network.people.choices import ShownTo
from network.people.models import Member, MemberTopic
from network.people.profiles import OPEN_TO, level
from network.people.rules import is_member
from network.topics.models import Topic

YES = "ja"
# Values of ``?openvoor=`` and their fields.
OPEN = {
    "vragen": "open_to_questions",
    "consultatie": "open_to_consultation",
    "intervisie": "open_to_intervision",
    "kijkje": "open_to_visits",
    "spreken": "open_to_speaking",
    "training": "open_to_training",
}
STAMP = "people"


@dataclass
class Index:
    """Every listed member as a bit, in the order of their names."""

    pks: list
    masks: dict  # facet -> value -> who shows that to all members
    for_colleagues: dict  # the same, of who shows it to their own organisation only
    of_organisation: dict  # primary key -> who works there
    public: int  # who opened their card to everyone
    topics: dict  # slug -> Topic
    municipalities: dict  # slug -> Municipality
    everything: int

    def __post_init__(self):
        self.position = {pk: place for place, pk in enumerate(self.pks)}

    def mask_of(self, pks):
        """These members as bits; who isn't listed falls away."""
        known = [self.position[pk] for pk in pks if pk in self.position]
        return bits.of(known) if known else 0

    def base(self, reader):
        """Whom ``reader`` may see: the same as ``Member.objects.visible_to(reader)``."""
        return self.everything if is_member(reader) else self.public

    def seen_by(self, reader):
        """The masks as ``reader`` may know them."""
        if not is_member(reader) or reader.organisation_id not in self.of_organisation:
            return self.masks
        colleagues = self.of_organisation[reader.organisation_id]
        seen = {facet: dict(values) for facet, values in self.masks.items()}
        for facet, values in self.for_colleagues.items():
            mine = seen.setdefault(facet, {})
            for value, mask in values.items():
                mine[value] = mine.get(value, 0) | (mask & colleagues)
        return seen


def index():
    """The index of this moment."""
    return stamps.remember(STAMP, "directory", build)


def build():
    """Read it from the database, in six queries."""
    fields = ("pk", "name", "organisation_id", "expert_by_experience", "shown_to", "is_public", *OPEN_TO)
    people = list(Member.objects.listed().only(*fields).order_by("name", "pk"))
    position = {person.pk: place for place, person in enumerate(people)}
    levels = {field: [level(person, field) for person in people] for field in _FIELDS}
    gather = {
        ShownTo.MEMBERS: defaultdict(lambda: defaultdict(list)),
        ShownTo.ORGANISATION: defaultdict(lambda: defaultdict(list)),
    }

    def put(field, facet, value, place):
        shown = levels[field][place]
        if shown in gather:
            gather[shown][facet][value].append(place)

    kinds = dict(Organisation.objects.values_list("pk", "kind"))
    organisations = defaultdict(list)
    for place, person in enumerate(people):
        if person.organisation_id in kinds:
            organisations[person.organisation_id].append(place)
            put("organisation", "soort", kinds[person.organisation_id], place)
        if person.expert_by_experience:
            put("expert_by_experience", "ervaring", YES, place)
        for value, field in OPEN.items():
            if getattr(person, field):
                put("open_to", "openvoor", value, place)

    terms = {topic.pk: topic for topic in Topic.objects.accepted()}
    topics = _topics(position, terms, put)
    municipalities = {one.pk: one for one in Municipality.objects.order_by("name")}
    for member, municipality in Member.municipalities.through.objects.values_list("member_id", "municipality_id"):
        if member in position:
            put("municipalities", "gemeente", municipalities[municipality].slug, position[member])

    return Index(
        pks=[person.pk for person in people],
        masks=_bits(gather[ShownTo.MEMBERS]),
        for_colleagues=_bits(gather[ShownTo.ORGANISATION]),
        of_organisation={pk: bits.of(places) for pk, places in organisations.items()},
        public=bits.of([place for place, person in enumerate(people) if person.is_public]) if people else 0,
        topics=topics,
        municipalities={one.slug: one for one in municipalities.values()},
        everything=(1 << len(people)) - 1,
    )


_FIELDS = ("organisation", "expert_by_experience", "open_to", "topics", "municipalities")


def _topics(position, terms, put):
    """Each topic that somebody can help with, or with something narrower."""
    carried = defaultdict(set)
    able = MemberTopic.objects.filter(level=MemberTopic.Level.CAN_HELP)
    for member, topic in able.values_list("member_id", "topic_id"):
        seen, term = set(), terms.get(topic)
        while term is not None and term.pk not in seen and member in position:
            seen.add(term.pk)
            carried[term.pk].add(position[member])
            term = terms.get(term.broader_id)
    for pk, places in carried.items():
        for place in sorted(places):
            put("topics", topic_facet(terms[pk].kind), terms[pk].slug, place)
    # by what it is called, so that which topics there are says nothing of who hides theirs
    return {topic.slug: topic for topic in sorted(terms.values(), key=lambda one: one.name.casefold())}


def _bits(gather):
    return {facet: {value: bits.of(places) for value, places in values.items()} for facet, values in gather.items()}
