"""Forms of this room: asking for an account, accepting an invitation, and a field for topics."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField
from network.people.account_forms import MAX_PASSWORD, PASSWORD_HINT
from network.people.fields import AddressField
from network.people.models import Member
from network.topics.models import Topic


class RequestForm(forms.Form):
    """The first step to an account: only an address."""

    email = AddressField(
        label=_("Your e-mail address at work"), help_text=_("We send you a mail with a link to go on.")
    )


class NewAccountForm(forms.Form):
    """Who is behind an address that was confirmed by a link in a mail."""

    name = SafeCharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("First and last name. Other members see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    job_title = SafeCharField(
        label=_("Your job"),
        max_length=120,
        required=False,
        help_text=_("For example: family worker, policy officer or teacher."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=MAX_PASSWORD,
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """Check the password last: it may not look like the name or the address."""
        data = super().clean()
        if data.get("password"):
            try:
                validate_password(data["password"], Member(email=self.email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


def topics_by_kind():
    """Choices of accepted topics, grouped by kind."""
    groups = {kind: [] for kind in Topic.Kind.values}
    for topic in Topic.objects.accepted().order_by("name"):
        groups[topic.kind].append((str(topic.pk), topic.name))
    return [(Topic.Kind(kind).label, choices) for kind, choices in groups.items() if choices]


class TopicsField(forms.MultipleChoiceField):
    """Accepted topics as ticks, by kind; gives Topic objects."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=topics_by_kind, required=False, **kwargs)

    def clean(self, value):
        return list(Topic.objects.accepted().filter(pk__in=super().clean(value)))
