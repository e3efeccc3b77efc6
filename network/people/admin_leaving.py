"""Ending the account of somebody else, in the place of Wagtail's "delete": as if they left themselves.

Deleting the row would take along what they published, so no way of the admin does that.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.users.views import users as wagtail_users
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from network.people import rules
from network.people.leaving import leave


def may_end(actor, member):
    """Whether ``actor`` may end this account: who may close it, and only once."""
    return rules.can_deactivate(actor, member) and not member.has_left


class MemberDeleteView(wagtail_users.DeleteView):
    """Asks once more, then lets somebody leave."""

    page_title = gettext_lazy("End this account")
    template_name = "people/admin/end_account.html"
    permission_required = None

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.has_left:
            raise Http404
        if not may_end(request.user, self.object):
            raise PermissionDenied
        # Past Wagtail's own check, which knows only of deleting.
        return super(wagtail_users.DeleteView, self).dispatch(request, *args, **kwargs)

    def get_usage_url(self):
        return None

    @property
    def confirmation_message(self):
        return _(
            "%(name)s can't sign in any more, and everything that we hold about this person goes. What they published "
            "stays, under “Former member”. This can't be undone."
        ) % {"name": self.object.name}

    def form_valid(self, form):
        name = self.object.name
        try:
            leave(self.object, by=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, _("The account of %(name)s is ended.") % {"name": name})
        return redirect(self.get_success_url())


class EndAccountsAction(UserBulkAction):
    """The same for several at once."""

    action_type = "delete"
    action_priority = 10
    classes = {"serious"}
    display_name = gettext_lazy("End the account")
    aria_label = gettext_lazy("End the accounts of the selected members")
    template_name = "people/admin/end_accounts.html"

    def check_perm(self, obj):
        return may_end(self.request.user, obj)

    def get_execution_context(self):
        return {"by": self.request.user}

    @classmethod
    def execute_action(cls, objects, by=None, **kwargs):
        ended = 0
        for member in objects:
            try:
                ended += leave(member, by=by)
            except ValidationError:
                # The last administrator stays.
                continue
        return ended, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext("%(number)s account is ended.", "%(number)s accounts are ended.", num_parent_objects) % {
            "number": num_parent_objects
        }
