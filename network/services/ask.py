"""Whom to ask when nothing on the provider map fits: who may be called, which groups, which colleagues (N8, N10).

Each is asked through the room it belongs to, as the one who asks: a group that isn't theirs to know of, or what
somebody hides on their profile, gives nobody away here either.
"""

from dataclasses import dataclass, field

from base import bits
from base.faceted import topic_facet
from base.findable import search_words
from network.people import directory
from network.people.models import Member, PeopleGroup
from network.people.rules import is_member
from network.services.facets import YES
from network.services.models import Service
from network.topics.vocabulary import terms, with_narrower

MOST = 3
TOPICS_OF_WORDS = 5


@dataclass
class Ask:
    """Services whose people think along, groups and members; each at most three."""

    services: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    people: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.services or self.groups or self.people)


def whom_to_ask(found, member):
    """Who knows about the topics of the question, for a question that nothing fits."""
    topics = _topics(found, member)
    if not topics:
        return Ask()
    with_below = {pk for topic in topics for pk in with_narrower(topic.pk)}
    groups = PeopleGroup.objects.visible_to(member).filter(topics__in=with_below).distinct()
    return Ask(_services(found, topics, member), list(groups[:MOST]), _people(topics, member))


def _topics(found, member):
    """The chosen topics; without any, those that the words name."""
    chosen = [found.index.topics[slug] for slug in found.form.cleaned_data["onderwerp"]]
    words = found.form.cleaned_data["q"]
    if chosen or not words:
        return chosen
    known = terms()
    return [known[pk] for pk in search_words("topic", words, member).pks[:TOPICS_OF_WORDS] if pk in known]


def _services(found, topics, member):
    about, carried = found.index, 0
    for topic in topics:
        carried |= about.masks.get(topic_facet(topic.kind), {}).get(topic.slug, 0)
    open_to_it = carried & about.masks.get("consultatie", {}).get(YES, 0)
    places = sorted(bits.places(open_to_it), key=lambda place: (about.waits(place), place))[:MOST]
    pks = [about.pks[place] for place in places]
    by_pk = Service.objects.visible_to(member).select_related("organisation").in_bulk(pks)
    return [by_pk[pk] for pk in pks if pk in by_pk]


def _people(topics, member):
    """Members who show that they can help with it and are open to consultation, to members only."""
    if not is_member(member):
        return []
    about = directory.index()
    masks = about.seen_by(member)
    able = 0
    for topic in topics:
        able |= masks.get(topic_facet(topic.kind), {}).get(topic.slug, 0)
    willing = about.base(member) & able & masks.get("openvoor", {}).get("consultatie", 0)
    pks = [about.pks[place] for place in bits.places(willing)]
    people = Member.objects.visible_to(member).filter(pk__in=pks).exclude(pk=member.pk)
    return list(people.select_related("organisation").order_by("name")[:MOST])
