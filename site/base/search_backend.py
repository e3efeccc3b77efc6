"""The search of Wagtail in the database that the site has, for whatever people type.

On SQLite a double quote, as around a title that somebody pasted, made the search of the admin an error (modelsearch
1.3.2 puts it in the query as it is); PostgreSQL refuses a word of some thousands of letters.
"""

from functools import cache

from modelsearch.backends import database

MOST_LETTERS = 500


class TakesAnyWords:
    """Leaves out what no engine finds anything by."""

    def _search(self, query_compiler_class, query, model_or_queryset, **kwargs):
        if isinstance(query, str):
            query = query[:MOST_LETTERS].replace('"', " ").replace("\x00", " ").strip()
        return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)


@cache
def _careful(chosen):
    return type(f"Careful{chosen.__name__}", (TakesAnyWords, chosen), {})


def SearchBackend(params):
    """What Wagtail chooses for this database, made careful."""
    return _careful(type(database.SearchBackend(params)))(params)
