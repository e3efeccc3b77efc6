"""What counts, and how much: each criterion gives everybody a number from 0 to 1.

Topics: the same topic counts most, a narrower or broader one less; who can help counts, and for intervision who wants
to learn the same too. Distance: between municipalities, to the nearest of those somebody works in. Dates: on how many
of the moments somebody can. Turns: who is new or was asked little. Contact: whom one met, for a consultation; whom one
never met, for intervision. What isn't known counts half, so saying nothing neither helps nor harms.
"""

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


def topic_scores(index, kind, near, wanted, organisation):
    """``{place: score}`` for who has something to do with the topics ``wanted``; ``near`` is their ``closeness``."""
    learns = LEARNS.get(kind, 0)
    best = {topic: {} for topic in wanted}
    for topic, close_to in near.items():
        for place, can_help in index.topics.get(topic, ()):
            if not (can_help or learns) or not index.sees("topics", place, organisation):
                continue
            for one, close in close_to.items():
                value = close if can_help else close * learns
                if value > best[one].get(place, 0):
                    best[one][place] = value
    most, total = {}, {}
    for values in best.values():
        for place, value in values.items():
            most[place] = max(most.get(place, 0), value)
            total[place] = total.get(place, 0) + value
    return {place: 0.6 * most[place] + 0.4 * total[place] / len(wanted) for place in most}


def topic_reason(index, near, place):
    """What they can help with, or else want to learn: at most two topics, the closest first."""
    found = sorted(
        (not can_help, -max(near[topic].values()), index.names[topic])
        for topic in near
        for one, can_help in index.topics.get(topic, ())
        if one == place
    )
    learns = found[0][0]
    names = [name for only_learns, _near, name in found if only_learns == learns]
    return Reason("learns" if learns else "helps", {"topics": names[:2]})


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
