"""Which words mean the same: out of the accepted topics, and out of the list that staff keep.

Only questions are widened, never the index, so a change works at once. The tables are remembered in each process until
a topic, a synonym or a rule about splitting words changes.

A name of a topic and each of its synonyms stand for each other; two synonyms of one topic are near each other, no more.
What staff list beside a word stands for that word, and, unless it is one way only, that word for it.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models.signals import post_delete, post_save

from base import stamps
from network.topics.models import Topic
from search import analysis
from search.dutch import rules
from search.models import CompoundRule, Synonym

STAMP = "synonyms"

# What a synonym is worth beside the word itself, which is worth 1; and what a synonym of a synonym is.
SAME = 0.8
NEAR = 0.4
# Of one place in a question at most so many are looked for.
MOST_MEANINGS = 12

_ARTICLES = {"de", "het", "een"}


@dataclass(frozen=True)
class Meaning:
    """Words to look for besides. ``words`` are those that count: without stop words at the ends."""

    text: str  # as staff wrote it
    words: tuple  # of analysis.Word
    weight: float = SAME


@dataclass(frozen=True)
class Span:
    """The words from ``start`` up to ``end`` of a question mean something together."""

    start: int
    end: int
    meanings: tuple = ()  # of Meaning
    topics: tuple = ()  # primary keys of the topics that are called so


class Table:
    """What means what, by the terms of the words that somebody may type."""

    def __init__(self):
        self._meanings = defaultdict(dict)  # key -> {key of the meaning: Meaning}
        self._topics = defaultdict(list)  # key -> primary keys
        self._longest = 1
        self.written = {}  # folded word -> as staff write it, of all words in it

    def add(self, text, means, weight=SAME):
        """Who looks for ``text`` also finds ``means``."""
        words = analysis.words(means)
        target = _counting(words)
        if not target or _says_too_little(words):
            return
        name = _exact(target)
        for key in self._keys(text) - self._keys(means):
            known = self._meanings[key].get(name)
            if known is None or known.weight < weight:
                self._meanings[key][name] = Meaning(means, target, weight)

    def add_topic(self, text, pk):
        """``text`` is what a topic is called."""
        for key in self._keys(text):
            if pk not in self._topics[key]:
                self._topics[key].append(pk)

    def spans(self, words):
        """What is known of the words of a question: at each place the longest, and no word twice."""
        found, at = [], 0
        while at < len(words):
            span = self._longest_at(words, at)
            if span is not None:
                found.append(span)
            at = span.end if span is not None else at + 1
        return found

    def topics(self, words):
        """Primary keys of the topics that are called exactly like these words."""
        words = list(words)
        return next((self._topics[key] for key in _asked(words) if key in self._topics), [])

    def _longest_at(self, words, at):
        for end in range(min(len(words), at + self._longest), at, -1):
            for key in _asked(words[at:end]):
                meanings, topics = self._meanings.get(key), self._topics.get(key)
                if meanings or topics:
                    best = sorted((meanings or {}).values(), key=lambda meaning: -meaning.weight)
                    return Span(at, end, tuple(best[:MOST_MEANINGS]), tuple(topics or ()))
        return None

    def _keys(self, text):
        """The ways to type ``text``: word for word, and without its small words if enough is left."""
        words = analysis.words(text)
        for word in words:
            if not word.is_stop:
                self.written.setdefault(word.folded, _usual(word.surface))
        keys = {_exact(words)} if words else set()
        rest = [word for word in words if not word.is_stop]
        if len(rest) > 1:
            keys.add(_exact(rest))
        self._longest = max([self._longest, *map(len, keys)])
        return keys


def table():
    """The table of this site, remembered until what it is made of changes."""
    rules.follow(STAMP)
    return stamps.remember(STAMP, "table", _load)


def connect():
    """Notice what the table is made of (``apps.py``). Not the whole room: other models of it are written all day."""
    stamps.watch(STAMP, "topics")
    for model in (Synonym, CompoundRule):
        for signal in (post_save, post_delete):
            signal.connect(changed, sender=model, dispatch_uid=f"search.synonyms.{model.__name__}.{id(signal)}")


def changed(**kwargs):
    """Make what is remembered old, once the present transaction is committed."""
    stamps.bump_on_commit(STAMP)


def _load():
    known = Table()
    for pk, name, synonyms in Topic.objects.accepted().order_by("pk").values_list("pk", "name", "synonyms"):
        others = [line.strip() for line in synonyms.splitlines() if line.strip()]
        known.add_topic(name, pk)
        for other in others:
            known.add_topic(other, pk)
            known.add(name, other)
            known.add(other, name)
            for sibling in others:
                known.add(other, sibling, NEAR)
    for term, means, one_way in Synonym.objects.order_by("pk").values_list("term", "means", "one_way"):
        for other in means.splitlines():
            if other.strip():
                known.add(term, other.strip())
                if not one_way:
                    known.add(other.strip(), term)
    return known


def _exact(words):
    return tuple(word.folded if word.is_stop else word.term for word in words)


def _asked(words):
    """The keys under which these words of a question may be known, the likeliest first."""
    yield _exact(words)
    rest = [word for word in words if not word.is_stop]
    if 1 < len(rest) < len(words) and not (words[0].is_stop or words[-1].is_stop):
        yield _exact(rest)


def _usual(surface):
    """Without the capital that a name of a topic begins with; an abbreviation keeps its own."""
    return surface if surface[1:] != surface[1:].lower() else surface.lower()


def _counting(words):
    """Without the small words at both ends."""
    words = list(words)
    while words and words[0].is_stop:
        words.pop(0)
    while words and words[-1].is_stop:
        words.pop()
    return tuple(words)


def _says_too_little(words):
    """Whether what counts of these words is another thing: of "niet naar school" that would be "school"."""
    small = [word.folded for word in words if word.is_stop]
    return len(words) - len(small) < 2 and bool(set(small) - _ARTICLES)
