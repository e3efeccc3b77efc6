"""The search room in the Wagtail admin: each module registers what is its own."""

from search import admin_words

__all__ = ["admin_words"]
