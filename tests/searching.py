"""An index of its own for a test: the fixture ``search_index`` (tests/search/conftest.py) or ``fresh_index`` itself."""

from contextlib import contextmanager

from search import indexing
from search.engine.whoosh.reading import library


@contextmanager
def fresh_index(settings, folder):
    """Search on an empty index in ``folder``; call ``index_now`` when what a test made has to be findable."""
    settings.SEARCH_INDEX_DIR = folder
    library.forget()
    indexing.start_empty()
    yield index_now
    library.forget()


def index_now():
    """Index what was noted, and say how many notes that were."""
    return indexing.work_off(wait=30)
