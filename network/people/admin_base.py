"""What the admin pages of this room share: who may see them, and asking once more before doing something."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from network.people import rules


class InviterOnlyMixin:
    """Regional staff and administrators; everybody else gets Wagtail's own answer to no permission."""

    def dispatch(self, request, *args, **kwargs):
        if not rules.can_invite(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InviterMenuItem(MenuItem):
    """A row of the menu for who may invite."""

    def is_shown(self, request):
        return rules.can_invite(request.user)


class InviterViewSet(ViewSet):
    """A viewset for who may invite."""

    menu_item_class = InviterMenuItem


class ConfirmView(InviterOnlyMixin, WagtailAdminTemplateMixin, View):
    """Asks once more, then does it: a link alone never changes anything."""

    template_name = "people/admin/confirm.html"
    header_icon = "user"
    button = ""
    serious = False
    index = ""

    def get_object(self, pk):
        raise NotImplementedError

    def question(self, item):
        raise NotImplementedError

    def act(self, item, request):
        raise NotImplementedError

    def get_form(self, data=None):
        return None

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, pk):
        item = self.get_object(pk)
        context = self.get_context_data(
            question=self.question(item),
            button=self.button,
            serious=self.serious,
            back=reverse(self.index),
            form=self.get_form(),
        )
        return self.render_to_response(context)

    def post(self, request, pk):
        item = self.get_object(pk)
        try:
            messages.success(request, self.act(item, request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.index)
