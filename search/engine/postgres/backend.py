"""The search backend for PostgreSQL that Wagtail talks to."""

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from modelsearch.utils import get_descendant_models

from search.engine.postgres import reading, store
from search.engine.scores import Unavailable
from search.engine.whoosh import backend as ours
from search.engine.whoosh.evaluate import by_model


class Index(ours.Index, PostgresIndex):
    """Refuses any other database, as Wagtail's own does. What changes is noted and indexed after the request."""


class SearchBackend(ours.SearchBackend, PostgresSearchBackend):
    """Wagtail's table of ``IndexEntry`` filled with our terms, and asked for them one by one."""

    index_class = Index

    def __init__(self, params):
        # our own way to rebuild is one transaction already
        super().__init__(params | {"ATOMIC_REBUILD": False})

    def look_up(self, node, models, numbers=None):
        """``Scores`` of a compiled question; ``Unavailable`` when there is no index that may be read."""
        store.check_version()
        labels = {}
        for model in models:
            for descendant in get_descendant_models(model):
                labels.setdefault(descendant._meta.label_lower, []).append(model)
        snapshot = reading.Snapshot()
        found = reading.PostgresEvaluation(snapshot, numbers).scores(node)
        reading.learn(found[0])
        scores = by_model(snapshot, found, labels)
        scores.engine = "postgres"
        return scores

    def surface_words(self):
        """``[(word, number of documents)]``: the words of all that is indexed, whoever may see it."""
        return store.words()

    def pks_with_word(self, word):
        """``{model: set of primary keys}`` of what holds this word as people write it (folded)."""
        try:
            store.check_version()
        except Unavailable:
            return {}
        return reading.with_surface(word)
