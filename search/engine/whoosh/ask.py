"""From what Wagtail's search is asked (``PlainText`` and so on) to nodes whose leaves are terms of the index."""

from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from search import analysis
from search.engine.scores import get_ready
from search.engine.whoosh.documents import fold_words
from search.engine.whoosh.evaluate import Alike, Starts
from search.query import Coverage, Sequence, Term

# Who types more looks for nothing in particular.
MOST_LETTERS = 500
MOST_WORDS = 32
# What holds the parts of a compound counts for so much of what holds the compound.
PARTS = 0.35


def words_of(text):
    """The words of a question that say something; all of them when none does."""
    words = analysis.words(str(text)[:MOST_LETTERS].replace("\x00", " "))[:MOST_WORDS]
    return [word for word in words if not word.is_stop] or words


def compiled(query):
    """The same question with nothing left to analyse."""
    get_ready()
    return _compiled(query)


def _compiled(query):
    if isinstance(query, PlainText):
        return _boosted(_combined(list(map(_word, words_of(query.query_string))), query.operator), query.boost)
    if isinstance(query, Fuzzy):
        words = [Or([_word(word), Boost(Alike(word.term, word.folded), 0.5)]) for word in words_of(query.query_string)]
        return _combined(words, query.operator)
    if isinstance(query, Phrase):
        return _phrase(query.query_string)
    if isinstance(query, Boost):
        return _boosted(_compiled(query.subquery), query.boost)
    if isinstance(query, Not):
        return Not(_compiled(query.subquery))
    if isinstance(query, (And, Or)):
        return type(query)([_compiled(sub) for sub in query.subqueries])
    if isinstance(query, Coverage):
        return Coverage([_compiled(sub) for sub in query.subqueries], query.least)
    return query


def completing(query, names):
    """What holds, for each word of the question, a word that begins with it."""
    text = getattr(query, "query_string", None)
    if text is None:
        return compiled(query)
    words = fold_words(str(text)[:MOST_LETTERS].replace("\x00", " "))[:MOST_WORDS]
    return _combined([Starts(word, names) for word in dict.fromkeys(words)], "and")


def _word(word):
    whole = Term(word.term, word.folded)
    if not word.parts:
        return whole
    return Or([whole, Boost(And([Term(part) for part in word.parts]), PARTS)])


def _phrase(text):
    """The words beside each other; at the place of a small word, which no index has, anything will do."""
    words = analysis.words(str(text)[:MOST_LETTERS].replace("\x00", " "))[:MOST_WORDS]
    places = [() if word.is_stop else (Term(word.term, word.folded),) for word in words]
    while places and not places[0]:
        del places[0]
    while places and not places[-1]:
        del places[-1]
    if not places:
        return _combined(list(map(_word, words)), "and")
    return Sequence(places)


def _combined(nodes, operator):
    if not nodes:
        return MATCH_NONE
    if len(nodes) == 1:
        return nodes[0]
    return And(nodes) if operator == "and" else Or(nodes)


def _boosted(node, boost):
    return node if boost == 1 else Boost(node, boost)
