"""The log of personal data in the admin, under Reports: for administrators, to read only."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from network.people import rules
from network.people.models import AuditEntry


class AuditView(ReportView):
    """Who did what with whose data, the newest first."""

    page_title = _("Log of personal data")
    verbose_name_plural = _("lines of the log")
    header_icon = "history"
    index_url_name = "people_audit"
    index_results_url_name = "people_audit_results"
    is_searchable = True
    search_backend_name = None
    search_fields = ["actor__name", "subject__name", "detail"]
    default_ordering = "-at"
    columns = [
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("actor", label=_("Who"), sort_key="actor__name"),
        Column("action", label=_("What"), accessor="get_action_display", sort_key="action"),
        Column("subject", label=_("About whom"), sort_key="subject__name"),
        Column("detail", label=_("Details")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not rules.is_administrator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return AuditEntry.objects.select_related("actor", "subject")


class AdministratorMenuItem(MenuItem):
    """Shown to who may open it."""

    def is_shown(self, request):
        return rules.is_administrator(request.user)


@hooks.register("register_admin_urls")
def audit_urls():
    return [
        path("verslagen/persoonsgegevens/", AuditView.as_view(), name="people_audit"),
        path("verslagen/persoonsgegevens/lijst/", AuditView.as_view(results_only=True), name="people_audit_results"),
    ]


@hooks.register("register_reports_menu_item")
def audit_item():
    return AdministratorMenuItem(_("Log of personal data"), reverse("people_audit"), icon_name="history", order=800)
