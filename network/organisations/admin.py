"""Municipalities and organisations in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from base.spreadsheets import SafeExportMixin
from network.organisations.models import Municipality, Organisation


class SafeIndexView(SafeExportMixin, IndexView):
    """A list with an export that a spreadsheet can't be tricked with."""


class OrganisationIndexView(SafeIndexView):
    """Organisations, with their municipalities in the export."""

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("municipalities")


class OrganisationFilters(WagtailFilterSet):
    """What it is, how large, and where it works."""

    class Meta:
        model = Organisation
        fields = ["kind", "size", "municipalities"]


class OrganisationViewSet(SnippetViewSet):
    """Who somebody works for."""

    model = Organisation
    icon = "home"
    url_namespace = "organisations_admin"
    base_url_path = "organisaties"
    menu_label = _("Organisations")
    menu_order = 10
    index_view_class = OrganisationIndexView
    filterset_class = OrganisationFilters
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("size", label=_("Size"), accessor="get_size_display", sort_key="size"),
        Column("mail_domain", label=_("Mail domain"), sort_key="mail_domain"),
    ]
    list_export = ["name", "slug", "kind", "size", "municipality_names", "website", "mail_domain", "description"]
    export_headings = {"municipality_names": _("Municipalities")}
    export_filename = "organisaties"
    # Straight in the database: hundreds of rows, and what was just added must be found.
    search_backend_name = None
    search_fields = ["name", "description", "mail_domain"]
    ordering = "name"
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("size")]),
        FieldPanel("municipalities"),
        FieldPanel("topics"),
        FieldPanel("description"),
        FieldPanel("website"),
        FieldPanel("mail_domain"),
    ]


class MunicipalityViewSet(SnippetViewSet):
    """The municipalities of the region."""

    model = Municipality
    icon = "site"
    url_namespace = "municipalities_admin"
    base_url_path = "gemeenten"
    menu_label = _("Municipalities")
    menu_order = 20
    index_view_class = SafeIndexView
    list_display = ["name", "code"]
    list_filter = {"name": ["icontains"], "code": ["icontains"]}
    list_export = ["code", "name", "slug", "latitude", "longitude"]
    export_filename = "gemeenten"
    search_backend_name = None
    search_fields = ["name", "code"]
    ordering = "name"
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]


class OrganisationGroup(SnippetViewSetGroup):
    """Content of a region: who works in it and where."""

    items = (OrganisationViewSet, MunicipalityViewSet)
    menu_label = _("Organisations")
    menu_name = "organisations"
    menu_icon = "home"
    menu_order = 220
