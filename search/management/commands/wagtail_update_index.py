"""Another name that Wagtail has for it."""

from search.management.commands.rebuild_modelsearch_index import Command

__all__ = ["Command"]
