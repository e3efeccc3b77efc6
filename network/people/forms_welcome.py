"""The three steps of a first visit: where you work, what you know, what you are open to."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField
from network.organisations.models import Organisation
from network.people.forms import TopicsField
from network.people.forms_profile import OPEN_TO_LABELS
from network.people.models import Member, MemberTopic
from network.people.profiles import OPEN_TO

MOST_TOPICS = 5


class WorkForm(forms.ModelForm):
    """Where you work."""

    title = _("Where do you work?")

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("None, or not in this list"),
    )
    job_title = SafeCharField(
        label=_("Your job"),
        max_length=120,
        required=False,
        help_text=_("For example: family worker, policy officer or teacher."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    class Meta:
        model = Member
        fields = ["organisation", "job_title"]


class TopicsForm(forms.ModelForm):
    """Up to five topics; who has more already, by way of the profile, keeps as many."""

    title = _("What can others ask you about?")

    can_help = TopicsField(
        label=_("Topics I can help with"), help_text=_("Choose five at most. Colleagues find you by these topics.")
    )

    class Meta:
        model = Member
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.member_topics.filter(level=MemberTopic.Level.CAN_HELP, topic__status="accepted")
        self.initial["can_help"] = list(known.values_list("topic_id", flat=True))

    def clean_can_help(self):
        chosen = self.cleaned_data["can_help"]
        if len(chosen) > max(MOST_TOPICS, len(self.initial["can_help"])):
            raise ValidationError(
                _("You chose %(count)s topics. Choose five at most; you can add more to your profile later."),
                params={"count": len(chosen)},
            )
        return chosen


class OpenToForm(forms.ModelForm):
    """What others may ask you."""

    title = _("What are you open to?")

    class Meta:
        model = Member
        fields = list(OPEN_TO)
        labels = OPEN_TO_LABELS
        help_texts = dict.fromkeys(OPEN_TO, "")


STEPS = [WorkForm, TopicsForm, OpenToForm]
