"""Forms of a review, an adoption report and an answer to one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Municipality, Organisation
from practices.choices import Result, Score
from practices.models import AdoptionReport, Review
from practices.models.responses import CRITERIA

EARLIEST_YEAR = 1990


class _WithoutOwnNames(PrivacyCheckedForm):
    """Never asks about the names of organisations and places that the site itself knows."""

    def privacy_words(self):
        return {"allow": tuple(Organisation.objects.values_list("name", flat=True))}


class AdoptionReportForm(_WithoutOwnNames, forms.ModelForm):
    """What happened when you tried it."""

    result = forms.ChoiceField(
        label=_("What was the result?"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        help_text=_("What did not work is as useful to others as what did."),
    )
    headline = SafeCharField(
        label=_("In one sentence: what would you tell a colleague?"), max_length=200, help_text=_("Without names.")
    )
    why = SafeTextField(
        label=_("Why did it go that way?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What did you do, with how many children or families, and what did you see?"),
    )
    adapted = SafeTextField(
        label=_("What did you change?"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    would_repeat = forms.TypedChoiceField(
        label=_("Would you do it again?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("I don't know yet"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label=_("Since when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day you began. A guess is fine."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Which organisation?"), queryset=Organisation.objects.all(), empty_label=_("Choose an organisation")
    )
    municipality = forms.ModelChoiceField(
        label=_("Which municipality?"), queryset=Municipality.objects.all(), empty_label=_("Choose a municipality")
    )

    # As on the screen, so that the summary of errors has their order too.
    field_order = ["result", "headline", "why", "adapted", "would_repeat", "since", "organisation", "municipality"]

    class Meta:
        model = AdoptionReport
        fields = ["organisation", "municipality", "since", "result", "headline", "why", "adapted", "would_repeat"]

    def clean_since(self):
        """Refuse a day that has yet to come and a slip of the keyboard in the year."""
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(_("This day has yet to come. Write the day you began."))
        if since.year < EARLIEST_YEAR:
            raise ValidationError(_("Check the year: write a day after %(year)s."), params={"year": EARLIEST_YEAR})
        return since


class ReviewForm(_WithoutOwnNames, forms.ModelForm):
    """Whether a practice is well described, by fixed criteria that are the same for everybody (N1)."""

    remarks = SafeTextField(
        label=_("What would make it clearer?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only the authors and the regional staff read this."),
    )

    class Meta:
        model = Review
        fields = [*CRITERIA, "remarks"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in CRITERIA:
            self.fields[name] = forms.TypedChoiceField(
                label=Review._meta.get_field(name).verbose_name,
                choices=[(score.value, score.label) for score in reversed(Score)],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.order_fields([*CRITERIA, "remarks"])

    def scores(self):
        """The seven scores, for ``save_review``."""
        return {name: self.cleaned_data[name] for name in CRITERIA}


class AnswerForm(_WithoutOwnNames, forms.Form):
    """The authors' answer under a report."""

    answer = SafeTextField(
        label=_("Your answer"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everyone who sees the report sees your answer. Leave it empty to take your answer away."),
    )
