"""This room in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from practices.admin import PracticesGroup

register_snippet(PracticesGroup)
