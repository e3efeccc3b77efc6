"""The engines that look words up. ``SEARCH_ENGINE`` says which one is used; both understand ``search/query.py``."""

from importlib import import_module

from django.conf import settings

from search.engine.scores import Scores, Unavailable, before_analysis, get_ready

__all__ = ["Scores", "Unavailable", "before_analysis", "get_ready", "store"]


def store():
    """What writes the index of the engine in use: its module ``store``."""
    return import_module(f"search.engine.{settings.SEARCH_ENGINE}.store")
