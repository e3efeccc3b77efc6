"""Services in the Wagtail admin: a list with export for staff, and the report of stale waiting times."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from base.spreadsheets import SafeExportMixin
from network.people.rules import is_staff_member
from network.services.forms_hours import NAMES, HoursForm
from network.services.models import Service, WaitingTime

# What an export tells of the waiting time of now.
WAITING = ("state", "weeks_to_intake", "weeks_to_start", "measured_on", "source")


class ServiceIndexView(SafeExportMixin, IndexView):
    """Services with an export that a spreadsheet can't be tricked with, with the waiting time of now."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        waiting = WaitingTime.objects.latest_of(queryset.values("pk"))
        for name in WAITING:
            setattr(self, f"_{name}", {pk: getattr(one, name) for pk, one in waiting.items()})
        return super().as_spreadsheet(queryset.prefetch_related("topics", "municipalities"), spreadsheet_format)

    def to_row_dict(self, item):
        item.topic_list = "; ".join(topic.name for topic in item.topics.all())
        item.municipality_list = "; ".join(place.name for place in item.municipalities.all())
        for name in WAITING:
            setattr(item, f"waiting_{name}", getattr(self, f"_{name}").get(item.pk))
        return super().to_row_dict(item)


class ServiceFilters(WagtailFilterSet):
    """Of whom, for where, and whether it is on offer."""

    class Meta:
        model = Service
        fields = ["status", "organisation", "municipalities", "consultation_possible"]


class ServiceAdminForm(HoursForm, WagtailAdminModelForm):
    """A service with its opening hours."""


class ServiceViewSet(SnippetViewSet):
    """What providers offer. They keep it themselves; staff help."""

    model = Service
    icon = "list-ul"
    url_namespace = "services_admin"
    base_url_path = "aanbod"
    menu_label = _("Services")
    menu_name = "services"
    menu_order = 225
    add_to_admin_menu = True
    index_view_class = ServiceIndexView
    filterset_class = ServiceFilters
    list_display = [
        "name",
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("updated_at", label=_("Changed on"), sort_key="updated_at"),
    ]
    list_export = [
        *("name", "slug", "organisation", "status", "summary", "age_from", "age_to", "online", "at_home"),
        *("consultation_possible", "languages", "how_to_refer", "starts_on", "ends_on", "updated_at"),
        *("topic_list", "municipality_list", "contact_name", "contact_phone", "contact_email"),
        *(f"waiting_{name}" for name in WAITING),
    ]
    export_headings = {
        "topic_list": _("Topics"),
        "municipality_list": _("Municipalities"),
        **{f"waiting_{name}": WaitingTime._meta.get_field(name).verbose_name for name in WAITING},
    }
    export_filename = "aanbod"
    # Straight in the database, so that what was just added is found.
    search_backend_name = None
    search_fields = ["name", "summary", "organisation__name"]
    ordering = "name"
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    _panels = [
        FieldPanel("organisation"),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("topics"),
        FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
        FieldPanel("municipalities"),
        FieldRowPanel([FieldPanel("at_home"), FieldPanel("online"), FieldPanel("consultation_possible")]),
        FieldPanel("how_to_refer"),
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone"), FieldPanel("contact_email")]),
        FieldPanel("languages"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("status")]),
        MultiFieldPanel([FieldPanel(name) for name in NAMES.values()], heading=_("Opening hours")),
    ]
    edit_handler = ObjectList(_panels, base_form_class=ServiceAdminForm)

    def get_queryset(self, request):
        return Service.objects.select_related("organisation")


class StaleView(SafeExportMixin, ReportView):
    """Services on offer whose waiting time is old or was never told, the oldest first."""

    page_title = _("Old waiting times")
    verbose_name_plural = _("services")
    header_icon = "history"
    index_url_name = "services_stale"
    index_results_url_name = "services_stale_results"
    is_searchable = True
    search_backend_name = None
    search_fields = ["name", "organisation__name"]
    default_ordering = "last_measured"
    columns = [
        TitleColumn("name", label=_("Service"), sort_key="name", get_url=lambda service: _told(service)),
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("last_measured", label=_("Last measured on"), sort_key="last_measured"),
    ]
    list_export = ["name", "organisation", "last_measured"]
    export_headings = {"last_measured": _("Last measured on")}

    def dispatch(self, request, *args, **kwargs):
        if not is_staff_member(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return Service.objects.stale().with_last_measured().select_related("organisation")


def _told(service):
    return reverse("services:waiting_edit", args=[service.slug])


@hooks.register("register_admin_urls")
def report_urls():
    return [
        path("verslagen/wachttijden/", StaleView.as_view(), name="services_stale"),
        path("verslagen/wachttijden/lijst/", StaleView.as_view(results_only=True), name="services_stale_results"),
    ]


class StaffMenuItem(MenuItem):
    """Shown to who may open it."""

    def is_shown(self, request):
        return is_staff_member(request.user)


@hooks.register("register_reports_menu_item")
def stale_item():
    return StaffMenuItem(_("Old waiting times"), reverse("services_stale"), icon_name="history", order=700)
