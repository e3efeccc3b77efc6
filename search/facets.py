"""Filters of search and their counts, for any kind of thing, from what its room says of it (``Kind.facts``).

As in the list of practices each value of each facet is one integer with a bit a thing, so a count is
``(a & b).bit_count()``. The masks say nothing of who may see what: they are only ever laid over results that
``Kind.visible_pks`` allowed.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from base import bits, stamps
from network.organisations.models import Municipality
from network.topics import vocabulary
from network.topics.models import Topic
from search.answers import Facet, Value

TOPIC, MUNICIPALITY, PERIOD, KIND = "onderwerp", "gemeente", "periode", "soort"
# What a period is: days before today and after it, both included.
PERIODS = {"month": (31, 0), "year": (366, 0), "coming": (0, 3660)}

_kept = {}  # name of a kind -> Masks of the facts it last gave


@dataclass(frozen=True)
class Municipalities:
    """Those of the region, by name: ``slugs`` as {slug: name}, ``by_pk`` as {primary key: slug}."""

    slugs: dict
    by_pk: dict


def municipalities():
    """All of them, remembered until anything changes."""
    return stamps.remember(stamps.SITE, "municipalities of search", _municipalities)


def _municipalities():
    rows = list(Municipality.objects.order_by("name").values_list("pk", "slug", "name"))
    return Municipalities({slug: name for _pk, slug, name in rows}, {pk: slug for pk, slug, _name in rows})


class Masks:
    """``values[facet][value]``: which things of one kind fit a value, as bits; ``position`` is the bit of each."""

    def __init__(self, facts, terms, places, today):
        self.made_of, self.day = (facts, terms, places), today
        self.position = {pk: place for place, pk in enumerate(facts)}
        gather = defaultdict(list)
        above = {}
        for place, about in enumerate(facts.values()):
            for slug, kind in {pair for topic in about.topics for pair in _with_broader(topic, terms, above)}:
                gather[topic_facet(kind), slug].append(place)
            for municipality in set(about.municipalities):
                if municipality in places.by_pk:
                    gather[MUNICIPALITY, places.by_pk[municipality]].append(place)
            if about.date is not None:
                for period in periods_of(about.date, today):
                    gather[PERIOD, period].append(place)
        self.values = defaultdict(dict)
        for (facet, value), found in gather.items():
            self.values[facet][value] = bits.of(found)

    def fits(self, chosen):
        """A mask for each facet of ``chosen``, a dict of facet to values: any of the values will do."""
        masks = {}
        for facet, values in chosen.items():
            masks[facet] = 0
            for value in values:
                masks[facet] |= self.values.get(facet, {}).get(value, 0)
        return masks


def masks_of(kind):
    """The masks of a kind: made anew when its facts, the vocabulary, the municipalities or the day are others."""
    made_of, today = (kind.facts(), vocabulary.terms(), municipalities()), timezone.localdate()
    kept = _kept.get(kind.name)
    # each of these is remembered by who made it, so the same object has the same in it
    if kept is None or any(old is not new for old, new in zip(kept.made_of, made_of, strict=True)) or kept.day != today:
        kept = _kept[kind.name] = Masks(*made_of, today)
    return kept


def topic_facet(kind):
    """The name of the facet of one kind of topic. Each kind is a facet of its own, under one parameter."""
    return f"{TOPIC}:{kind}"


def _with_broader(pk, terms, above):
    """(slug, kind) of an accepted topic and of all above it; nothing for another topic."""
    if pk not in above:
        found, seen = [], set()
        term = terms.get(pk)
        while term is not None and term.pk not in seen:
            seen.add(term.pk)
            found.append((term.slug, term.kind))
            term = terms.get(term.broader_id)
        above[pk] = found
    return above[pk]


def periods_of(date, today):
    """The periods that a day falls in."""
    ago = (today - date) / datetime.timedelta(days=1)
    return [name for name, (before, after) in PERIODS.items() if -after <= ago <= before]


def chosen_values(filters):
    """The chosen values by facet. An unknown topic or municipality fits nothing, so it stays in."""
    chosen = defaultdict(list)
    kinds = {term.slug: term.kind for term in vocabulary.terms().values()}
    for slug in filters.topics:
        chosen[topic_facet(kinds.get(slug, ""))].append(slug)
    if filters.municipalities:
        chosen[MUNICIPALITY] = list(filters.municipalities)
    if filters.period:
        chosen[PERIOD] = [filters.period]
    return dict(chosen)


class Narrowed:
    """The results of one kind under filters: ``scores`` is {primary key: score} of what is left."""

    def __init__(self, kind, scores, chosen):
        self.kind, self._chosen = kind, chosen
        self._masks = masks_of(kind)
        position = self._masks.position
        self._all = bits.of([position[pk] for pk in scores if pk in position]) if position else 0
        self._fits = self._masks.fits(chosen)
        self.scores = scores
        if chosen:
            left = self._all
            for mask in self._fits.values():
                left &= mask
            digits = left.to_bytes(len(position) // 8 + 1, "little")
            self.scores = {
                pk: score
                for pk, score in scores.items()
                if pk in position and digits[position[pk] >> 3] >> (position[pk] & 7) & 1
            }

    def counts(self):
        """``{facet: {value: number}}``: what choosing one more would give, so without what is chosen in the facet."""
        found = {}
        for facet, values in self._masks.values.items():
            left = self._all
            for name, mask in self._fits.items():
                if name != facet:
                    left &= mask
            found[facet] = {value: (left & mask).bit_count() for value, mask in values.items()}
        return found


def kind_facet(narrowed, chosen):
    """How many results each kind has under the other filters."""
    values = [
        Value(one.kind.slug, str(one.kind.label), len(one.scores), one.kind.name == chosen)
        for one in narrowed
        if one.scores or one.kind.name == chosen
    ]
    return Facet(KIND, _("Kind of result"), values)


def other_facets(narrowed, filters, date_label=""):
    """Topics by their kind, municipality and period, counted over these kinds together; empty ones are left out."""
    totals = defaultdict(lambda: defaultdict(int))
    for one in narrowed:
        for facet, counts in one.counts().items():
            for value, number in counts.items():
                totals[facet][value] += number
    facets = [
        _facet(
            TOPIC,
            kind.label,
            [(term.slug, term.name) for term in vocabulary.terms().values() if term.kind == kind],
            totals[topic_facet(kind.value)],
            filters.topics,
        )
        for kind in Topic.Kind
    ]
    facets.append(
        _facet(
            MUNICIPALITY,
            _("Municipality"),
            municipalities().slugs.items(),
            totals[MUNICIPALITY],
            filters.municipalities,
        )
    )
    if date_label:
        facets.append(_facet(PERIOD, str(date_label), period_labels().items(), totals[PERIOD], (filters.period,)))
    return [facet for facet in facets if facet.values]


def _facet(name, label, labels, counts, chosen):
    values = [
        Value(value, text, counts.get(value, 0), value in chosen)
        for value, text in labels
        if counts.get(value) or value in chosen
    ]
    return Facet(name, str(label), values)


def period_labels():
    """The periods in words."""
    return {"month": _("The last month"), "year": _("The last year"), "coming": _("Still to come")}
