"""Which documents fit a tree of nodes, and how well.

For each segment a node becomes ``{number of a document: score}``. Words are scored by BM25F: how often (weights in the
index hold field and length), tamed by ``K1``, times how rare the word is.
"""

import math

from modelsearch.query import And, Boost, MatchAll, Not, Or
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.engine.scores import Scores
from search.engine.whoosh import fields
from search.query import Coverage, Sequence, Term

K1 = 1.2
# One word that begins with something, or looks like something, stands for at most so many.
MOST_TERMS = 200
MOST_ALIKE = 20
# To how much of a question is covered, a word in fewer things than this counts as one in so many. So a word that only
# stands in what somebody may not see does the same to what he finds as a word that stands nowhere.
RARE = 5


class Starts(Term):
    """A word that may be unfinished, in the given fields that are completed."""

    def __init__(self, word, names):
        super().__init__(word)
        self.names = names


class Alike(Term):
    """A word that may be misspelt."""


class Evaluation:
    """One question to one snapshot. ``numbers`` are those of the fields to look in; None: all."""

    def __init__(self, snapshot, numbers=None):
        self.parts = snapshot.parts
        self.snapshot = snapshot
        self.size = max(snapshot.size, 1)
        self.numbers = numbers

    def scores(self, node):
        """For each part of the snapshot ``{number of a document: score}``."""
        if isinstance(node, Starts):
            return self._starts(node)
        if isinstance(node, Term):
            return self._scored(self.weights(node))
        if isinstance(node, Sequence):
            return self._sequence(node)
        if isinstance(node, Coverage):
            return self._coverage(node)
        if isinstance(node, And):
            return self._all(node.subqueries)
        if isinstance(node, Or):
            return self._any(node.subqueries)
        if isinstance(node, Not):
            return self._others(self.scores(node.subquery))
        if isinstance(node, Boost):
            return [
                {number: score * node.boost for number, score in found.items()} for found in self.scores(node.subquery)
            ]
        if isinstance(node, MatchAll):
            return [dict.fromkeys(part.alive, 0.0) for part in self.parts]
        raise NotImplementedError(f"{type(node).__name__} is not understood by this engine.")

    def weights(self, term):
        """For each part ``{number of a document: weight}`` of one term."""
        wanted = self._wanted(term)
        return [self._merged(part.segment, wanted) for part in self.parts]

    def _wanted(self, term):
        """All (field, text) that one node stands for."""
        wanted = []
        for field, text in ((fields.TEXT, term.text), (fields.NAMES, term.name)):
            if not text:
                continue
            if isinstance(term, Alike):
                wanted += [(field, other) for other in self._alike(field, text)]
            elif term.prefix:
                found = sorted(self.snapshot.terms(field, text, MOST_TERMS), key=lambda term: (len(term), term))
                wanted += [(field, other) for other in found[:MOST_TERMS]]
            else:
                wanted.append((field, text))
        return wanted

    def _alike(self, field, text):
        most = 1 if len(text) < 6 else 2
        near = process.extract(
            text, self.snapshot.lexicon(field), scorer=OSA.distance, score_cutoff=most, limit=MOST_ALIKE
        )
        return [word for word, _, _ in near]

    def _merged(self, segment, wanted):
        merged = {}
        for field, text in wanted:
            found = segment.weights(field, text)
            if self.numbers is not None:
                found = self._in_fields(segment, field, text, found)
            if not merged:
                merged = found
            elif found:
                merged = dict(merged)
                for number, weight in found.items():
                    merged[number] = merged.get(number, 0.0) + weight
        return merged

    def _in_fields(self, segment, field, text, weights):
        """The share of the weight that stands in the fields that were asked for."""
        result = {}
        for number, value in segment.places(field, text).items():
            places = fields.places_of(value)
            here = sum(place >> fields.FIELD_SHIFT in self.numbers for place in places)
            if here:
                result[number] = weights[number] * here / len(places)
        return result

    def idf(self, weights, rarest=0):
        """How rare a word is: 0 for what everything holds. With ``rarest`` rarer words are as rare as that."""
        count = max(sum(map(len, weights)), rarest)
        return math.log1p((self.size - min(count, self.size) + 0.5) / (count + 0.5))

    def _scored(self, weights, idf=None):
        factor = (self.idf(weights) if idf is None else idf) * (K1 + 1)
        return [{number: factor * weight / (weight + K1) for number, weight in found.items()} for found in weights]

    def _starts(self, node):
        """What holds a word that begins so; a whole word counts twice."""
        result = []
        prefixes = [f"{name}{fields.UNDER}{node.text}" for name in node.names]
        for part in self.parts:
            merged = {}
            for prefix in prefixes:
                for term in part.segment.terms(fields.START, prefix, MOST_TERMS):
                    times = 2.0 if term == prefix else 1.0
                    for number, weight in part.segment.weights(fields.START, term).items():
                        merged[number] = max(merged.get(number, 0.0), weight * times)
            result.append(merged)
        return result

    def _all(self, nodes):
        if not nodes:
            return [{} for _ in self.parts]
        excluded = [node for node in nodes if isinstance(node, Not)]
        needed = [self.scores(node) for node in nodes if not isinstance(node, (Not, MatchAll))]
        if not needed:
            needed = [self.scores(MatchAll())]
        result = []
        for place in range(len(self.parts)):
            first, *others = sorted((found[place] for found in needed), key=len)
            for other in others:
                first = {number: score + other[number] for number, score in first.items() if number in other}
            result.append(first)
        for node in excluded:
            out = self.scores(node.subquery)
            result = [
                {number: score for number, score in found.items() if number not in other}
                for found, other in zip(result, out, strict=True)
            ]
        return result

    def _any(self, nodes):
        merged = [{} for _ in self.parts]
        for node in nodes:
            for place, found in enumerate(self.scores(node)):
                here = merged[place]
                if not here:
                    merged[place] = dict(found)
                    continue
                for number, score in found.items():
                    here[number] = here.get(number, 0.0) + score
        return merged

    def _others(self, scores):
        return [
            {number: 0.0 for number in part.alive if number not in found}
            for part, found in zip(self.parts, scores, strict=True)
        ]

    def _sequence(self, node):
        """A phrase counts as one word that is as rare as its words together. At an empty place anything will do."""
        steps = [(step, place) for step, place in enumerate(node.places) if place]
        if not steps:
            return [{} for _ in self.parts]
        slots = [[self.weights(term) for term in place] for _, place in steps]
        idf = sum(min(map(self.idf, slot)) for slot in slots)
        result = []
        for at, part in enumerate(self.parts):
            candidates = set.intersection(*(set().union(*(weights[at] for weights in slot)) for slot in slots))
            standing = [(step, self._standing(part.segment, place)) for step, place in steps] if candidates else []
            found = {}
            for number in candidates:
                times = self._times(standing, number)
                if times:
                    lightest = min(max(weights[at].get(number, 0.0) for weights in slot) for slot in slots)
                    found[number] = lightest * min(times, 3)
            result.append(found)
        return self._scored(result, idf)

    def _standing(self, segment, place):
        """The posting lists with places of all that will do at one place of a phrase."""
        return [segment.places(field, text) for term in place for field, text in self._wanted(term)]

    def _times(self, standing, number):
        """How often the phrase stands in a document."""
        here = None
        for step, lists in standing:
            found = set()
            for places in lists:
                value = places.get(number)
                if value:
                    found.update(place - step for place in fields.places_of(value))
            here = found if here is None else here & found
            if not here:
                return 0
        if self.numbers is not None:
            here = {place for place in here if place >> fields.FIELD_SHIFT in self.numbers}
        return len(here)

    def _coverage(self, node):
        """See ``Coverage``: who holds enough of the words, by how much they say."""
        found = [self.scores(sub) for sub in node.subqueries]
        worth = [self.idf(scores, RARE) for scores in found]
        total = sum(worth)
        result = []
        for place in range(len(self.parts)):
            covered, scores = {}, {}
            for value, sub in zip(worth, found, strict=True):
                for number, score in sub[place].items():
                    covered[number] = covered.get(number, 0.0) + value
                    scores[number] = scores.get(number, 0.0) + score
            result.append(
                {
                    number: score * covered[number] / total
                    for number, score in scores.items()
                    if covered[number] >= node.least * total - 1e-9
                }
                if total
                else {}
            )
        return result


def by_model(snapshot, found, labels):
    """``Scores`` of what an ``Evaluation`` found. ``labels``: ``{label of a model: [models that were asked for]}``."""
    result = Scores({model: {} for models in labels.values() for model in models})
    for part, scores in zip(snapshot.parts, found, strict=True):
        kinds, pks, deleted = part.segment.labels, part.segment.pks, part.deleted
        for number, score in scores.items():
            if number in deleted:
                continue
            for model in labels.get(kinds[number], ()):
                result[model][pks[number]] = score
    return result
