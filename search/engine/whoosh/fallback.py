"""What answers while there is no index that may be read: plain SQL, which finds parts of words and knows no order."""

import warnings

from modelsearch.backends.database.fallback import DatabaseSearchQueryCompiler, DatabaseSearchResults
from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from search.engine.whoosh.ask import MOST_LETTERS, MOST_WORDS
from search.query import Coverage, Sequence, Term


class FallbackCompiler(DatabaseSearchQueryCompiler):
    def __init__(self, queryset, query, fields=None, operator=None, order_by_relevance=True):
        super().__init__(queryset, simplified(query), fields, operator, order_by_relevance)


class FallbackResults(DatabaseSearchResults):
    def get_queryset(self):
        with warnings.catch_warnings():
            # that plain SQL knows no boosts is no news
            warnings.filterwarnings("ignore", message="Database search backend does not support")
            return super().get_queryset()


def simplified(query):
    """The same question in what plain SQL understands."""
    if isinstance(query, (PlainText, Fuzzy)):
        words = _clean(query.query_string).split()[:MOST_WORDS]
        return PlainText(" ".join(words), operator=query.operator) if words else MATCH_NONE
    if isinstance(query, Phrase):
        text = _clean(query.query_string)
        return Phrase(text) if text else MATCH_NONE
    if isinstance(query, Boost):
        return simplified(query.subquery)
    if isinstance(query, Not):
        return Not(simplified(query.subquery))
    if isinstance(query, (And, Or)):
        nodes = [simplified(sub) for sub in query.subqueries]
        return type(query)(nodes) if nodes else MATCH_NONE
    if isinstance(query, Coverage):
        nodes = [simplified(sub) for sub in query.subqueries]
        kind = And if query.least >= 1 else Or
        return kind(nodes) if nodes else MATCH_NONE
    if isinstance(query, Sequence):
        return simplified(And([Or(list(place)) for place in query.places if place]))
    if isinstance(query, Term):
        return simplified(PlainText(query.text or query.name))
    return query


def _clean(text):
    return str(text)[:MOST_LETTERS].replace("\x00", " ").strip()
