"""What keeping the index up to date (``search/indexing.py``) needs of this engine; every engine has such a module."""

from search.engine.whoosh.files import Busy, only_writer
from search.engine.whoosh.reading import library
from search.engine.whoosh.writing import Rebuild, write

__all__ = ["Busy", "Rebuild", "check_version", "is_worn", "keys", "only_writer", "write"]

# More of what is read than this share may be gone; it takes room, and rare words seem less rare.
WORN = 0.2
# With fewer than this it makes no difference.
LEAST_WORN = 100


def check_version():
    """``Unavailable`` unless there is an index that may be read."""
    library.open()


def keys():
    """All keys in the index."""
    return library.open().keys()


def is_worn():
    """Whether so much was changed that the index is better made anew."""
    snapshot = library.open()
    gone = sum(len(part.deleted) for part in snapshot.parts)
    return gone >= LEAST_WORN and gone > WORN * (snapshot.size + gone)
