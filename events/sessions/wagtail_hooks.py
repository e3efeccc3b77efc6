"""This room in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from events.sessions.admin import SessionMethodViewSet

register_snippet(SessionMethodViewSet)
