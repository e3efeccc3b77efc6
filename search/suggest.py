"""What somebody may mean while they type: topics, titles, people and organisations that begin like it."""

import heapq
import math
import unicodedata
from dataclasses import dataclass

from wagtail.search.backends import get_search_backend

from base.findable import kinds
from network.topics.models import Topic
from search import question, synonyms

LEAST = 2  # letters and digits, before anything is suggested
MOST_LETTERS = 100
LIMIT = 8
MOST_LOOKED_AT = 200  # of a kind, by an engine that gives whole objects
TITLES = ("title", "name")  # the fields, of those that can be completed
MOST_OF_A_KIND = 4  # as long as other kinds have something too


@dataclass(frozen=True)
class Suggestion:
    """One thing to go to."""

    kind: str  # name of the kind
    label: str  # of the kind, for people
    title: str
    url: str


def suggest(words, member, limit=LIMIT):
    """At most ``limit`` things that ``member`` may see, with for each word a word in their title that begins with it.

    A title that begins with all that was typed comes first, and so does a topic that is called so as well ("UHP"); then
    what the index thinks best. Accents don't matter.
    """
    typed = question.clean(str(words)[:MOST_LETTERS])
    if sum(map(str.isalnum, typed)) < LEAST:
        return []
    completed = completions(typed, list(dict.fromkeys(kind.model for kind in kinds)))
    begins = _folded(typed)
    called = dict.fromkeys(synonyms.table().topics(question.parse(typed).words), math.inf)
    found = []
    for place, kind in enumerate(kinds):
        named = called if kind.model is Topic else {}
        scores = completed.get(kind.model, {}) | named if named else completed.get(kind.model)
        allowed = scores.keys() & kind.visible_pks(member) if scores else ()
        best = heapq.nlargest(limit, allowed, key=lambda pk, scores=scores: (scores[pk], pk))
        for row in kind.rows(best, member) if best else ():
            fits = row.pk in named or _folded(row.title).startswith(begins)
            order = (not fits, place, -scores[row.pk], row.title, row.url)
            found.append((order, Suggestion(kind.name, kind.label, row.title, row.url)))
    found.sort(key=lambda pair: pair[0])
    return _mixed([suggestion for _order, suggestion in found], limit)


def completions(typed, models):
    """``{model: {primary key: score}}`` of what has titles that begin like it, whoever may see it."""
    backend = get_search_backend()
    if hasattr(backend, "completions"):
        return backend.completions(typed, models, TITLES)
    found = {}
    for model in models:
        fields = [field.field_name for field in model.get_autocomplete_search_fields() if field.field_name in TITLES]
        results = backend.autocomplete(typed, model._default_manager.all(), fields=fields, order_by_relevance=False)
        found[model] = {thing.pk: 1.0 for thing in results[:MOST_LOOKED_AT]}
    return found


def _mixed(suggestions, limit):
    """The first ``limit``, in order, with no kind taking all places while others have something."""
    taken, first, rest = {}, [], []
    for suggestion in suggestions:
        taken[suggestion.kind] = taken.get(suggestion.kind, 0) + 1
        (first if taken[suggestion.kind] <= MOST_OF_A_KIND else rest).append(suggestion)
    chosen = set((first + rest)[:limit])
    return [suggestion for suggestion in suggestions if suggestion in chosen][:limit]


def _folded(text):
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
