"""What keeping the index up to date (``search/indexing.py``) needs of this engine; every engine has such a module."""

from search.engine.whoosh.files import Busy, only_writer
from search.engine.whoosh.reading import library
from search.engine.whoosh.writing import Rebuild, write

__all__ = ["Busy", "Rebuild", "check_version", "keys", "only_writer", "write"]


def check_version():
    """``Unavailable`` unless there is an index that may be read."""
    library.open()


def keys():
    """All keys in the index."""
    return library.open().keys()
