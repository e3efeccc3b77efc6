"""Reading the index: each term of a question becomes the list of what has it, all of them in one query.

PostgreSQL finds those lists in its index (GIN) without reading the things themselves, and our own evaluation makes
scores of them, the same as with Whoosh. So both engines rank alike.
"""

from array import array
from functools import cached_property

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from modelsearch.backends.base import get_model_root
from modelsearch.query import And, Boost, Not, Or
from rapidfuzz import process
from rapidfuzz.distance import OSA

from base import stamps
from search import analysis
from search.engine.postgres import store, vectors
from search.engine.postgres.vectors import quoted
from search.engine.whoosh import fields
from search.engine.whoosh.evaluate import MOST_ALIKE, Alike, Evaluation, Starts
from search.query import Coverage, Sequence, Term

IndexEntry, TABLE, STAMP = store.IndexEntry, store.TABLE, store.STAMP
# So many things keep their place in memory for one process.
MOST_KNOWN = 300_000


def ids_of(queries):
    """For each (column, query) a list of ids of rows that fit it, in one go."""
    if not queries:
        return []
    branches = [
        f"SELECT {number}, array_agg(id) FROM {TABLE} WHERE {column} @@ %s::tsquery"  # noqa: S608
        for number, (column, _query) in enumerate(queries)
    ]
    found = [[]] * len(queries)
    with connections[router.db_for_read(IndexEntry)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), [query for _column, query in queries])
        for number, ids in cursor.fetchall():
            found[number] = ids or []
    return found


class Segment:
    """The whole index, as if it were one segment of Whoosh's; lives as long as one question."""

    def __init__(self):
        self._lists = {}
        self.labels, self.pks = _Labels(), _Pks()

    def prepare(self, wanted):
        """Look up all (field, term, is it a beginning) of a question at once."""
        missing = [one for one in dict.fromkeys(wanted) if one not in self._lists]
        queries = []
        for field, term, prefix in missing:
            text, star = vectors.lexeme(field, term), ":*" if prefix else ""
            queries.append(("body", quoted(text) + star))
            queries += [("title", quoted(f"{step}{text}") + star) for step in range(1, len(vectors.WORTH))]
        found = ids_of(queries)
        for place, one in enumerate(missing):
            lists = found[place * len(vectors.WORTH) : (place + 1) * len(vectors.WORTH)]
            self._lists[one] = {
                number: worth for worth, ids in zip(vectors.WORTH, lists, strict=True) for number in ids
            }

    def weights(self, field, term, prefix=False):
        """``{id: weight}`` of a term."""
        self.prepare([(field, term, prefix)])
        return self._lists[field, term, prefix]

    def places(self, field, term):
        """``{id: bytes of its places}``, as the evaluation reads them: for who asks for some of the fields only."""
        found = {}
        with connections[router.db_for_read(IndexEntry)].cursor() as cursor:
            cursor.execute(
                f"SELECT id, lexeme, positions FROM {TABLE}, unnest(body) "  # noqa: S608
                "WHERE id = ANY(%s) AND (lexeme = %s OR lexeme LIKE %s)",
                [list(self.weights(field, term)), vectors.lexeme(field, term), f"{vectors.FIELD}%"],
            )
            for number, lexeme, positions in cursor.fetchall():
                here, starts = found.setdefault(number, ([], {}))
                if lexeme.startswith(vectors.FIELD) and lexeme[1:].isdigit():
                    starts[positions[0]] = int(lexeme[1:])
                else:
                    here += positions or []
        return {number: _placed(*both) for number, both in found.items()}


def _placed(positions, starts):
    """Positions of a row as places: which field, then which word of it."""
    places = array("I")
    for position in positions:
        start = max((start for start in starts if start <= position), default=None)
        if start is not None:
            places.append(starts[start] << fields.FIELD_SHIFT | position - start)
    return places.tobytes()


class Part:
    """The one part of the index."""

    deleted = frozenset()

    def __init__(self):
        self.segment = Segment()

    @cached_property
    def alive(self):
        return list(store.things().values_list("id", flat=True))


class Snapshot:
    """The index for one question."""

    def __init__(self):
        self.parts = [Part()]
        self.size = stamps.remember(STAMP, "size of the index", lambda: store.things().count())

    def lexicon(self):
        return stamps.remember(STAMP, "words of the index", lambda: [word for word, _count in store.words()])


class PostgresEvaluation(Evaluation):
    """The evaluation of Whoosh's index, on lists that PostgreSQL gives."""

    def scores(self, node):
        if isinstance(node, (And, Or, Coverage)):
            self.parts[0].segment.prepare(_terms(node))
        return super().scores(node)

    def weights(self, term):
        if isinstance(term, Alike):
            return self._alike_weights(term)
        segment = self.parts[0].segment
        wanted = _terms(term)
        segment.prepare(wanted)
        merged = {}
        for field, text, prefix in wanted:
            found = segment.weights(field, text, prefix)
            if self.numbers is not None:
                found = self._in_fields(segment, field, text, found)
            for number, weight in found.items():
                merged[number] = merged.get(number, 0.0) + weight
        return [merged]

    def _alike_weights(self, term):
        """A word that may be misspelt stands for the words that look like it."""
        most = 1 if len(term.name) < 6 else 2
        near = process.extract(
            term.name, self.snapshot.lexicon(), scorer=OSA.distance, score_cutoff=most, limit=MOST_ALIKE
        )
        merged = {}
        for word, _, _ in near:
            for analysed in analysis.words(word)[:1]:
                for number, weight in self.weights(Term(analysed.term, analysed.folded))[0].items():
                    merged[number] = max(weight, merged.get(number, 0.0))
        return [merged]

    def _starts(self, node):
        words = [quoted(f"{name}{fields.UNDER}{node.text}") for name in node.names]
        if not words:
            return [{}]
        begun, whole = ids_of(
            [("autocomplete", " | ".join(f"{word}:*" for word in words)), ("autocomplete", " | ".join(words))]
        )
        return [dict.fromkeys(begun, 1.0) | dict.fromkeys(whole, 2.0)]

    def _sequence(self, node):
        """PostgreSQL knows what stands beside what. A phrase counts as one word, as rare as its words together."""
        if self.numbers is not None:
            return super()._sequence(node)
        slots = [[self.weights(term) for term in place] for place in node.places if place]
        if not slots:
            return [{}]
        idf = sum(min(map(self.idf, slot)) for slot in slots)
        (standing,) = ids_of([("body", _beside(node))])
        return self._scored(
            [
                {
                    number: min(max(weights[0].get(number, 0.0) for weights in slot) for slot in slots)
                    for number in standing
                }
            ],
            idf,
        )


def _beside(node):
    """A phrase as PostgreSQL asks for it; an empty place makes the distance one more."""
    said, distance = "", 0
    for place in node.places:
        distance += 1
        if place:
            words = [
                quoted(vectors.lexeme(field, text)) + (":*" if prefix else "")
                for term in place
                for field, text, prefix in _terms(term)
            ]
            any_of = f"({' | '.join(words)})"
            said = f"({said} <{distance}> {any_of})" if said else any_of
            distance = 0
    return said


def _terms(node):
    """All (field, term, is it a beginning) that a tree asks for, but for what has to be found out first."""
    if isinstance(node, (And, Or, Coverage)):
        return [term for sub in node.subqueries for term in _terms(sub)]
    if isinstance(node, (Not, Boost)):
        return _terms(node.subquery)
    if isinstance(node, Sequence):
        return [term for place in node.places for one in place for term in _terms(one)]
    if isinstance(node, Term) and not isinstance(node, (Alike, Starts)):
        pairs = ((fields.TEXT, node.text), (fields.NAMES, node.name))
        return [(field, text, node.prefix) for field, text in pairs if text]
    return []


# ---------- which thing a row is: that never changes, so it may be kept ----------

_known = {}


def learn(ids):
    """Have the things of these rows at hand for ``_Labels`` and ``_Pks``."""
    if len(_known) > MOST_KNOWN:
        _known.clear()
    missing = [number for number in ids if number not in _known]
    if not missing:
        return
    types = {}
    rows = IndexEntry.objects.filter(pk__in=missing) if len(missing) < 1000 else IndexEntry.objects.all()
    for number, content_type, pk in rows.values_list("pk", "content_type_id", "object_id"):
        if content_type not in types:
            model = ContentType.objects.get_for_id(content_type).model_class()
            types[content_type] = ("", str) if model is None else _label_and_key(model)
        label, to_python = types[content_type]
        _known[number] = (label, pk if label == "search.pending" else to_python(pk))


def _label_and_key(model):
    return model._meta.label_lower, get_model_root(model)._meta.pk.to_python


class _Labels:
    def __getitem__(self, number):
        return _known.get(number, ("", None))[0]


class _Pks:
    def __getitem__(self, number):
        return _known[number][1]


def with_surface(word):
    """``{model: set of primary keys}`` of what holds a word as people write it."""
    (ids,) = ids_of([("autocomplete", quoted(vectors.SURFACE + word))])
    learn(ids)
    found = {}
    for number in ids:
        label, pk = _known.get(number, ("", None))
        if label:
            found.setdefault(apps.get_model(label), set()).add(pk)
    return found
