"""This room in the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.meetings.admin import EventListing, SeriesViewSet, header_buttons

register_snippet(SeriesViewSet)
hooks.register("register_page_header_buttons", header_buttons)


@hooks.register("register_admin_viewset")
def meetings():
    return EventListing()
