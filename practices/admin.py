"""Reports and reviews in the Wagtail admin."""

from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from base.spreadsheets import SafeExportMixin
from network.people.rules import is_staff_member
from practices.actions import refresh_badge
from practices.admin_import import REPORTS, ImportView
from practices.models import AdoptionReport, Review


class ResponseEditView(EditView):
    """A report or a review, as staff may correct it; the badge that rests on it is computed anew."""

    def save_instance(self):
        instance = super().save_instance()
        refresh_badge(instance.practice)
        return instance


class ReportFilters(WagtailFilterSet):
    """Result, organisation and place."""

    class Meta:
        model = AdoptionReport
        fields = ["result", "organisation", "municipality", "would_repeat"]


class ReportIndexView(SafeExportMixin, IndexView):
    """All reports, and the door to the import of practices."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("practice", "member", "organisation", "municipality")

    @property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons]
        buttons.append(
            Button(_("Import practices"), url=reverse(f"{REPORTS}:import"), icon_name="upload", priority=110)
        )
        return buttons


class ReviewIndexView(SafeExportMixin, IndexView):
    """All reviews."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("practice", "reviewer")


class AdoptionReportViewSet(SnippetViewSet):
    """What happened when others tried a practice. Members write them; staff correct or remove."""

    model = AdoptionReport
    icon = "form"
    url_namespace = REPORTS
    base_url_path = "ervaringen"
    menu_label = gettext_lazy("Experiences")
    add_view_enabled = False
    index_view_class = ReportIndexView
    edit_view_class = ResponseEditView
    filterset_class = ReportFilters
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "headline",
        Column("practice", label=gettext_lazy("Practice"), accessor="practice"),
        Column("result", label=gettext_lazy("Result"), accessor="get_result_display", sort_key="result"),
        Column("organisation", label=gettext_lazy("Organisation"), accessor="organisation"),
        Column("created_at", label=gettext_lazy("Written on"), accessor="created_at", sort_key="created_at"),
    ]
    list_export = [
        "practice",
        "result",
        "headline",
        "why",
        "adapted",
        "would_repeat",
        "since",
        "organisation",
        "municipality",
        "created_at",
    ]
    export_filename = "ervaringen"
    panels = [
        FieldPanel("practice", read_only=True),
        FieldPanel("member", read_only=True),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("municipality")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("result")]),
        FieldPanel("headline"),
        FieldPanel("why"),
        FieldPanel("adapted"),
        FieldPanel("would_repeat"),
        FieldPanel("answer"),
    ]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("praktijken-importeren/", ImportView.as_view(), name="import")]


class ReviewViewSet(SnippetViewSet):
    """What peers thought of a description. Staff read, and remove what doesn't belong."""

    model = Review
    icon = "glasses"
    url_namespace = "reviews_admin"
    base_url_path = "beoordelingen"
    menu_label = gettext_lazy("Reviews")
    add_view_enabled = False
    index_view_class = ReviewIndexView
    edit_view_class = ResponseEditView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        Column("practice", label=gettext_lazy("Practice"), accessor="practice"),
        Column("reviewer", label=gettext_lazy("Read by"), accessor="reviewer"),
        BooleanColumn("agrees", label=gettext_lazy("Well described"), accessor="agrees"),
        Column("created_at", label=gettext_lazy("Written on"), accessor="created_at", sort_key="created_at"),
    ]
    panels = [
        FieldPanel("practice", read_only=True),
        FieldPanel("reviewer", read_only=True),
        *(
            FieldPanel(name, read_only=True)
            for name in (
                "problem",
                "target_group",
                "steps",
                "mechanism",
                "conditions",
                "results",
                "transferable",
            )
        ),
        FieldPanel("remarks"),
    ]


class ImportMenuItem(MenuItem):
    """The import, where somebody with practices to import looks first."""

    def is_shown(self, request):
        return is_staff_member(request.user)


class PracticesGroup(SnippetViewSetGroup):
    """What people say about practices, together in the menu."""

    items = (AdoptionReportViewSet, ReviewViewSet)
    menu_label = gettext_lazy("Practices")
    menu_icon = "doc-full-inverse"
    menu_order = 205
    menu_name = "practices"

    def get_submenu_items(self):
        address = reverse_lazy(f"{REPORTS}:import")
        return [
            *super().get_submenu_items(),
            ImportMenuItem(gettext_lazy("Import practices"), address, name="import", icon_name="upload", order=90),
        ]
