"""This room in the Wagtail admin: a menu for who comes in, and a row on the dashboard when somebody waits."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from base.models import CustomImage
from network.people import admin_audit, rules
from network.people.admin_groups import PeopleGroupViewSet
from network.people.admin_invitations import InvitationViewSet
from network.people.admin_leaving import EndAccountsAction
from network.people.admin_requests import WaitingViewSet
from network.people.image_policy import ImagePolicy
from network.people.models import Member
from network.people.wagtail_users import AssignRoleAction, SetActiveAction

# Registers itself.
__all__ = ["admin_audit"]

# For exactly this class, so that it goes before the one that Wagtail registers, whichever comes first.
policy_registry.register(
    CustomImage,
    ImagePolicy(CustomImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"),
    exact_class=True,
)

# After Wagtail's own actions of the same name, which they replace.
for action in (AssignRoleAction, SetActiveAction, EndAccountsAction):
    hooks.register("register_bulk_action", action, order=10)

register_snippet(PeopleGroupViewSet)


class PeopleViewSetGroup(ViewSetGroup):
    """Who comes in."""

    menu_label = _("People")
    menu_name = "people"
    menu_icon = "group"
    menu_order = 250
    items = (InvitationViewSet, WaitingViewSet)


@hooks.register("register_admin_viewset")
def register_people():
    return PeopleViewSetGroup()


class WaitingPanel(Component):
    """Says on the dashboard how many people wait for an answer."""

    order = 90

    def render_html(self, parent_context=None):
        count = Member.objects.waiting().count()
        return render_to_string("people/admin/waiting_panel.html", {"count": count}) if count else ""


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels):
    if rules.can_invite(request.user):
        panels.append(WaitingPanel())
