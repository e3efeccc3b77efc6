"""Forms of this room: asking for an account, accepting an invitation, the profile."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField, SafeTextField
from network.organisations.models import Municipality, Organisation
from network.people.account_forms import MAX_PASSWORD, PASSWORD_HINT
from network.people.fields import AddressField
from network.people.models import Member, MemberTopic
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


class ProfileForm(forms.ModelForm):
    """What others see of a member. Address and password have their own pages."""

    name = SafeCharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    job_title = SafeCharField(
        label=_("Job"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("None, or not in this list"),
    )
    municipalities = forms.ModelMultipleChoiceField(
        label=_("Where do you work?"),
        queryset=Municipality.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    can_help = TopicsField(label=_("Topics I can help with"), help_text=_("Colleagues find you by these topics."))
    wants_to_learn = TopicsField(label=_("Topics I want to learn more about"))
    bio = SafeTextField(
        label=_("About you"),
        max_length=2000,
        required=False,
        help_text=_("What you do and what you are good at. You may use **bold**, lists and links (Markdown)."),
    )
    languages = SafeCharField(
        label=_("Languages you speak"), max_length=120, required=False, help_text=_("For example: Dutch, Turkish.")
    )

    class Meta:
        model = Member
        fields = [
            "name",
            "job_title",
            "organisation",
            "municipalities",
            "can_help",
            "wants_to_learn",
            "bio",
            "languages",
            "open_to_questions",
            "open_to_visits",
            "expert_by_experience",
        ]
        labels = {
            "open_to_questions": _("Others may ask me questions"),
            "open_to_visits": _("Others may come and look how we work"),
            "expert_by_experience": _("I know youth care from my own life (expert by experience)"),
        }
        help_texts = {"open_to_questions": _("Your name then stands beside your practices as somebody to ask.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = {}
        for topic_id, level in self.instance.member_topics.values_list("topic_id", "level"):
            levels.setdefault(level, []).append(topic_id)
        self.initial["can_help"] = levels.get(MemberTopic.Level.CAN_HELP, [])
        self.initial["wants_to_learn"] = levels.get(MemberTopic.Level.WANTS_TO_LEARN, [])

    def clean(self):
        data = super().clean()
        both = set(data.get("can_help", [])) & set(data.get("wants_to_learn", []))
        if both:
            names = ", ".join(sorted(topic.name for topic in both))
            self.add_error(
                "wants_to_learn",
                ValidationError(
                    _("You ticked these topics twice: %(names)s. Choose one of the two."), params={"names": names}
                ),
            )
        return data
