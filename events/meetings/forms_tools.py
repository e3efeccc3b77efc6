"""Small forms for who organises a meeting."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField
from events.meetings.actions import organising
from events.meetings.forms_event import DAY, local_moment

STEPS = [
    ("", _("Once")),
    ("week", _("Each week")),
    ("twee-weken", _("Each two weeks")),
    ("maand", _("Each month")),
]


class CancelForm(PrivacyCheckedForm, forms.Form):
    """Why a meeting doesn't go on; everybody who would come reads it."""

    reason = SafeCharField(
        label=_("Why doesn't it go on?"), max_length=500, help_text=_("Everybody who would come reads this.")
    )


class CopyForm(forms.Form):
    """When the same meeting is again: on one day, or also some times after it."""

    day = forms.DateField(label=_("On which day?"), widget=DAY)
    step = forms.ChoiceField(label=_("How often?"), choices=STEPS, required=False)
    times = forms.IntegerField(
        label=_("How many times in all?"), min_value=1, max_value=organising.MOST_COPIES, required=False, initial=1
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_day(self):
        day = self.cleaned_data["day"]
        self.moment = local_moment(day, timezone.localtime(self.event.starts_at).time())
        if self.moment <= timezone.now():
            raise ValidationError(_("This day is over."))
        return day

    def make(self, member):
        """The copies."""
        first = organising.copy(self.event, member, self.moment)
        times = (self.cleaned_data["times"] or 1) - 1
        step = self.cleaned_data["step"]
        return [first, *(organising.repeat(first, member, step, times) if step and times else [])]
