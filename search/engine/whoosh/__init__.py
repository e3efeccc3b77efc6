"""Wagtail's search on Whoosh: an index in files beside the database (docs/search.md)."""

from search.engine.whoosh.backend import SearchBackend

__all__ = ["SearchBackend"]
