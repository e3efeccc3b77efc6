"""From a question to what an engine looks up: a tree of terms, and what a page says and marks about it.

Each word that counts becomes a group: the word itself, or something that may stand for it, worth less. How many groups
a thing must have is up to ``Coverage``: of a short question all, of a sentence most of the weight.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from modelsearch.query import MATCH_ALL, And, Boost, Not, Or

from search import analysis
from search import synonyms as synonyms_of_site
from search.query import Coverage, Sequence, Term

# What may stand for a word, beside the word itself, which is worth 1.
PARTS = 0.35  # all parts of a compound, each as a word
JOINED = 0.5  # two words of the question written as one
FUZZY = 0.5  # a word that looks like it
# The share of the weight of a question that must be there: by number of words, and for all longer ones.
LEAST = {1: 1.0, 2: 1.0, 3: 0.66}
LEAST_OF_SENTENCE = 0.6
# The same for what only comes after it, and what it is worth beside it.
LEAST_WIDE = {1: 0.2, 2: 0.0}
WIDE = 0.5
# After these a compound has an s between its parts.
_WITH_S = ("ing", "heid", "teit", "schap", "dom", "ion")

# With fewer results it is worth to look more widely: for a word or two, and for a sentence, of which nothing has all.
PLENTY, PLENTY_FOR_SENTENCE = 3, 10
MOST_ALSO = 8
# Why something is looked for, for people.
WHYS = {
    "word": _("the word itself"),
    "parts": _("its parts"),
    "synonym": _("a synonym"),
    "joined": _("both words as one"),
    "fuzzy": _("a word that looks like it"),
}
NOTHING = Not(MATCH_ALL)


@dataclass(frozen=True)
class Way:
    """One way to find a word of the question."""

    node: object  # of the tree
    weight: float
    why: str  # a key of WHYS
    text: str  # for people
    marks: tuple = ()  # terms, rows (``_beside``) or sets that only count together, of text
    name_marks: tuple = ()  # the same for fields of names

    @property
    def label(self):
        return WHYS[self.why]


@dataclass
class Group:
    """A word of the question, with all the ways to find it."""

    word: analysis.Word
    ways: list = field(default_factory=list)

    def add(self, way):
        """Another way to find it, unless it is one already; the better of two stays."""
        for number, known in enumerate(self.ways):
            if repr(known.node) == repr(way.node):
                if known.weight < way.weight:
                    self.ways[number] = way
                return
        self.ways.append(way)

    @property
    def node(self):
        nodes = [way.node if way.weight == 1 else Boost(way.node, way.weight) for way in self.ways]
        return nodes[0] if len(nodes) == 1 else Or(nodes)


@dataclass
class Plan:
    """What is looked for, and what can be said about it."""

    question: object
    query: object = NOTHING  # for the engine
    groups: list = field(default_factory=list)  # of Group: the loose words
    also: list = field(default_factory=list)  # what was looked for besides, as staff wrote it
    topics: list = field(default_factory=list)  # primary keys of the topics that words of the question name
    literal: bool = False
    wide: int = 0

    @property
    def is_empty(self):
        """Whether nothing can be found, as nothing was asked for."""
        return self.query is NOTHING

    @property
    def plenty(self):
        """With fewer results than this a wide plan may help."""
        return PLENTY if len(self.groups) < 3 else PLENTY_FOR_SENTENCE

    @property
    def marks(self):
        """What to mark in running text (``search/highlight.py``): ``{term, row or set of terms: weight}``."""
        return self._collected("marks", _marked)

    @property
    def name_marks(self):
        """What to mark in names."""
        return self._collected("name_marks", lambda word: word.folded)

    def _collected(self, kind, term):
        found = {}
        for group in self.groups:
            for way in group.ways:
                for mark in getattr(way, kind):
                    # looking widely, one part of a compound may be all that was found
                    for one in mark if self.wide and isinstance(mark, frozenset) else [mark]:
                        found[one] = max(way.weight, found.get(one, 0))
        for phrase in self.question.phrases:
            for mark in _beside(phrase, term):
                found[mark] = 1.0
        return found


def plan(question, *, synonyms=None, fuzzy=None, literal=False, wide=False):
    """The plan for a question.

    ``synonyms`` is a ``synonyms.Table``, that of the site when left out. ``fuzzy`` is a mapping of a typed word to the
    words that look like it. With ``literal`` only the own words are looked for. With ``wide`` what has the rarest of
    the words, or of the parts of a word, comes after what has enough of them; with ``wide=2`` what has any of them.
    """
    made = Plan(question, literal=literal, wide=int(wide))
    if question.is_empty:
        return made
    table = synonyms_of_site.table() if synonyms is None else synonyms
    for run in question.runs:
        _add_run(made, run, table, fuzzy or {})
    must = [_sequence(phrase) for phrase in question.phrases]
    if made.groups:
        must.insert(0, _covering(made.groups, wide))
    must += [Not(_sequence(words)) for words in question.without]
    made.query = must[0] if len(must) == 1 else And(must)
    return made


def _covering(groups, wide):
    nodes = [group.node for group in groups]
    covering = nodes[0] if len(nodes) == 1 else Coverage(nodes, LEAST.get(len(nodes), LEAST_OF_SENTENCE))
    if not wide:
        return covering
    widened = Coverage([Or([group.node, *map(_some, _parts_of(group))]) for group in groups], LEAST_WIDE[wide])
    return Or([covering, Boost(widened, WIDE)])


def _parts_of(group):
    return [way.node.subqueries for way in group.ways if way.why == "parts" and isinstance(way.node, And)]


def _some(parts):
    """What has the rarer of the parts of a compound, which often says what it is about."""
    return Boost(Coverage(parts, LEAST_WIDE[1]), PARTS)


def _add_run(made, run, table, fuzzy):
    """The groups of loose words that follow each other."""
    groups = {place: _own(word) for place, word in enumerate(run) if not word.is_stop}
    if not made.literal:
        for place, group in groups.items():
            _add_parts(group)
            _add_fuzzy(group, fuzzy)
            if place + 1 in groups:
                _add_joined(made, group, groups[place + 1], table)
        for span in table.spans(run):
            inside = [groups[place] for place in range(span.start, span.end) if place in groups]
            _add_meanings(made, inside, span)
    made.groups = _unique([*made.groups, *groups.values()])


def _own(word):
    term = Term(text="" if word.is_stop else word.term, name=word.folded)
    marks = () if word.is_stop else (word.term,)
    return Group(word, [Way(term, 1, "word", word.surface, marks, (word.folded,))])


def _unique(groups):
    """A word that was typed twice counts once, whatever its endings."""
    found = {}
    for group in groups:
        known = found.setdefault(group.word.term, group)
        for way in group.ways if known is not group else ():
            known.add(way)
    return list(found.values())


def _add_parts(group):
    parts = tuple(dict.fromkeys(group.word.parts))
    if parts:
        node = _all([Term(text=part) for part in parts])
        group.add(Way(node, PARTS, "parts", " + ".join(parts), (frozenset(parts),)))
    pieces = group.word.pieces
    if len(pieces) > 1:
        node = _all([Term(name=piece) for piece in pieces])
        group.add(Way(node, PARTS, "parts", " + ".join(pieces), (), pieces))


def _add_fuzzy(group, fuzzy):
    for near in fuzzy.get(group.word.folded, ()):
        for word in analysis.words(near)[:1]:
            term = Term(text=word.term, name=word.folded)
            group.add(Way(term, FUZZY, "fuzzy", near, (word.term,), (word.folded,)))


def _add_joined(made, first, second, table):
    """Two words that are one when they are written together: "jeugd zorg"."""
    links = ("", "s") if first.word.folded.endswith(_WITH_S) else ("",)
    for link in links:
        joined = analysis.words(f"{first.word.surface}{link}{second.word.surface}")
        spans = table.spans(joined)
        if len(joined) != 1 or not (joined[0].parts or spans):
            continue
        word = joined[0]
        for group in (first, second):
            group.add(Way(Term(text=word.term), JOINED, "joined", word.surface, (word.term,)))
        for span in spans:
            _add_meanings(made, [first, second], span)


def _add_meanings(made, groups, span):
    """What several words mean together is worth as much in all as what one word means."""
    made.topics += [pk for pk in span.topics if pk not in made.topics]
    if not groups:
        return
    for meaning in span.meanings:
        for group in groups:
            group.add(_meaning(meaning, len(groups)))
        if meaning.text not in made.also and len(made.also) < MOST_ALSO:
            made.also.append(meaning.text)


def _meaning(meaning, shared_by):
    marks, names = _beside(meaning.words, _marked), _beside(meaning.words, lambda word: word.folded)
    weight = round(meaning.weight / shared_by, 3)
    return Way(_sequence(meaning.words), weight, "synonym", meaning.text, marks, names)


def _marked(word):
    """What to mark of a word: an empty text for one that fields of text don't hold."""
    return "" if word.is_stop else word.term


def _beside(words, term):
    """The one mark of words beside each other, none of small words alone. In a row an empty text is a gap."""
    row = [term(word) for word in words]
    while row and not row[0]:
        row.pop(0)
    while row and not row[-1]:
        row.pop()
    if not row:
        return ()
    return (tuple(row) if len(row) > 1 else row[0],)


def _sequence(words):
    """Words beside each other. An index of text has no stop words but does know that one stood there: a gap."""
    places = [() if word.is_stop else (Term(text=word.term, name=word.folded),) for word in words]
    while places and not places[0]:
        places.pop(0)
    while places and not places[-1]:
        places.pop()
    return places[0][0] if len(places) == 1 else Sequence(places)


def _all(nodes):
    return nodes[0] if len(nodes) == 1 else And(nodes)
