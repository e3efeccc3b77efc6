"""What people fill in before and during a session."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.clock import local_moment
from events.meetings.forms_event import DAY, TIME, near


class NotesForm(PrivacyCheckedForm, forms.Form):
    """What somebody notes for themselves. Checked all the same: nobody else reads it, but it is stored."""

    text = SafeTextField(
        label=_("My notes"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only you can read this. Leave out names of children and parents."),
    )


class PreparationForm(PrivacyCheckedForm, forms.Form):
    """What who brings the question wants the others to read beforehand."""

    text = SafeTextField(
        label=_("What should the others know beforehand?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Write about yourself and your work, not about a child or family."),
    )


class MoveForm(forms.Form):
    """Another moment."""

    day = forms.DateField(label=_("On which day?"), widget=DAY)
    start = forms.TimeField(label=_("From"), widget=TIME)
    end = forms.TimeField(label=_("Until"), widget=TIME)

    @staticmethod
    def initial_of(session):
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return {"day": start.date(), "start": start.time(), "end": end.time()}

    def clean_day(self):
        return near(self.cleaned_data["day"])

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        for name in ("start", "end"):
            try:
                cleaned[f"{name}s_at"] = local_moment(cleaned["day"], cleaned[name])
            except ValidationError as error:
                self.add_error(name, error)
        if self.errors:
            return cleaned
        if cleaned["starts_at"] <= timezone.now():
            self.add_error("day", _("Choose a moment that is still to come."))
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("end", _("The end is not after the start."))
        return cleaned


class CallOffForm(PrivacyCheckedForm, forms.Form):
    """Why a session doesn't go on."""

    reason = SafeCharField(
        label=_("Why doesn't it go on?"), max_length=300, help_text=_("Everybody who takes part reads this.")
    )
