"""Forms of this room."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField
from network.services.models import MOST_WEEKS, WaitingTime


class WaitingForm(forms.ModelForm):
    """How long one waits now."""

    state = forms.ChoiceField(label=_("How is it now?"), choices=WaitingTime.State.choices, widget=forms.RadioSelect)
    weeks_to_intake = forms.IntegerField(
        label=_("Weeks until the first talk"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_WEEKS)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": MOST_WEEKS}),
    )
    weeks_to_start = forms.IntegerField(
        label=_("Weeks until help starts"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_WEEKS)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": MOST_WEEKS}),
    )
    definition = SafeCharField(
        label=_("How did you measure it?"),
        max_length=300,
        required=False,
        help_text=_("For example: the average of the last ten clients."),
    )

    class Meta:
        model = WaitingTime
        fields = ["state", "weeks_to_intake", "weeks_to_start", "definition"]

    def clean(self):
        """Refuse help that would start before the first talk: one of both is a slip."""
        cleaned = super().clean()
        talk, start = cleaned.get("weeks_to_intake"), cleaned.get("weeks_to_start")
        if cleaned.get("state") == WaitingTime.State.WEEKS and None not in (talk, start) and start < talk:
            self.add_error("weeks_to_start", _("Help cannot start before the first talk. Look at both numbers again."))
        return cleaned
