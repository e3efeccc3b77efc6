"""Methods that come with the site."""

from events.sessions.first_methods import ensure_first_methods

__all__ = ["ensure_first_methods"]
