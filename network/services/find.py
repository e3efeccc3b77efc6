"""Which services fit a question, in which order, and what to try when none does."""

from dataclasses import dataclass
from itertools import combinations

from base import bits
from base.findable import search_words
from network.services.facets import WEEKS, YES, Index, index
from network.services.forms_map import MapForm

MOST_TOGETHER = 3
MOST_WIDER = 6


@dataclass
class Found:
    """The services that fit, as bits of ``index``, with a counter for each facet."""

    form: MapForm
    index: Index
    base: int  # what holds the words
    mask: int
    counts: object
    matches: list  # primary keys with the words, best first; None when nobody looked for words
    near: bool = False

    @property
    def total(self):
        return self.mask.bit_count()

    def places(self):
        """The places of what fits, in the chosen order: by default the best match, then the shortest wait."""
        sort, about = self.form.cleaned_data["sorteer"] or "best", self.index
        found = bits.places(self.mask)
        if sort == "naam":
            return found
        if sort == "wacht":
            return sorted(found, key=lambda place: (about.waits(place), place))
        rank = {}
        if self.matches is not None:
            rank = {about.position[pk]: number for number, pk in enumerate(self.matches) if pk in about.position}
        fit = self._fit()
        return sorted(found, key=lambda place: (rank.get(place, 0), -fit(place), about.waits(place), place))

    def _fit(self):
        """How many of the chosen topics a service carries: within a kind one was enough to be in the list."""
        masks = [mask_of_topic(self.index, slug) for slug in self.form.cleaned_data["onderwerp"]]
        return lambda place: sum(mask >> place & 1 for mask in masks)


def mask_of_topic(about, slug):
    """What carries this topic or something narrower."""
    return about.masks[f"topic:{about.topics[slug].kind}"][slug]


def find(data, member):
    """The services on offer that fit the question in ``data`` (a QueryDict)."""
    about = index()
    form = MapForm(data, about)
    form.full_clean()
    base, matches, near = about.everything, None, False
    if words := form.cleaned_data["q"]:
        ranked = search_words("service", words, member)
        matches, near = ranked.pks, ranked.near
        base = about.mask_of(matches)
    mask, counts = bits.narrow(about.masks, base, form.chosen())
    return Found(form, about, base, mask, counts, matches, near)


@dataclass
class Wider:
    """A change to the question that gives something: what to leave out, as (parameter, value), or to ask instead."""

    leave_out: list
    number: int
    instead: tuple | None = None


def widen(found):
    """What to let go when nothing fits, what gives most first; two things together only when no single one helps.

    Of room there is a gentler way as well: a longer wait, or those whose waiting time is unknown.
    """
    parts = _parts(found)
    options = [Wider(pairs, _number_without(found, [facet])) for facet, pairs in parts.items()]
    options = [option for option in options if option.number] + _more_room(found)
    if not options:
        options = [
            Wider(parts[one] + parts[two], number)
            for one, two in combinations(parts, 2)
            if (number := _number_without(found, [one, two]))
        ]
    return sorted(options, key=lambda option: -option.number)[:MOST_WIDER]


def _parts(found):
    """What was asked, by facet ("q" for the words), as what stands in the address."""
    cleaned, parts = found.form.cleaned_data, {}
    if cleaned["q"]:
        parts["q"] = [("q", cleaned["q"])]
    for facet, values in found.form.chosen().items():
        name = "onderwerp" if facet.startswith("topic:") else facet
        parts[facet] = [(name, value) for value in values if value != "onbekend"]
    if cleaned["onbekend"] and "plek" in parts:
        parts["plek"].append(("onbekend", YES))
    return parts


def _number_without(found, facets):
    chosen = {facet: values for facet, values in found.form.chosen().items() if facet not in facets}
    base = found.index.everything if "q" in facets else found.base
    return bits.narrow(found.index.masks, base, chosen)[0].bit_count()


def _more_room(found):
    asked = found.form.cleaned_data["plek"]
    if not asked:
        return []
    counts, options = found.counts("plek"), []
    for weeks in WEEKS:
        if weeks > int(asked) and counts.get(str(weeks)):
            options.append(Wider([("plek", asked)], counts[str(weeks)], ("plek", str(weeks))))
            break
    if not found.form.cleaned_data["onbekend"] and counts.get("onbekend"):
        options.append(Wider([], counts["onbekend"], ("onbekend", YES)))
    return options


@dataclass
class Together:
    """Small providers that cover all chosen topics between them.

    ``parts`` says of each organisation what it brings: {organisation: {service: [slug of a topic, …]}}.
    """

    parts: dict
    waits: tuple


def together(found):
    """Pairs of small providers that together have all chosen topics, where no single provider has (N3, N10).

    Surprising on purpose: nobody would find them by looking for one that does everything. At most three, those with
    the shortest wait first. The other filters hold for each of them.
    """
    slugs = found.form.cleaned_data["onderwerp"]
    if not 2 <= len(slugs) <= 6:
        return []
    about = found.index
    others = {name: values for name, values in found.form.chosen().items() if not name.startswith("topic:")}
    left, _counts = bits.narrow(about.masks, found.base, others)
    brings, waits, quickest = {}, {}, {}
    for number, slug in enumerate(slugs):
        for place in bits.places(left & mask_of_topic(about, slug)):
            organisation = about.organisations[place]
            brings[organisation] = brings.get(organisation, 0) | 1 << number
            best = quickest.setdefault((organisation, number), place)
            if about.waits(place) < about.waits(best):
                quickest[organisation, number] = place
    for (organisation, _number), place in quickest.items():
        # one waits for all of it, so as long as for the slowest part
        waits[organisation] = max(waits.get(organisation, about.waits(place)), about.waits(place))
    everything = (1 << len(slugs)) - 1
    if everything in brings.values():
        return []
    small = sorted((pk for pk in brings if pk in about.small), key=lambda pk: (waits[pk], pk))
    best = {}
    for place, first in enumerate(small):
        for second in small[place + 1 :]:
            if brings[first] | brings[second] == everything:
                # the quickest pair for each way to divide the topics
                best.setdefault(frozenset((brings[first], brings[second])), (first, second))
    pairs = sorted(best.values(), key=lambda pair: (max(waits[pk] for pk in pair), pair))[:MOST_TOGETHER]
    return [
        Together(
            {pk: _shared_out(about, slugs, brings[pk], quickest, pk) for pk in pair},
            tuple(waits[pk] for pk in pair),
        )
        for pair in pairs
    ]


def _shared_out(about, slugs, brought, quickest, organisation):
    """Which service of an organisation brings which of the topics."""
    parts = {}
    for number, slug in enumerate(slugs):
        if brought >> number & 1:
            parts.setdefault(about.pks[quickest[organisation, number]], []).append(slug)
    return parts
