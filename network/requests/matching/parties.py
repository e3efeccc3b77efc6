"""Which organisations and groups a challenge, or any request, may be brought to (N10, N11).

By what they show everybody who may see them: their topics, those of what they offer, and where they work.
"""

from dataclasses import dataclass
from hashlib import blake2b

from network.organisations.models import Organisation
from network.people.models import PeopleGroup
from network.requests.matching import criteria, index
from network.requests.matching.reasons import Reason
from network.services.models import Service

MOST = 10
TOPICS, PLACE = 3, 1


@dataclass
class PartyMatch:
    """An organisation or a group that fits: how well (0 to 1), and why."""

    party: object
    score: float
    reasons: list

    @property
    def is_group(self):
        return isinstance(self.party, PeopleGroup)

    @property
    def why(self):
        """The reasons as one text."""
        return " ".join(reason.sentence for reason in self.reasons)


def rank_parties(request, most=MOST, groups_only=False):
    """The organisations and groups whose topics fit, the best first; nothing fits a request without topics.

    Not where who asks works, and no municipalities: those ask.
    """
    people = index.people()
    topics = list(request.topics.accepted().order_by("name").values_list("pk", flat=True))
    near = criteria.closeness(people, topics)
    reader = request.asked_by
    groups = PeopleGroup.objects.visible_to(reader)
    pairs = [("group", pk, topic) for pk, topic in _carried(PeopleGroup.topics.through, "peoplegroup", groups, near)]
    if not groups_only:
        firms = Organisation.objects.exclude(kind=Organisation.Kind.MUNICIPALITY).exclude(pk=request.organisation_id)
        of_firms = _carried(Organisation.topics.through, "organisation", firms, near)
        pairs += [("firm", pk, topic) for pk, topic in of_firms]
        offers = Service.objects.visible_to(None).filter(organisation__in=firms, topics__in=list(near))
        offered = offers.order_by().values_list("organisation_id", "topics").distinct()
        pairs += [("firm", pk, topic) for pk, topic in offered if topic in near]
    best, names = {}, {}
    for kind, pk, topic in pairs:
        mine = best.setdefault((kind, pk), {})
        for wanted, close in near[topic].items():
            mine[wanted] = max(mine.get(wanted, 0), close)
        names.setdefault((kind, pk), {})[topic] = max(near[topic].values())
    here = _works_in(request.municipality_id)
    scored = []
    for key, mine in best.items():
        fit = 0.6 * max(mine.values()) + 0.4 * sum(mine.values()) / len(topics)
        score = round((TOPICS * fit + PLACE * (key in here)) / (TOPICS + PLACE), 4)
        scored.append((-score, blake2b(f"{request.pk}:{key}".encode(), digest_size=8).digest(), key))
    return _matches(request, people, sorted(scored)[:most], names, here)


def _carried(through, side, things, near):
    """Pairs (thing, topic) of the topics that matter."""
    rows = through.objects.filter(**{f"{side}__in": things.order_by().values("pk")}, topic__in=list(near))
    return rows.order_by("pk").values_list(f"{side}_id", "topic_id")


def _works_in(municipality):
    if municipality is None:
        return set()
    firms = Organisation.municipalities.through.objects.filter(municipality=municipality).values("organisation_id")
    of_groups = PeopleGroup.organisations.through.objects.filter(organisation__in=firms)
    found = {("firm", pk) for pk in firms.values_list("organisation_id", flat=True)}
    return found | {("group", pk) for pk in of_groups.values_list("peoplegroup_id", flat=True)}


def _matches(request, people, scored, names, here):
    keys = [key for _score, _tie, key in scored]
    firms = Organisation.objects.in_bulk([pk for kind, pk in keys if kind == "firm"])
    groups = PeopleGroup.objects.prefetch_related("organisations").in_bulk([pk for kind, pk in keys if kind == "group"])
    found = []
    for score, _tie, key in scored:
        kind, pk = key
        party = (groups if kind == "group" else firms)[pk]
        closest = sorted(names[key], key=lambda topic: (-names[key][topic], people.names[topic]))
        reasons = [Reason("works_on", {"topics": [people.names[topic] for topic in closest[:2]]})]
        if key in here:
            reasons.append(Reason("here", {"place": people.municipality_names[request.municipality_id]}))
        number = len(party.organisations.all()) if kind == "group" else 0
        if number > 1:
            reasons.append(Reason("together", {"number": number}))
        found.append(PartyMatch(party, -score, reasons))
    return found
