"""Reports for staff: what people look for, what they don't find, and how the index is."""

from datetime import timedelta

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Sum
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from base.background import Background
from base.models import DocumentText
from base.spreadsheets import SafeExportMixin
from network.people.rules import is_administrator, is_staff_member
from search import indexing
from search.engine import Unavailable, store
from search.engine.whoosh import documents
from search.models import Asked, IndexCheck, Pending

CHECKS = 10
UNREAD = 50


class StaffOnlyMixin:
    """Regional staff and administrators; everybody else gets Wagtail's own answer to no permission."""

    def dispatch(self, request, *args, **kwargs):
        if not is_staff_member(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


# ---------- what people look for ----------


class AskedFilters(WagtailFilterSet):
    """From which day to which."""

    day = django_filters.DateFromToRangeFilter(label=gettext_lazy("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = Asked
        fields = ["day"]


class AskedView(StaffOnlyMixin, SafeExportMixin, ReportView):
    """Each question once, with how often it was asked in the period."""

    page_title = gettext_lazy("What people search for")
    verbose_name_plural = gettext_lazy("searches")
    header_icon = "search"
    index_url_name = "search_asked"
    index_results_url_name = "search_asked_results"
    filterset_class = AskedFilters
    is_searchable = True
    search_fields = ["words"]
    default_ordering = "-asked"
    columns = [
        Column("words", label=gettext_lazy("Words"), sort_key="words"),
        NumberColumn("asked", label=gettext_lazy("Times"), sort_key="asked"),
        NumberColumn("nothing", label=gettext_lazy("Without a result"), sort_key="nothing"),
        Column("last", label=gettext_lazy("Last on"), sort_key="last"),
    ]
    list_export = ["words", "asked", "nothing", "last"]
    export_headings = {
        "words": gettext_lazy("Words"),
        "asked": gettext_lazy("Times"),
        "nothing": gettext_lazy("Without a result"),
        "last": gettext_lazy("Last on"),
    }

    def get_base_queryset(self):
        return Asked.objects.values("words").annotate(asked=Sum("times"), nothing=Sum("times_nothing"), last=Max("day"))

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": self.get_base_queryset()}

    def order_queryset(self, queryset):
        # The words as well: questions that are asked as often would otherwise change places between two pages.
        return queryset.order_by(*[key for key in (self.ordering, "words") if key])

    def get_filename(self):
        return f"{self.index_url_name}-{timezone.localdate():%Y-%m-%d}"


class NothingView(AskedView):
    """Questions that found nothing: words for a synonym, a topic, or a practice that is missing."""

    page_title = gettext_lazy("Searches without a result")
    index_url_name = "search_nothing"
    index_results_url_name = "search_nothing_results"
    default_ordering = "-nothing"

    def get_base_queryset(self):
        return super().get_base_queryset().filter(nothing__gt=0)


# ---------- how the index is ----------


def rebuild():
    """Make the index anew; for a thread, as it takes minutes."""
    indexing.rebuild()
    return 0


rebuilding = Background("search-rebuild", rebuild)


class IndexView(StaffOnlyMixin, WagtailAdminTemplateMixin, TemplateView):
    """What is in the index, what waits, what checks found, which documents couldn't be read."""

    template_name = "search/admin/index_state.html"
    page_title = gettext_lazy("Search index")
    header_icon = "search"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        pending = Pending.objects.order_by("pk")
        oldest = pending.first()
        return super().get_context_data(
            engine=settings.SEARCH_ENGINE,
            why=indexing.state(),
            things=_things(),
            version=documents.version(),
            pending=pending.count(),
            oldest=oldest.created_at if oldest else None,
            # A worker, or a thread of the site, has it within seconds.
            is_late=oldest is not None and oldest.created_at < timezone.now() - timedelta(minutes=5),
            checks=IndexCheck.objects.all()[:CHECKS],
            read=_documents_read(),
            unread=_unread(),
            may_rebuild=is_administrator(self.request.user),
            **kwargs,
        )

    def post(self, request):
        if not is_administrator(request.user):
            raise PermissionDenied
        rebuilding.start()
        messages.success(
            request, _("The index is being made anew beside the one in use. That takes some minutes; search goes on.")
        )
        return redirect("search_index")


REASONS = {
    "encrypted": gettext_lazy("it has a password"),
    "bomb": gettext_lazy("it unpacks to far more than it is"),
    "too_big": gettext_lazy("it is too big"),
    "xml": gettext_lazy("it holds what no document needs"),
    "not_text": gettext_lazy("it is no text"),
    "not_that_kind": gettext_lazy("it is of another kind than its name says"),
    "broken": gettext_lazy("it is broken"),
    "time": gettext_lazy("reading it takes too long"),
    "memory": gettext_lazy("reading it takes too much memory"),
    "crash": gettext_lazy("reading it broke off"),
    "missing": gettext_lazy("the file isn't there"),
}


def _things():
    """How many things the index holds; None when it can't be read."""
    try:
        return len(store().keys())
    except Unavailable:
        return None


def _documents_read():
    """(label, number) of each state that documents are in."""
    counts = dict(DocumentText.objects.order_by().values_list("status").annotate(Count("pk")))
    return [(label, counts[status]) for status, label in DocumentText.Status.choices if counts.get(status)]


def _unread():
    """(document, why) of the last documents whose text can't be had."""
    failed = DocumentText.objects.filter(status__in=[DocumentText.Status.REFUSED, DocumentText.Status.FAILED])
    rows = failed.select_related("document").order_by("-read_at")[:UNREAD]
    return [(row.document, REASONS.get(row.reason, row.get_status_display())) for row in rows]


# ---------- in the admin ----------


class StaffMenuItem(MenuItem):
    """A row of the menu for staff."""

    def is_shown(self, request):
        return is_staff_member(request.user)


@hooks.register("register_admin_urls")
def report_urls():
    return [
        path("reports/zoekvragen/", AskedView.as_view(), name="search_asked"),
        path("reports/zoekvragen/rijen/", AskedView.as_view(results_only=True), name="search_asked_results"),
        path("reports/niets-gevonden/", NothingView.as_view(), name="search_nothing"),
        path("reports/niets-gevonden/rijen/", NothingView.as_view(results_only=True), name="search_nothing_results"),
        path("reports/zoekindex/", IndexView.as_view(), name="search_index"),
    ]


def _register(view, order):
    @hooks.register("register_reports_menu_item")
    def item():
        name = getattr(view, "index_url_name", "search_index")
        return StaffMenuItem(view.page_title, reverse(name), name=name, icon_name="search", order=order)


_register(AskedView, 1300)
_register(NothingView, 1310)
_register(IndexView, 1320)


@hooks.register("construct_reports_menu")
def without_the_other_report(request, items):
    """Wagtail's own report of search terms only has what ``clearing.lend_popular`` lends it; ours has all."""
    items[:] = [item for item in items if item.name != "search-terms"]
