"""This room in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

import network.services.importing.admin  # noqa: F401 - its hooks
from network.services.admin import ServiceViewSet

register_snippet(ServiceViewSet)
