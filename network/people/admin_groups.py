"""Groups of people in the Wagtail admin: staff begin one, its coordinators do the rest in the front end."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from base.spreadsheets import SafeExportMixin
from network.people.models import Membership, PeopleGroup


class GroupIndexView(SafeExportMixin, IndexView):
    """Groups with an export that a spreadsheet can't be tricked with."""

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("topics", "organisations", "memberships__member")

    def to_row_dict(self, item):
        item.topic_list = "; ".join(topic.name for topic in item.topics.all())
        item.organisation_list = "; ".join(one.name for one in item.organisations.all())
        item.member_list = "; ".join(
            one.member.name for one in item.memberships.all() if one.status == Membership.Status.ACTIVE
        )
        return super().to_row_dict(item)


class PeopleGroupViewSet(SnippetViewSet):
    """Expert teams, clusters, learning networks and teams."""

    model = PeopleGroup
    icon = "group"
    url_namespace = "people_groups_admin"
    base_url_path = "groepen-van-mensen"
    menu_label = _("Groups of people")
    menu_name = "people-groups"
    menu_order = 255
    add_to_admin_menu = True
    index_view_class = GroupIndexView
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("visibility", label=_("Visible to"), accessor="get_visibility_display", sort_key="visibility"),
    ]
    list_filter = ["kind", "visibility"]
    list_export = [
        *("name", "kind", "summary", "joining", "visibility"),
        *("topic_list", "organisation_list", "member_list"),
    ]
    export_headings = {
        "topic_list": _("Topics"),
        "organisation_list": _("Organisations"),
        "member_list": _("Members"),
    }
    export_filename = "groepen"
    search_backend_name = None
    search_fields = ["name", "summary"]
    ordering = "name"
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("joining"), FieldPanel("visibility")]),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("topics"),
        FieldPanel("organisations"),
    ]
