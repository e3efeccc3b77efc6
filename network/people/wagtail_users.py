"""Wagtail's administration of users, for members: a name, an address, an organisation, roles; no password."""

import django_filters
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.users.views import users as wagtail_users
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, SetActiveStateBulkAction

from base.spreadsheets import SafeExportMixin
from base.text import SafeCharField
from network.organisations.models import Organisation
from network.people import actions, audit, roles, rules
from network.people.admin_leaving import MemberDeleteView, may_end
from network.people.fields import AddressField
from network.people.models import Member
from network.people.models.member import FORMER


class MemberEditForm(forms.ModelForm):
    """What an administrator may change of a member. People set their own password."""

    required_css_class = "required"

    name = SafeCharField(label=_("Name"), max_length=120)
    email = AddressField(help_text=_("With this address the member signs in and gets mail."))
    job_title = SafeCharField(label=_("Job"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=list(roles.ROLES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a role somebody is an ordinary member."),
    )

    remove_second_step = forms.BooleanField(
        label=_("Take away the second step"),
        required=False,
        help_text=_("For who lost their phone and their codes. First make sure that it is really them, by telephone."),
    )

    class Meta:
        model = Member
        fields = ["name", "email", "job_title", "organisation", "is_active"]

    def __init__(self, *args, editing_self=False, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.editing_self = editing_self
        self.by = by
        self.fields["roles"].initial = [name for name in roles.ROLES if name in rules.role_names(self.instance)]
        self.fields["is_active"].help_text = _("Take the tick away to close the account. What was written stays.")
        if editing_self:
            del self.fields["is_active"]
        if editing_self or not self.instance.authenticator_set.exists():
            del self.fields["remove_second_step"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        taken = EmailAddress.objects.exclude(user=self.instance).filter(email=email, verified=True)
        if taken.exists() or Member.objects.exclude(pk=self.instance.pk).filter(email=email).exists():
            raise ValidationError(_("Another member has this address."))
        return email

    def clean_roles(self):
        chosen = self.cleaned_data["roles"]
        if self.editing_self and rules.is_administrator(self.instance) and not self.instance.is_superuser:
            if roles.ADMINISTRATOR not in chosen:
                raise ValidationError(_("You can't take away your own role of administrator. Ask another one."))
        return chosen

    @transaction.atomic
    def save(self, commit=True):
        """Save with all that belongs to it: the address of signing in, the roles, and a line in the log."""
        member = super().save(commit=False)
        if "email" in self.changed_data:
            actions.change_email(member, self.cleaned_data["email"])
        else:
            member.save()
        if "is_active" in self.changed_data:
            change = actions.reactivate_member if member.is_active else actions.deactivate_member
            change(member, by=self.by)
        if self.cleaned_data.get("remove_second_step"):
            actions.remove_second_step(member, by=self.by)
        actions.set_roles(member, self.cleaned_data["roles"], by=self.by)
        changed = [name for name in self.changed_data if name in ("name", "email", "job_title", "organisation")]
        if changed and self.by is not None:
            audit.record(self.by, member, audit.Action.CHANGED, ", ".join(changed))
        return member


class MemberFilterSet(WagtailFilterSet):
    """Who is shown: by state, role and organisation."""

    is_active = django_filters.BooleanFilter(label=_("Active"))
    group = django_filters.ModelMultipleChoiceFilter(
        field_name="groups",
        label=_("Role"),
        queryset=Group.objects.filter(name__in=roles.ROLES),
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = django_filters.ModelChoiceFilter(label=_("Organisation"), queryset=Organisation.objects.all())

    def __init__(self, *args, is_searching=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["group"].field.label_from_instance = lambda group: roles.ROLES[group.name]

    class Meta:
        model = Member
        fields = []


def role_labels(member):
    """The roles of a member in words."""
    return ", ".join(str(roles.ROLES[name]) for name in roles.ROLES if name in rules.role_names(member))


class MemberIndexView(SafeExportMixin, wagtail_users.IndexView):
    """The list of members, with an export. New ones come by invitation."""

    page_title = _("Members")
    add_item_label = _("Invite somebody")
    default_ordering = "name"
    # Searched in the database, so that it goes together with the filters and never lags behind.
    search_backend_name = None
    search_fields = ["name", "email", "organisation__name"]
    list_export = ["email", "name", "organisation", "job_title", "role_names", "is_active", "joined_at", "last_login"]
    export_headings = {"role_names": _("Roles")}
    export_filename = "leden"

    @property
    def columns(self):
        title = self._get_title_column_class(wagtail_users.UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            # Wagtail lets a long word of a title break anywhere, so without a width the other columns squeeze names.
            title("name", label=_("Name"), sort_key="name", get_url=self.get_edit_url, width="36%"),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
            Column("roles", label=_("Roles"), accessor=role_labels),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def get_delete_url(self, instance):
        if not may_end(self.request.user, instance):
            return None
        return reverse(self.delete_url_name, args=[instance.pk])

    def get_base_queryset(self):
        # Who waits for approval stands in a list of its own.
        queryset = Member.objects.exclude(is_active=False, approved_at=None).exclude(email__endswith=FORMER)
        return queryset.select_related("organisation", "wagtail_userprofile").prefetch_related("groups")

    def to_row_dict(self, item):
        item.role_names = role_labels(item)
        return super().to_row_dict(item)

    def order_queryset(self, queryset):
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class MemberCreateView(wagtail_users.CreateView):
    """Adding somebody is inviting them: nobody makes up a password for somebody else."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("people_invitations:add")


class MemberHistoryView(wagtail_users.HistoryView):
    """What was changed of an account: who looks is written down as well."""

    def get(self, request, *args, **kwargs):
        audit.viewed(request.user, self.object)
        return super().get(request, *args, **kwargs)


class MemberEditView(wagtail_users.EditView):
    """Change a member. Only a superuser changes a superuser, as their address is the way to their password."""

    delete_item_label = _("End this account")

    def dispatch(self, request, *args, **kwargs):
        if self.object.has_left:
            raise Http404
        if not rules.can_edit_member(request.user, self.object):
            raise PermissionDenied
        self.can_delete = may_end(request.user, self.object)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        audit.viewed(request.user, self.object)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}


class RoleForm(forms.Form):
    """Which role to give; only the roles of this site."""

    role = forms.ModelChoiceField(label=_("Role"), queryset=Group.objects.filter(name__in=roles.ROLES))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].label_from_instance = lambda group: roles.ROLES[group.name]


class AssignRoleAction(AssignRoleBulkAction):
    """Give a role to several members at once."""

    form_class = RoleForm

    def check_perm(self, obj):
        return rules.can_edit_member(self.request.user, obj) and not obj.has_left

    def get_execution_context(self):
        return super().get_execution_context() | {"by": self.request.user}

    @classmethod
    @transaction.atomic
    def execute_action(cls, objects, role=None, by=None, **kwargs):
        if role is None:
            return None
        for member in objects:
            actions.set_roles(member, rules.role_names(member) & set(roles.ROLES) | {role.name}, by=by)
        return len(objects), 0


class SetActiveAction(SetActiveStateBulkAction):
    """Close or open several accounts at once."""

    def check_perm(self, obj):
        return rules.can_edit_member(self.request.user, obj) and not obj.has_left

    @classmethod
    @transaction.atomic
    def execute_action(cls, objects, mark_as_active=False, user=None, **kwargs):
        others = [member for member in objects if user is None or member.pk != user.pk]
        for member in others:
            if member.is_active != mark_as_active:
                change = actions.reactivate_member if mark_as_active else actions.deactivate_member
                change(member, by=user)
        return len(others), 0


class MemberViewSet(wagtail_users.UserViewSet):
    """Members in the admin, in place of Wagtail's own users."""

    model = Member
    menu_label = _("Members")
    ordering = "name"
    filterset_class = MemberFilterSet
    index_view_class = MemberIndexView
    add_view_class = MemberCreateView
    edit_view_class = MemberEditView
    delete_view_class = MemberDeleteView
    history_view_class = MemberHistoryView
    # A copy of a person is nobody.
    copy_view_enabled = False
    template_prefix = "people/users/"

    def get_form_class(self, for_update=False):
        return MemberEditForm
