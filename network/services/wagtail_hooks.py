"""This room in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from network.services.admin import ServiceViewSet

register_snippet(ServiceViewSet)
