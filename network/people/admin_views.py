"""Admin pages on who comes in: invitations, and people who wait for approval."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem as MainMenuItem
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from base.text import SafeCharField, SafeTextField
from network.organisations.models import Organisation
from network.people import actions, roles, rules
from network.people.fields import AddressField
from network.people.models import Invitation, Member


class InviterOnlyMixin:
    """Regional staff and administrators; everybody else gets Wagtail's own answer to no permission."""

    def dispatch(self, request, *args, **kwargs):
        if not rules.can_invite(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InviterMenuItem(MainMenuItem):
    """A row of the menu for who may invite."""

    def is_shown(self, request):
        return rules.can_invite(request.user)


class InviterViewSet(ViewSet):
    """A viewset for who may invite."""

    menu_item_class = InviterMenuItem


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
            self._get_title_column_class(TitleColumn)("name", label=_("Name"), sort_key="name"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("job_title", label=_("Job")),
            Column("organisation", label=_("Organisation")),
            DateColumn("joined_at", label=_("Asked on"), sort_key="joined_at"),
        ]

    def get_base_queryset(self):
        return Member.objects.waiting().select_related("organisation")

    def get_list_more_buttons(self, instance):
        return [
            MenuItem(_("Approve"), reverse("people_waiting:approve", args=[instance.pk]), icon_name="check"),
            MenuItem(_("Decline"), reverse("people_waiting:decline", args=[instance.pk]), icon_name="cross"),
        ]


class WaitingConfirmView(ConfirmView):
    """Something about a person who waits."""

    index = "people_waiting:index"

    def get_object(self, pk):
        return get_object_or_404(Member.objects.waiting(), pk=pk)


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
        actions.approve_member(item)
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
        actions.decline_member(item, form.cleaned_data["reason"])
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
