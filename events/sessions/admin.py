"""Methods of sessions in the Wagtail admin. Sessions themselves are nobody's there."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.views.snippets import SnippetViewSet

from events.sessions.models import SessionMethod


class SessionMethodViewSet(SnippetViewSet):
    """Ways for a small group to work on a question, with their steps."""

    model = SessionMethod
    icon = "time"
    url_namespace = "session_methods_admin"
    base_url_path = "sessiemethoden"
    menu_label = _("Methods of sessions")
    menu_order = 261
    add_to_admin_menu = True
    list_display = ["name", "summary", "least", "most"]
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
        FieldPanel("roles"),
        FieldRowPanel([FieldPanel("least"), FieldPanel("most")]),
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            min_num=1,
            panels=[
                FieldRowPanel([FieldPanel("title"), FieldPanel("minutes"), FieldPanel("who")]),
                FieldPanel("instruction"),
            ],
        ),
    ]
