"""The vocabulary in the Wagtail admin: the list and the form of a topic."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from base.spreadsheets import SafeExportMixin
from network.topics.admin_views import NAME, AcceptView, DeclineView, ImportView, MergeView
from network.topics.models import Topic
from network.topics.rules import may_edit


class TopicFilters(WagtailFilterSet):
    """Kind, status and what is above it."""

    class Meta:
        model = Topic
        fields = ["kind", "status", "broader"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["broader"].queryset = Topic.objects.filter(narrower__isnull=False).distinct()


class TopicIndexView(SafeExportMixin, IndexView):
    """The list, with an export that a spreadsheet can't be tricked with, and the door to the import."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("broader", "merged_into")

    @property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons]
        if may_edit(self.request.user):
            buttons.append(
                Button(_("Import SKOS"), url=reverse(f"{NAME}:import"), icon_name="upload", priority=110),
            )
        buttons.append(Button(_("Download SKOS"), url=reverse("topics:skos_ttl"), icon_name="download", priority=120))
        return buttons


class TopicFormMixin:
    """Offers only topics of the vocabulary as the one above, and makes the address by itself, once."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        form.fields["broader"].queryset = Topic.objects.accepted().exclude(pk=form.instance.pk).order_by("name")
        form.fields["slug"].required = False
        # Links and other vocabularies depend on it.
        form.fields["slug"].disabled = form.instance.pk is not None
        return form


class TopicCreateView(TopicFormMixin, CreateView):
    """A new topic."""


class TopicEditView(TopicFormMixin, EditView):
    """A topic; one that was merged is a signpost and no longer edited."""

    def get(self, request, *args, **kwargs):
        if self.object.status == Topic.Status.MERGED:
            messages.warning(request, _("This topic was merged into the one below."))
            return redirect(f"{NAME}:edit", self.object.merged_into_id)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.object.status == Topic.Status.MERGED:
            return redirect(f"{NAME}:edit", self.object.merged_into_id)
        return super().post(request, *args, **kwargs)

    @property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *topic_buttons(self.object, self.request.user)]


def topic_buttons(topic, user):
    """What can be done with a topic, for who may."""
    if not may_edit(user) or topic.status == Topic.Status.MERGED:
        return []
    buttons = [
        Button(_("Merge…"), url=reverse(f"{NAME}:merge", args=[topic.pk]), icon_name="collapse-down", priority=70)
    ]
    if topic.status in AcceptView.statuses:
        buttons.append(
            Button(_("Accept…"), url=reverse(f"{NAME}:accept", args=[topic.pk]), icon_name="check", priority=50)
        )
    if topic.status in DeclineView.statuses:
        buttons.append(
            Button(_("Decline…"), url=reverse(f"{NAME}:decline", args=[topic.pk]), icon_name="cross", priority=60)
        )
    return buttons


class TopicViewSet(SnippetViewSet):
    """The vocabulary."""

    model = Topic
    icon = "tag"
    url_namespace = NAME
    base_url_path = "onderwerpen"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Topics")
    menu_name = "topics"
    menu_order = 210
    index_view_class = TopicIndexView
    add_view_class = TopicCreateView
    edit_view_class = TopicEditView
    filterset_class = TopicFilters
    list_display = [
        "name",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("broader", label=gettext_lazy("Broader topic"), accessor="broader"),
        Column("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
    ]
    list_export = [
        "name",
        "slug",
        "kind",
        "definition",
        "synonyms",
        "broader",
        "status",
        "suggestion_reason",
        "uri",
    ]
    export_filename = "onderwerpen"
    ordering = "name"
    # Straight in the database: hundreds of rows, and what was just added must be found.
    search_backend_name = None
    search_fields = ["name", "synonyms", "definition"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("slug")], heading=gettext_lazy("Name")),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("broader")]),
        FieldPanel("definition"),
        FieldPanel("synonyms"),
        FieldPanel("uri"),
        MultiFieldPanel(
            [FieldPanel("suggested_by", read_only=True), FieldPanel("suggestion_reason", read_only=True)],
            heading=gettext_lazy("Suggestion"),
        ),
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("importeren/", ImportView.as_view(), name="import"),
            path("<int:pk>/aannemen/", AcceptView.as_view(), name="accept"),
            path("<int:pk>/afwijzen/", DeclineView.as_view(), name="decline"),
            path("<int:pk>/samenvoegen/", MergeView.as_view(), name="merge"),
        ]
