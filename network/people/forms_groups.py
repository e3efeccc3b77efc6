"""Forms of groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Organisation
from network.people.fields import MemberNameField
from network.people.forms import TopicsField
from network.people.models import Member, PeopleGroup


class JoinForm(PrivacyCheckedForm, forms.Form):
    """Why somebody wants to join; only the coordinators read it."""

    motivation = SafeCharField(label=_("Why do you want to join?"), max_length=500, required=False)


class GroupForm(PrivacyCheckedForm, forms.ModelForm):
    """What a group says of itself."""

    summary = SafeCharField(label=_("In one sentence"), max_length=250, required=False)
    description = SafeTextField(
        label=_("What does the group do?"),
        max_length=5000,
        required=False,
        help_text=_("You may use **bold**, lists and links (Markdown)."),
    )
    for_members = SafeTextField(
        label=_("For those who take part"),
        max_length=5000,
        required=False,
        help_text=_("Only the group itself sees this: agreements, links, how to reach each other."),
    )
    topics = TopicsField(label=_("What is the group about?"))
    organisations = forms.ModelMultipleChoiceField(
        label=_("Which organisations take part?"),
        queryset=Organisation.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PeopleGroup
        fields = ["summary", "description", "for_members", "topics", "organisations", "joining", "visibility"]
        labels = {"joining": _("How does one join?"), "visibility": _("Who may know of this group?")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["topics"] = [str(topic.pk) for topic in self.instance.topics.all()]


class InviteForm(forms.Form):
    """Whom to invite: by name as others see it, never by address."""

    member = MemberNameField(
        label=_("Whom do you want to invite?"), help_text=_("The name of a colleague, as it stands under “People”.")
    )

    def __init__(self, *args, group, reader, **kwargs):
        super().__init__(*args, **kwargs)
        known = group.memberships.exclude(status="asked").values("member_id")
        self.fields["member"].people = Member.objects.visible_to(reader).exclude(pk__in=known)


class MessageForm(PrivacyCheckedForm, forms.Form):
    """A mail to everybody in the group."""

    subject = SafeCharField(label=_("Subject"), max_length=120)
    text = SafeTextField(label=_("Message"), max_length=5000)
