"""The words that a typed word is compared with, and which of them look or sound like it.

Words at a small distance are near (a letter too many, too few, another, two changed places), and words that sound the
same in Dutch are nearer than their letters say.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wagtail.search.backends import get_search_backend

from base import stamps
from search import synonyms
from search.dutch import compounds

# Of each length so many words are looked at.
MOST_NEAR = 60
# What another first letter costs, what the sound of a word says, and how much more often a word occurs.
OTHER_START = 0.4
SOUNDS_SAME = 0.5
FREQUENT = 0.12

# Letters that sound alike in Dutch, to one of them.
_SOUNDS = [
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("sch", "sg"),
        ("ch", "g"),
        ("(?<![aeou])y", "i"),
        ("ij|ei", "y"),
        ("au|ou", "ou"),
        ("ie|i", "i"),
        ("ph|v", "f"),
        ("th", "t"),
        ("dt$|d$", "t"),
        ("z", "s"),
        ("c(?=[eiy])", "s"),
        ("ck|c|q|k", "k"),
        (r"([a-z])\1+", r"\1"),
    )
]


@dataclass
class Lexicon:
    """The words that a typed word is compared with."""

    counts: dict = field(default_factory=dict)  # word -> number of documents
    by_length: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, word, count):
        if word not in self.counts:
            self.by_length[len(word)].append(word)
        self.counts[word] = max(count, self.counts.get(word, 0))

    def near(self, word):
        """[(word, distance)] of what looks like ``word``."""
        most = reach(word)
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            choices = self.by_length.get(length)
            if choices:
                found += process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=MOST_NEAR)
        return [(other, distance) for other, distance, _place in found if distance]


def lexicon():
    """The words of the index, remembered until it changes."""
    return stamps.remember("search", "lexicon", _load)


def _load():
    made = Lexicon()
    for word, count in get_search_backend().surface_words():
        made.add(word, count)
    return made


def own_words():
    """The words of topics and synonyms, with their parts: what is short, or only stands in a compound."""
    return stamps.remember(synonyms.STAMP, "own words", _load_own)


def _load_own():
    made = Lexicon()
    for word in synonyms.table().written:
        made.add(word, 1)
        for start, end in compounds.split(word):
            made.add(word[start:end], 1)
    return made


def reach(word):
    """How far another word may be from this one."""
    if len(word) < 3 or not word.isalpha():
        return 0
    if len(word) < 5:
        return 1
    return 2 if len(word) < 12 else 3


def sound(word):
    """How a word sounds, roughly: what sounds the same is often typed for it."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def candidates(word):
    """Words that look or sound like it, the likeliest first."""
    costs = {}
    for words in (lexicon(), own_words()):
        for other, distance in words.near(word):
            cost = _cost(word, other, distance)
            if cost is not None:
                cost -= FREQUENT * math.log2(words.counts[other] + 1)
                costs[other] = min(cost, costs.get(other, cost))
    return sorted(costs, key=lambda other: (costs[other], other))


def _cost(word, other, distance):
    """How unlikely it is that ``other`` was meant; None when it wasn't."""
    if len(word) < 4 and sorted(word) != sorted(other):
        return None  # of so few letters only their order can be wrong
    alike = OSA.distance(sound(word), sound(other))
    if distance > 1 and len(word) < 8 and alike > 1:
        return None
    cost = min(distance, alike + SOUNDS_SAME)
    return cost + (OTHER_START if word[0] != other[0] else 0)


def is_near(word, other):
    """Distance 1 from five letters on, 2 from eight."""
    return len(word) >= 5 and OSA.distance(word, other) <= (2 if len(word) >= 8 else 1)
