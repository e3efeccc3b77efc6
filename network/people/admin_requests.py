"""People who asked for an account, in the admin: the list, approving, declining."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from base.text import SafeTextField
from network.people import actions, audit
from network.people.admin_base import ConfirmView, InviterOnlyMixin, InviterViewSet
from network.people.models import Member


class WaitingIndexView(InviterOnlyMixin, generic.IndexView):
    """People who asked for an account, the longest waiting first."""

    model = Member
    any_permission_required = None
    page_title = gettext_lazy("Asked for an account")
    header_icon = "user"
    index_url_name = "people_waiting:index"
    default_ordering = "joined_at"
    is_searchable = False
    paginate_by = 50

    @property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "name",
                label=_("Name"),
                sort_key="name",
                get_url=lambda member: reverse("people_waiting:approve", args=[member.pk]),
            ),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("job_title", label=_("Job")),
            Column("organisation", label=_("Organisation")),
            DateColumn("joined_at", label=_("Asked on"), sort_key="joined_at"),
        ]

    def get_base_queryset(self):
        return Member.objects.waiting().select_related("organisation")

    def get_list_more_buttons(self, instance):
        return [
            MenuItem(
                _("Approve"), reverse("people_waiting:approve", args=[instance.pk]), icon_name="check", priority=10
            ),
            MenuItem(
                _("Decline"), reverse("people_waiting:decline", args=[instance.pk]), icon_name="cross", priority=20
            ),
        ]


class WaitingConfirmView(ConfirmView):
    """Something about a person who waits."""

    index = "people_waiting:index"

    def get_object(self, pk):
        return get_object_or_404(Member.objects.waiting(), pk=pk)

    def get(self, request, pk):
        audit.viewed(request.user, self.get_object(pk))
        return super().get(request, pk)


class ApproveView(WaitingConfirmView):
    """Let somebody in."""

    page_title = gettext_lazy("Approve")
    button = gettext_lazy("Approve")

    def question(self, item):
        return _("Give %(name)s (%(email)s, %(organisation)s) an account?") % {
            "name": item.name,
            "email": item.email,
            "organisation": item.organisation or "-",
        }

    def act(self, item, request):
        actions.approve_member(item, by=request.user)
        return _("%(name)s can sign in now and gets a mail about it.") % {"name": item.name}


class ReasonForm(forms.Form):
    """Why not, for the mail."""

    reason = SafeTextField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("This stands in the mail. You may leave it empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineView(WaitingConfirmView):
    """Say no to somebody."""

    page_title = gettext_lazy("Decline")
    button = gettext_lazy("Decline")
    serious = True

    def question(self, item):
        return _("Decline the request of %(name)s (%(email)s)? What they filled in is then deleted.") % {
            "name": item.name,
            "email": item.email,
        }

    def get_form(self, data=None):
        return ReasonForm(data)

    def act(self, item, request):
        form = self.get_form(request.POST)
        if not form.is_valid():
            raise ValidationError(form.errors["reason"].as_data())
        actions.decline_member(item, form.cleaned_data["reason"], by=request.user)
        return _("The request of %(name)s is declined; they get a mail about it.") % {"name": item.name}


class WaitingViewSet(InviterViewSet):
    """People who wait for approval, in the admin."""

    name = "people_waiting"
    url_prefix = "aanvragen"
    icon = "user"
    menu_label = gettext_lazy("Asked for an account")

    def get_urlpatterns(self):
        return [
            path("", WaitingIndexView.as_view(), name="index"),
            path("<int:pk>/goedkeuren/", ApproveView.as_view(), name="approve"),
            path("<int:pk>/afwijzen/", DeclineView.as_view(), name="decline"),
        ]
