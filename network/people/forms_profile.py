"""The form of a member's own profile, with who sees what of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField, SafeTextField
from base.upload_forms import SafeImageField
from network.organisations.models import Municipality, Organisation
from network.people import photos
from network.people.choices import ShownTo
from network.people.forms import TopicsField
from network.people.models import Member, MemberTopic
from network.people.profiles import FIELDS, OPEN_TO, level

SHOWN = "shown_"  # before the name of a field of the profile: who sees it

OPEN_TO_LABELS = {
    "open_to_questions": _("Others may ask me questions"),
    "open_to_consultation": _("Others may ask me to think along about their question (consultation)"),
    "open_to_intervision": _("I want to take part in intervision"),
    "open_to_visits": _("Others may come and look how we work"),
    "open_to_speaking": _("Others may ask me to speak at a meeting"),
    "open_to_training": _("Others may ask me to give a training"),
}


class PhotoField(SafeImageField):
    """A photo of somebody: an image that is large enough to see a face in."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if data:
            photos.check(file)
        return file


class ShownToField(forms.ChoiceField):
    """Who sees one field of the profile. Sent without a choice, it stays as it is."""

    def __init__(self, what):
        super().__init__(
            label=_("Who sees this: %(field)s") % {"field": what},
            choices=ShownTo.choices,
            required=False,
            widget=forms.Select(attrs={"class": "input input--shown"}),
        )


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
    new_photo = PhotoField(
        label=_("Photo"),
        required=False,
        help_text=_("JPG, PNG, GIF or WebP. We cut it to a square and take out place and time."),
    )
    remove_photo = forms.BooleanField(label=_("Take my photo away"), required=False)

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
            *OPEN_TO,
            "expert_by_experience",
            "is_public",
        ]
        labels = {
            **OPEN_TO_LABELS,
            "expert_by_experience": _("I know youth care from my own life (expert by experience)"),
            "is_public": _("My card is open to everyone"),
        }
        help_texts = {
            "open_to_questions": _("Your name then stands beside your practices as somebody to ask."),
            "open_to_consultation": "",
            "is_public": _(
                "Then people without an account see you too: your name, and what you show to all members. Your e-mail "
                "address never stands on the site."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = {}
        for topic_id, known in self.instance.member_topics.values_list("topic_id", "level"):
            levels.setdefault(known, []).append(topic_id)
        self.initial["can_help"] = levels.get(MemberTopic.Level.CAN_HELP, [])
        self.initial["wants_to_learn"] = levels.get(MemberTopic.Level.WANTS_TO_LEARN, [])
        for name, what in FIELDS.items():
            self.fields[SHOWN + name] = ShownToField(what)
            self.initial[SHOWN + name] = level(self.instance, name)

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
        if self.errors and data.get("new_photo"):
            # A browser sends a file once only.
            self.add_error("new_photo", _("Choose your photo once more: it was not saved yet."))
        return data

    def save(self, commit=True):
        chosen = {name: self.cleaned_data[SHOWN + name] or level(self.instance, name) for name in FIELDS}
        # All members is what goes without saying.
        self.instance.shown_to = {name: who for name, who in chosen.items() if who != ShownTo.MEMBERS}
        return super().save(commit)
