"""This room in the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.meetings.admin import BULK_ACTIONS, EventListing, SeriesViewSet, header_buttons
from events.meetings.private import for_choosers, not_there

register_snippet(SeriesViewSet)
hooks.register("register_page_header_buttons", header_buttons)
for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=1)
hooks.register("construct_page_chooser_queryset", for_choosers)
hooks.register("construct_explorer_page_queryset", not_there)


@hooks.register("register_admin_viewset")
def meetings():
    return EventListing()
