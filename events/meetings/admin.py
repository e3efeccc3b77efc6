"""Meetings and their series in the Wagtail admin."""

from django.shortcuts import get_list_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.pages import bulk_actions
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet

from events.meetings.models import EventPage, EventSeries
from events.meetings.private import without_private


class EventFilters(WagtailFilterSet):
    """What kind it is, in which series, and whether it goes on."""

    class Meta:
        model = EventPage
        fields = ["kind", "series", "municipality", "state", "live"]


class EventListing(PageListingViewSet):
    """All meetings, drafts too; each opens in the page editor."""

    model = EventPage
    icon = "date"
    name = "meetings_admin"
    url_prefix = "bijeenkomsten"
    menu_label = _("Meetings")
    menu_order = 206
    add_to_admin_menu = True
    filterset_class = EventFilters
    default_ordering = "-starts_at"
    export_filename = "bijeenkomsten"
    columns = [
        *IndexView.base_columns[:2],
        DateColumn("starts_at", label=_("Starts"), sort_key="starts_at", width="15%"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind", width="15%"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state", width="12%"),
        *IndexView.base_columns[-1:],
    ]


class SeriesViewSet(SnippetViewSet):
    """Learning networks and other rows of meetings."""

    model = EventSeries
    icon = "list-ul"
    url_namespace = "event_series_admin"
    base_url_path = "reeksen"
    menu_label = _("Series of meetings")
    menu_order = 207
    add_to_admin_menu = True
    list_display = ["name", Column("meetings", label=_("Meetings"), accessor="number")]
    search_backend_name = None
    search_fields = ["name", "description"]
    ordering = "name"
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    def get_queryset(self, request):
        return EventSeries.objects.counted()


def header_buttons(page, user, view_name, next_url=None):
    """What the admin has no form for is done on the site."""
    if isinstance(page, EventPage) and page.live and not page.private:
        yield Button(_("Who comes"), reverse("meetings:participants", args=[page.slug]), icon_name="group", priority=70)
        if not page.is_cancelled and not page.is_over:
            address = reverse("meetings:cancel", args=[page.slug])
            yield Button(_("Cancel the meeting"), address, icon_name="cross", priority=71)


class WithoutPrivate:
    """For what is done with many pages at once: it names pages by their number before it asks what one may do."""

    @classmethod
    def get_queryset(cls, model, object_ids):
        return get_list_or_404(without_private(model.objects.all()), pk__in=object_ids)


# Each takes the place of Wagtail's own.
BULK_ACTIONS = [
    type(action.__name__, (WithoutPrivate, action), {})
    for action in (
        bulk_actions.DeleteBulkAction,
        bulk_actions.MoveBulkAction,
        bulk_actions.PublishBulkAction,
        bulk_actions.UnpublishBulkAction,
    )
]
