"""Wagtail's search in PostgreSQL on our analysis: its table and indexes, our terms and our way of ranking."""

from search.engine.postgres.backend import SearchBackend

__all__ = ["SearchBackend"]
