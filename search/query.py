"""The nodes of a question that Wagtail's own query classes lack. Both engines know them.

A plan (``search/plan.py``) is a tree of these and of ``And``, ``Or``, ``Not``, ``Boost`` and ``MatchAll`` from
``modelsearch.query``. Its leaves hold terms that were analysed already, so an engine looks them up as they are.
"""

from modelsearch.query import SearchQuery


class Term(SearchQuery):
    """One analysed term. ``text`` is looked for in fields of running text, ``name`` in fields of names.

    Either may be empty: then that sort of field is left out. With ``prefix`` all that begins with it fits.
    """

    def __init__(self, text="", name="", *, prefix=False):
        self.text = text
        self.name = name
        self.prefix = prefix

    def __repr__(self):
        return f"<Term {self.text!r} name={self.name!r}{' prefix' if self.prefix else ''}>"


class Sequence(SearchQuery):
    """Words that stand beside each other in this order: each place is a tuple of ``Term`` that will do there.

    A place without terms is a gap where any word will do: that of a stop word, which fields of text don't hold.
    """

    def __init__(self, places):
        self.places = list(places)

    def __repr__(self):
        return f"<Sequence {self.places!r}>"


class Coverage(SearchQuery):
    """What holds enough of ``subqueries``: those it holds must be worth ``least`` (0 to 1) of the weight of all.

    A subquery weighs what its rarity says (idf), so that "kind" counts for less than "thuiszitter". The score is the
    sum of the scores, times the share that is covered: who holds all words comes before who holds some of them often.
    """

    def __init__(self, subqueries, least=1.0):
        self.subqueries = list(subqueries)
        self.least = least

    def __repr__(self):
        return f"<Coverage {self.least} {self.subqueries!r}>"
