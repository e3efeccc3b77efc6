"""What counts, and how much: each criterion gives everybody a number from 0 to 1.

Topics: the same topic counts most, a narrower or broader one less; who can help counts, and for intervision who wants
to learn the same too. Distance: between municipalities, to the nearest of those somebody works in. Dates: on how many
of the moments somebody can. Turns: who is new or was asked little. Contact: whom one met, for a consultation; whom one
never met, for intervision. What isn't known counts half, so saying nothing neither helps nor harms.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext_lazy as _

from network.requests.choices import RequestKind
from network.requests.matching.reasons import Reason

# Name -> how much it counts as a rule, and what it is called.
CRITERIA = {
    "topics": (5, _("What they know")),
    "dates": (2, _("The same days")),
    "distance": (2, _("How near")),
    "turns": (2, _("Who was asked little")),
    "contact": (1, _("Whether you met before")),
}
FACTORS = (0, 1, 3)  # doesn't count, as a rule, counts heavily
DEFAULT = 1
UNKNOWN = 0.5
NARROWER, BROADER = 0.7, 0.5  # a step
LEARNS = {RequestKind.INTERVISION: 0.6}  # of others nothing: they want to know, and so does who asks
FAR = 50  # kilometres; whoever works further away is not near at all
NEAR = 30  # up to where it is worth a word


def tidy_weights(weights):
    """``{criterion: 0, 1 or 2}`` for every criterion, out of whatever was stored."""
    weights = weights if isinstance(weights, dict) else {}
    return {name: weights[name] if weights.get(name) in (0, 1, 2) else DEFAULT for name in CRITERIA}


def factors(weights):
    """How much each criterion counts."""
    return {name: CRITERIA[name][0] * FACTORS[chosen] for name, chosen in tidy_weights(weights).items()}


# ---------- topics ----------


def closeness(index, topics):
    """``{topic that somebody may have: {topic of the request: how close}}``."""
    found = {}
    for topic in topics:
        here, near, seen = [topic], 1.0, {topic}
        while here:
            for pk in here:
                found.setdefault(pk, {})[topic] = near
            here = [pk for broad in here for pk in index.narrower.get(broad, ()) if pk not in seen]
            seen.update(here)
            near *= NARROWER
        near, broad = BROADER, index.broader.get(topic)
        while broad is not None and broad not in seen:
            found.setdefault(broad, {})[topic] = near
            seen.add(broad)
            near, broad = near * BROADER, index.broader.get(broad)
    return found


@dataclass
class TopicFit:
    """How well somebody's topics fit: ``score``, and each of them with how close it is, the closest first."""

    score: float
    helps: list
    learns: list


def topic_fits(index, kind, topics, organisation):
    """``{place: TopicFit}`` for everybody who has something to do with these topics."""
    learns = LEARNS.get(kind, 0)
    best, rows = {}, {}
    for topic, near in sorted(closeness(index, topics).items()):
        for place, can_help in index.topics.get(topic, ()):
            value = 1 if can_help else learns
            if not value or not index.sees("topics", place, organisation):
                continue
            mine = best.setdefault(place, {})
            for wanted, close in near.items():
                mine[wanted] = max(mine.get(wanted, 0), close * value)
            rows.setdefault(place, []).append((-max(near.values()), index.names[topic], can_help))
    fits = {}
    for place, mine in best.items():
        found = sorted(rows[place])
        score = 0.6 * max(mine.values()) + 0.4 * sum(mine.values()) / len(topics)
        helps, learn = ([name for _near, name, helps in found if helps == which] for which in (True, False))
        fits[place] = TopicFit(score, helps, learn)
    return fits


def topic_reason(fit):
    """Names at most two topics."""
    if fit.helps:
        return Reason("helps", {"topics": fit.helps[:2]})
    return Reason("learns", {"topics": fit.learns[:2]})


# ---------- distance ----------


def kilometres(one, other):
    """Between two pairs (latitude, longitude), as the crow flies."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def distances(index, towns):
    """``{municipality: (whole kilometres to the nearest of towns, that town)}``, as far as it is known."""
    found = {}
    for pk in index.municipality_names:
        known = [
            (round(kilometres(index.coordinates[pk], index.coordinates[town])), town)
            for town in towns
            if pk in index.coordinates and town in index.coordinates
        ]
        if pk in towns:
            found[pk] = (0, pk)
        elif known:
            found[pk] = min(known)
    return found


def distance_reason(index, km, town, works_in, facts):
    """Near is worth a word; far isn't."""
    if km > NEAR:
        return None
    if town in works_in:
        return Reason("here", {"place": index.municipality_names[town]})
    return Reason("near", {"km": km, "place": index.municipality_names[town] if facts.is_place else ""})
