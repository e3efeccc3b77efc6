"""Forms with which a provider keeps its page and its services up to date."""

from django import forms
from django.core.validators import RegexValidator
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Location, Municipality, Organisation, QualityRegistration
from network.people.forms import TopicsField
from network.services.forms_hours import NAMES, HoursForm
from network.services.models import Service

MOST_ROWS = 40
PHONE = RegexValidator(r"^[0-9+()\- .]{6,30}$", _("Write digits, spaces and + only, such as 053 123 45 67."))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MARKDOWN = _("You may use **bold**, lists and links (Markdown).")


def _places(label):
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Municipality.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OrganisationForm(PrivacyCheckedForm, forms.ModelForm):
    """What an organisation says of itself. Name and kind are kept by staff."""

    privacy_exempt = {"website"}

    description = SafeTextField(label=_("Who are you?"), max_length=2000, required=False, help_text=MARKDOWN)
    municipalities = _places(_("In which municipalities do you work?"))
    topics = TopicsField(label=_("What are you good at?"))

    class Meta:
        model = Organisation
        fields = ["description", "website", "size", "municipalities", "topics"]
        labels = {"website": _("Website"), "size": _("Size")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("topics", [])
            self.initial["topics"] = [str(topic.pk) for topic in self.instance.topics.all()]


class LocationForm(HoursForm, forms.ModelForm):
    """A place that can be visited."""

    name = SafeCharField(label=_("Name of the place"), max_length=120, required=False)
    address = SafeCharField(label=_("Street and number"), max_length=160)
    postcode = SafeCharField(label=_("Postcode"), max_length=7, required=False)
    city = SafeCharField(label=_("Town"), max_length=80)
    accessibility = SafeCharField(
        label=_("Accessibility"),
        max_length=300,
        required=False,
        help_text=_("For example: lift, quiet waiting room."),
    )

    class Meta:
        model = Location
        fields = ["name", "address", "postcode", "city", "municipality", "accessibility"]
        labels = {"municipality": _("Municipality")}


class RegistrationForm(forms.ModelForm):
    """A register or certificate."""

    register = SafeCharField(label=_("Register"), max_length=80, help_text=_("For example: SKJ, HKZ or ISO 9001."))
    number = SafeCharField(label=_("Number"), max_length=60, required=False)

    class Meta:
        model = QualityRegistration
        fields = ["register", "number", "link", "valid_until"]
        labels = {"link": _("Link to the register"), "valid_until": _("Valid until")}
        widgets = {"valid_until": DAY}


def _rows(model, form):
    return inlineformset_factory(
        Organisation,
        model,
        form=form,
        extra=1,
        max_num=MOST_ROWS,
        validate_max=True,
        absolute_max=MOST_ROWS + 10,
        can_delete=True,
    )


LocationRows = _rows(Location, LocationForm)
RegistrationRows = _rows(QualityRegistration, RegistrationForm)


class ServiceForm(HoursForm, PrivacyCheckedForm, forms.ModelForm):
    """What people can be referred to. The contact is for professionals, so it isn't looked through."""

    privacy_exempt = {"contact_name", "contact_phone", "how_to_refer", "languages", *NAMES.values()}

    name = SafeCharField(label=_("Name"), max_length=160, help_text=_("As a referrer would call it."))
    summary = SafeCharField(
        label=_("In one sentence"), max_length=250, required=False, help_text=_("What happens, and for whom.")
    )
    description = SafeTextField(label=_("What do you do?"), max_length=5000, required=False, help_text=MARKDOWN)
    topics = TopicsField(
        label=_("What is it about?"),
        help_text=_("Referrers find you by these: target group, specialism, law and more."),
    )
    municipalities = _places(_("For people from which municipalities?"))
    locations = forms.ModelMultipleChoiceField(
        label=_("At which of your locations?"),
        queryset=Location.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    how_to_refer = SafeTextField(label=_("How do people refer?"), max_length=2000, required=False, help_text=MARKDOWN)
    contact_name = SafeCharField(
        label=_("Who can professionals call?"),
        max_length=120,
        required=False,
        help_text=_("Only people who sign in see this."),
    )
    contact_phone = SafeCharField(label=_("Phone"), max_length=30, required=False, validators=[PHONE])
    languages = SafeCharField(
        label=_("Languages"), max_length=120, required=False, help_text=_("With commas, for example: Dutch, Turkish.")
    )

    class Meta:
        model = Service
        fields = [
            "name",
            "summary",
            "description",
            "topics",
            "age_from",
            "age_to",
            "municipalities",
            "locations",
            "at_home",
            "online",
            "how_to_refer",
            "contact_name",
            "contact_phone",
            "contact_email",
            "consultation_possible",
            "languages",
            "starts_on",
            "ends_on",
            "status",
        ]
        labels = {
            "age_from": _("From age"),
            "age_to": _("To age"),
            "at_home": _("At people's homes"),
            "online": _("Online too"),
            "contact_email": _("E-mail address"),
            "consultation_possible": _("Professionals may call to think along, also when they don't refer"),
            "starts_on": _("Offered from"),
            "ends_on": _("Offered until"),
            "status": _("Is it on offer now?"),
        }
        widgets = {"starts_on": DAY, "ends_on": DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locations"].queryset = Location.objects.filter(organisation=self.instance.organisation_id)
        if self.instance.pk:
            self.initial["topics"] = [str(topic.pk) for topic in self.instance.topics.all()]
