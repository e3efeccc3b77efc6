"""Methods in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet

from events.reports.models import Method


class MethodViewSet(SnippetViewSet):
    """Ways to lead a meeting, with their steps."""

    model = Method
    icon = "list-ol"
    url_namespace = "methods_admin"
    base_url_path = "methoden"
    menu_label = _("Ways to lead a meeting")
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["name", "summary"]
    search_backend_name = None
    search_fields = ["name", "summary"]
    ordering = "name"
    copy_view_enabled = True
    inspect_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("summary"),
        FieldPanel("when_to_use"),
        FieldPanel("materials"),
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            min_num=1,
            panels=[
                FieldRowPanel([FieldPanel("title"), FieldPanel("minutes")]),
                FieldPanel("instruction"),
                FieldPanel("question"),
                FieldRowPanel([FieldPanel("is_round"), FieldPanel("in_break_outs")]),
            ],
        ),
    ]
