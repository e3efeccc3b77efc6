"""The engines that look words up. ``SEARCH_ENGINE`` says which one is used; both understand ``search/query.py``."""

from search.engine.scores import Scores, Unavailable

__all__ = ["Scores", "Unavailable"]
