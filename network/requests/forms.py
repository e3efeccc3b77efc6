"""Forms of questions, and the filters of their list."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.choices import Visibility
from base.list_fields import KnownValue, PageNumber, SearchWords
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Municipality, Organisation
from network.people.forms import TopicsField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
STATES = {"alle": _("All"), "open": _("Without an answer"), "beantwoord": _("Answered")}
SHOWN_TO = [(Visibility.MEMBERS, Visibility.MEMBERS.label), (Visibility.PUBLIC, Visibility.PUBLIC.label)]


class QuestionForm(PrivacyCheckedForm, forms.Form):
    """A question to the network, an organisation or a municipality."""

    title = SafeCharField(
        label=_("What do you want to know?"), max_length=200, help_text=_("One question, in one sentence.")
    )
    text = SafeTextField(
        label=_("What is behind it?"),
        max_length=5000,
        required=False,
        help_text=_("Write nothing by which a child or a family can be known."),
    )
    organisation = forms.ModelChoiceField(
        label=_("To which organisation?"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("To the whole network"),
    )
    municipality = forms.ModelChoiceField(
        label=_("Or to which municipality?"),
        queryset=Municipality.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    topics = TopicsField(label=_("What is it about?"))
    answer_by = forms.DateField(label=_("Before which day do you need an answer?"), widget=DAY, required=False)
    visibility = forms.ChoiceField(label=_("Who may see it?"), choices=SHOWN_TO, initial=Visibility.MEMBERS)

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("organisation") and cleaned.get("municipality"):
            self.add_error("municipality", _("Choose an organisation or a municipality, not both."))
        return cleaned

    @property
    def addressee(self):
        """Whom it is for, or None for the whole network."""
        return self.cleaned_data["organisation"] or self.cleaned_data["municipality"]


class AnswerForm(PrivacyCheckedForm, forms.Form):
    """An answer."""

    text = SafeTextField(label=_("Your answer"), max_length=5000)


class ListForm(forms.Form):
    """``?q=&stand=&pagina=``. Always valid."""

    q = SearchWords()
    stand = KnownValue(STATES)
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
