"""The search room in the Wagtail admin: each module registers what is its own."""

from search import admin_explain, admin_index, admin_reports, admin_words

__all__ = ["admin_explain", "admin_index", "admin_reports", "admin_words"]
