"""The search backend that Wagtail talks to."""

import logging
from collections import Counter, OrderedDict

from django.db.models import Case, Count, IntegerField, Value, When
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from modelsearch.query import Or, PlainText
from modelsearch.utils import get_descendant_models

from search.engine.scores import Scores, Unavailable
from search.engine.whoosh import ask, documents
from search.engine.whoosh.evaluate import Evaluation, InFields, by_model
from search.engine.whoosh.fallback import FallbackCompiler, FallbackResults
from search.engine.whoosh.reading import library

logger = logging.getLogger(__name__)

# Above this number of hits the database is asked for all it would show, and the two are compared here.
MOST_IN_QUERY = 5000


class QueryCompiler(BaseSearchQueryCompiler):
    """Holds what was asked; Whoosh gives primary keys, and the database does all filtering and ordering."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def compiled(self):
        """What the evaluator understands."""
        return ask.compiled(self.query)

    def numbers(self):
        """Numbers of the fields to look in; None: all."""
        if not self.fields:
            return None
        return frozenset(documents.numbering()[name] for name in self.fields)


class AutocompleteQueryCompiler(QueryCompiler):
    """The last word may be unfinished; whole words are found in other forms too, in the same fields."""

    def compiled(self):
        names = documents.completed_fields(m for m in get_descendant_models(self.queryset.model) if m.search_fields)
        if self.fields:
            names = [name for name in names if name in self.fields]
        numbers = frozenset(number for name, number in documents.numbering().items() if name in names)
        begun = ask.completing(self.query, names)
        return Or([begun, InFields(ask.compiled(self.query), numbers)]) if numbers else begun

    def numbers(self):
        return None


class SearchResults(BaseSearchResults):
    supports_facet = True

    def scores(self):
        """``{primary key: score}`` of what fits the words, before any filter. ``Unavailable`` without an index."""
        compiler = self.query_compiler
        return self.backend.look_up(compiler.compiled(), [compiler.queryset.model], compiler.numbers())[
            compiler.queryset.model
        ]

    def _do_search(self):
        try:
            scores = self.scores()
        except Unavailable:
            return self._fallback()._do_search()
        pks = self._page(scores)
        found = {obj.pk: obj for obj in self._filtered(pks)}
        objects = [found[pk] for pk in pks if pk in found]
        if self._score_field:
            for obj in objects:
                setattr(obj, self._score_field, scores[obj.pk])
        return objects

    def _page(self, scores):
        """The primary keys from ``start`` to ``stop``, in order."""
        queryset = self._ordered()
        allowed = self._allowed(queryset, scores)
        if self.query_compiler.order_by_relevance:
            allowed.sort(key=lambda pk: -scores[pk])
        return allowed[self.start : self.stop]

    def _ordered(self):
        queryset = self.query_compiler.queryset
        if self.query_compiler.order_by_relevance:
            # among equals the newest first, so that each stands on one page only
            return queryset.order_by("-pk")
        return queryset if queryset.query.order_by else queryset.order_by("-pk")

    def _allowed(self, queryset, scores):
        """The primary keys that the queryset lets through, each once, in its order."""
        if len(scores) <= MOST_IN_QUERY:
            queryset = queryset.filter(pk__in=list(scores))
        return [pk for pk in dict.fromkeys(queryset.values_list("pk", flat=True)) if pk in scores]

    def _filtered(self, pks):
        return self.query_compiler.queryset.filter(pk__in=pks)

    def get_queryset(self):
        """The same as a queryset, as the results of Wagtail's own backends in the database have it."""
        try:
            scores = self.scores()
        except Unavailable:
            return self._fallback().get_queryset()
        pks = self._page(scores)
        place = Case(*[When(pk=pk, then=Value(at)) for at, pk in enumerate(pks)], output_field=IntegerField())
        queryset = self._filtered(pks)
        if pks and self.query_compiler.order_by_relevance:
            queryset = queryset.order_by(place)
        return queryset

    def _do_count(self):
        try:
            scores = self.scores()
        except Unavailable:
            return self._fallback()._do_count()
        return len(self._allowed(self.query_compiler.queryset.order_by(), scores)[self.start : self.stop])

    def facet(self, field_name):
        """``{value: number}`` of a field, the most frequent first; counted by the database."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.query_compiler.queryset.model.__name__
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". '
                f"Please add index.FilterField('{field_name}') to {model}.search_fields.",
                field_name=field_name,
            )
        try:
            pks = self._page(self.scores())
        except Unavailable:
            return self._fallback().facet(field_name)
        objects = self.query_compiler.queryset.model._default_manager.order_by()
        counted = Counter()
        for start in range(0, len(pks), MOST_IN_QUERY):
            chunk = objects.filter(pk__in=pks[start : start + MOST_IN_QUERY])
            counted.update(dict(chunk.values_list(field_name).annotate(count=Count("pk", distinct=True))))
        return OrderedDict(counted.most_common())

    def _fallback(self):
        """The same results by plain SQL."""
        compiler = self.query_compiler
        other = FallbackResults(
            self.backend,
            FallbackCompiler(
                compiler.queryset,
                compiler.query,
                fields=compiler.fields,
                order_by_relevance=compiler.order_by_relevance,
            ),
        )
        other.start, other.stop, other._score_field = self.start, self.stop, self._score_field
        return other


class Index(BaseIndex):
    """All models are in one index. What changes is noted in the database and indexed after the request."""

    def add_items(self, model, items):
        from search import indexing

        if documents_of(model):
            indexing.note(model, [item.pk for item in items])

    def delete_item(self, item):
        from search import indexing

        indexing.note(type(item), [item.pk])

    def refresh(self):
        """Index now what was noted."""
        from search import indexing

        indexing.work_off(wait=30)

    def reset(self):
        from search import indexing

        indexing.start_empty()


class SearchBackend(BaseSearchBackend):
    index_class = Index
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = SearchResults
    # What is "indexed" in a request is a note in the database: without it a change must not seem to be stored.
    catch_indexing_errors = False

    @property
    def rebuilder_class(self):
        from search.indexing import Rebuilder

        return Rebuilder

    def scores(self, query, models):
        """``Scores`` of a plan (``search/query.py``) in several models at once.

        It says who fits, not who may see it. Without an index plain SQL answers, and ``engine`` is "database".
        """
        try:
            return self.look_up(ask.compiled(query), models)
        except Unavailable:
            found = {}
            for model in models:
                results = FallbackResults(self, FallbackCompiler(model._default_manager.all(), query))
                found[model] = dict.fromkeys(results.get_queryset().order_by().values_list("pk", flat=True), 1.0)
            return Scores(found, engine="database")

    def completions(self, text, models, names):
        """``Scores`` of what has, for each word of ``text``, a word that begins like it in one of the fields ``names``.

        As with ``scores`` nobody was asked who may see it. Without an index nothing is completed.
        """
        descendants = [one for model in models for one in get_descendant_models(model) if one.search_fields]
        completed = [name for name in documents.completed_fields(descendants) if name in names]
        try:
            return self.look_up(ask.completing(PlainText(text), completed), models)
        except Unavailable:
            return Scores({}, engine="database")

    def look_up(self, node, models, numbers=None):
        """``Scores`` of a compiled question; ``Unavailable`` when there is no index that may be read."""
        labels = {}
        for model in models:
            for descendant in get_descendant_models(model):
                labels.setdefault(descendant._meta.label_lower, []).append(model)
        try:
            return self._look_up(node, labels, numbers)
        except Unavailable:
            from search import indexing

            indexing.wake()
            raise

    def _look_up(self, node, labels, numbers):
        snapshot = library.open()
        try:
            return by_model(snapshot, Evaluation(snapshot, numbers).scores(node), labels)
        except NotImplementedError:
            raise
        except Exception as error:
            logger.exception("A question could not be answered from the search index")
            library.suspect(snapshot)
            raise Unavailable("damaged") from error

    def surface_words(self):
        """``[(word, number of documents)]``: the words of all that is indexed, whoever may see it."""
        try:
            return library.open().surface
        except Unavailable:
            return []

    def pks_with_word(self, word):
        """``{model: set of primary keys}`` of what holds this word as people write it (folded)."""
        try:
            snapshot = library.open()
        except Unavailable:
            return {}
        return snapshot.with_surface(word)


def documents_of(model):
    """Whether a model has something to index."""
    return bool(getattr(model, "search_fields", None))
