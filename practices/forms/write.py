"""The writing form: what a draft must be before it can be sent in, and what it may be until then."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base import stamps
from base.choices import Visibility
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Municipality, Organisation
from network.people.models import Member
from network.topics.models import Topic
from practices.choices import Basis, Core, ElementKind, RecognitionLevel
from practices.forms.fields import ChosenField, DayField, TopicsField, WebAddressField
from practices.forms.guide import GUIDES, bare_clause
from practices.forms.steps import MAX_MECHANISMS, MECHANISM_TEXTS
from practices.models.page import LONG

# Without these nobody else can use what is written; everything else may come later.
REQUIRED = ("title", "summary", "approach")
LONG_ROWS = {"approach": 8, "occasion": 5, "target_group": 4, "results": 5, "not_for": 4}


def privacy_words():
    """Names that the site itself shows, which a writer is never asked about."""
    return stamps.remember("practices", "privacy words", _known_names)


def _known_names():
    names = [*Organisation.objects.values_list("name", flat=True), *Municipality.objects.values_list("name", flat=True)]
    return {"allow": (*names, *Topic.objects.accepted().values_list("name", flat=True))}


def _long(name):
    return SafeTextField(
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": LONG_ROWS.get(name, 3), "data-markdown": "", "class": "writing"}),
    )


def _clause():
    return SafeCharField(required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2, "class": "writing"}))


def _guided(fields):
    """Put the words of the guide on each field."""
    for name, field in fields.items():
        guide = GUIDES[name]
        field.label, field.help_text = guide.label, guide.hint


class GuidedForm(PrivacyCheckedForm):
    """A form with the guide's words that never asks about names of the site itself."""

    def privacy_words(self):
        return privacy_words()


class PracticeForm(GuidedForm, forms.Form):
    """All fields of a practice. ``only`` limits it to one screen; ``complete`` asks for what must be there."""

    title = SafeCharField(max_length=120, required=False)
    summary = SafeCharField(
        max_length=250, required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "writing"})
    )
    occasion = _long("occasion")
    target_group = _long("target_group")
    approach = _long("approach")
    results = _long("results")
    not_for = _long("not_for")
    contact = forms.ModelChoiceField(Member.objects.none(), required=False, empty_label=_("Nobody yet"))
    organisation = forms.ModelChoiceField(Organisation.objects.all(), required=False, empty_label=_("None"))
    municipalities = ChosenField(Municipality.objects.all(), required=False)
    age_from = forms.IntegerField(required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(required=False, min_value=0, max_value=120)
    topics = TopicsField(Topic.objects.accepted(), required=False)

    intermediary = _long("intermediary")
    materials = _long("materials")
    who = _long("who")
    how = _long("how")
    place = _long("place")
    intensity = _long("intensity")
    conditions = _long("conditions")
    competence = _long("competence")
    time_needed = _long("time_needed")
    cost = _long("cost")
    helps = _long("helps")
    hinders = _long("hinders")
    reach = _long("reach")
    effect = _long("effect")
    adoption = _long("adoption")
    maintenance = _long("maintenance")
    negative_effects = _long("negative_effects")
    recognition_register = SafeCharField(max_length=120, required=False)
    recognition_level = forms.ChoiceField(choices=[("", _("No level")), *RecognitionLevel.choices], required=False)
    recognition_date = DayField(required=False)
    recognition_link = WebAddressField(required=False)
    first_step = _long("first_step")
    shadow_visit = forms.BooleanField(required=False)
    review_date = DayField(required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)

    def __init__(self, *args, only=None, complete=False, contacts=(), **kwargs):
        super().__init__(*args, **kwargs)
        if only is not None:
            self.fields = {name: self.fields[name] for name in only if name in self.fields}
        _guided(self.fields)
        if "contact" in self.fields:
            self.fields["contact"].queryset = contacts if contacts != () else Member.objects.none()
        if complete:
            for name in REQUIRED:
                if name in self.fields:
                    self.fields[name].required = True

    def clean(self):
        cleaned = super().clean()
        youngest, oldest = cleaned.get("age_from"), cleaned.get("age_to")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("age_to", _("This age is lower than the age it starts from."))
        if cleaned.get("recognition_level") and not cleaned.get("recognition_link"):
            if "recognition_link" not in self.errors:
                self.add_error("recognition_link", _("Give the link to the register, so that others can check it."))
        return cleaned


class MechanismForm(GuidedForm, forms.Form):
    """One sentence of why it works. A row without a word is no row."""

    context = _clause()
    resource = _clause()
    reasoning = _clause()
    outcome = _clause()
    element = SafeCharField(max_length=160, required=False)
    element_kind = forms.ChoiceField(choices=[("", _("Not known")), *ElementKind.choices], required=False)
    core = forms.ChoiceField(choices=[("", _("Not known")), *Core.choices], required=False)
    basis = forms.ChoiceField(choices=[("", _("Not known")), *Basis.choices], required=False)
    source = WebAddressField(required=False)
    source_label = SafeCharField(max_length=200, required=False)

    def __init__(self, *args, complete=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.complete = complete
        _guided(self.fields)

    def clean(self):
        cleaned = super().clean()
        for name in MECHANISM_TEXTS:
            if cleaned.get(name):
                cleaned[name] = bare_clause(name, cleaned[name])
        if self.complete and any(cleaned.values()):
            for name in MECHANISM_TEXTS:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Finish the sentence, or take the row away."), "required"))
        return cleaned


class MechanismFormSet(forms.BaseFormSet):
    """The rows of why it works."""

    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": _("At most %(num)s explanations. Take some away."),
    }

    def __init__(self, *args, complete=False, **kwargs):
        super().__init__(*args, prefix="mechanisms", form_kwargs={"complete": complete}, **kwargs)


MechanismRows = forms.formset_factory(
    MechanismForm,
    formset=MechanismFormSet,
    extra=0,
    max_num=MAX_MECHANISMS,
    absolute_max=MAX_MECHANISMS,
    validate_max=True,
)
