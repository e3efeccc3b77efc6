"""This room in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from events.reports.admin import MethodViewSet

register_snippet(MethodViewSet)
