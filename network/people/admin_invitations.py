"""Invitations in the admin: the list, inviting, sending again, taking back."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from base.text import SafeCharField
from network.organisations.models import Organisation
from network.people import actions, roles, rules
from network.people.admin_base import ConfirmView, InviterOnlyMixin, InviterViewSet
from network.people.fields import AddressField
from network.people.models import Invitation


class InvitationForm(forms.Form):
    """Whom to invite. Only an administrator sees the roles."""

    email = AddressField(help_text=gettext_lazy("The invitation works for this address only."))
    name = SafeCharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Who gets the invitation may change it."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.all(), required=False
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[("", gettext_lazy("Member")), *roles.ROLES.items()], required=False
    )

    required_css_class = "required"

    def __init__(self, *args, invited_by, **kwargs):
        super().__init__(*args, **kwargs)
        self.invited_by = invited_by
        if not rules.is_administrator(invited_by):
            del self.fields["role"]

    def clean(self):
        """Invite as the last check, so that what the action refuses is a form error too."""
        data = super().clean()
        if not self.errors:
            try:
                self.invitation, _key = actions.invite(**data, invited_by=self.invited_by)
            except ValidationError as error:
                self.add_error("email", error)
        return data


def state_of(invitation):
    """How an invitation stands, in words."""
    if invitation.used_at is not None:
        return _("Accepted")
    if invitation.expires_at <= timezone.now():
        return _("Too old")
    return _("Sent")


class InvitationIndexView(InviterOnlyMixin, generic.IndexView):
    """All invitations, the latest first."""

    model = Invitation
    page_title = gettext_lazy("Invitations")
    header_icon = "mail"
    index_url_name = "people_invitations:index"
    index_results_url_name = "people_invitations:index_results"
    add_url_name = "people_invitations:add"
    add_item_label = gettext_lazy("Invite somebody")
    default_ordering = "-created_at"
    search_fields = ["email", "name"]
    search_backend_name = None
    paginate_by = 50

    @property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)("email", label=_("E-mail address"), sort_key="email"),
            Column("name", label=_("Name")),
            Column("organisation", label=_("Organisation")),
            Column("role", label=_("Role"), accessor=lambda item: roles.ROLES.get(item.role, _("Member"))),
            Column("state", label=_("State"), accessor=state_of),
            Column("invited_by", label=_("Invited by")),
            DateColumn("created_at", label=_("Sent on"), sort_key="created_at"),
        ]

    def get_base_queryset(self):
        return Invitation.objects.select_related("organisation", "invited_by")

    def get_list_more_buttons(self, instance):
        if instance.used_at is not None:
            return []
        return [
            MenuItem(_("Send again"), reverse("people_invitations:resend", args=[instance.pk]), icon_name="mail"),
            MenuItem(_("Take back"), reverse("people_invitations:withdraw", args=[instance.pk]), icon_name="bin"),
        ]


class InvitationAddView(InviterOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """Invite somebody."""

    form_class = InvitationForm
    template_name = "people/admin/form.html"
    page_title = gettext_lazy("Invite somebody")
    header_icon = "mail"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"invited_by": self.request.user}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people_invitations:index"), "label": _("Invitations")},
            {"url": "", "label": _("Invite somebody")},
        ]

    def form_valid(self, form):
        messages.success(self.request, _("The invitation to %(email)s is sent.") % {"email": form.invitation.email})
        return redirect("people_invitations:index")


class InvitationConfirmView(ConfirmView):
    """Something about an invitation that nobody accepted yet."""

    index = "people_invitations:index"
    header_icon = "mail"

    def get_object(self, pk):
        return get_object_or_404(Invitation, pk=pk, used_at=None)


class ResendView(InvitationConfirmView):
    """Send an invitation again."""

    page_title = gettext_lazy("Send again")
    button = gettext_lazy("Send again")

    def question(self, item):
        return _("Send the invitation to %(email)s again? The link in the earlier mail then stops working.") % {
            "email": item.email
        }

    def act(self, item, request):
        actions.resend_invitation(item)
        return _("The invitation to %(email)s is sent.") % {"email": item.email}


class WithdrawView(InvitationConfirmView):
    """Take an invitation back."""

    page_title = gettext_lazy("Take back")
    button = gettext_lazy("Take back")
    serious = True

    def question(self, item):
        return _("Take back the invitation to %(email)s? The link in the mail then stops working.") % {
            "email": item.email
        }

    def act(self, item, request):
        actions.withdraw_invitation(item)
        return _("The invitation to %(email)s is taken back.") % {"email": item.email}


class InvitationViewSet(InviterViewSet):
    """Invitations in the admin."""

    name = "people_invitations"
    url_prefix = "uitnodigingen"
    icon = "mail"
    menu_label = gettext_lazy("Invitations")

    def get_urlpatterns(self):
        return [
            path("", InvitationIndexView.as_view(), name="index"),
            path(
                "results/",
                InvitationIndexView.as_view(template_name="wagtailadmin/generic/index_results.html", results_only=True),
                name="index_results",
            ),
            path("nieuw/", InvitationAddView.as_view(), name="add"),
            path("<int:pk>/opnieuw/", ResendView.as_view(), name="resend"),
            path("<int:pk>/intrekken/", WithdrawView.as_view(), name="withdraw"),
        ]
