"""Forms of shadow visits: days, booking a place, saying who is welcome, and what a visitor saw."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.checklist import PrivacyChecklist
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.clock import local_moment
from network.requests.forms.fields import DAY, MOST_PLACES

PROMISE = _("I promise this.")


def _clock(label):
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class TimesForm(forms.Form):
    """A day with a start and an end; gives ``starts_at`` and ``ends_at`` as moments to come."""

    day = forms.DateField(label=_("Which day?"), widget=DAY)
    start = _clock(_("From"))
    end = _clock(_("Until"))

    def clean(self):
        cleaned = super().clean()
        day, start, end = (cleaned.get(name) for name in ("day", "start", "end"))
        if day is None or start is None or end is None:
            return cleaned
        starts_at, ends_at = self._moment("start", day, start), self._moment("end", day, end)
        if starts_at is None or ends_at is None:
            return cleaned
        if starts_at <= timezone.now():
            self.add_error("day", _("This moment is over."))
        elif ends_at <= starts_at:
            self.add_error("end", _("The end is not after the start."))
        cleaned["starts_at"], cleaned["ends_at"] = starts_at, ends_at
        return cleaned

    def _moment(self, name, day, time):
        try:
            return local_moment(day, time)
        except (ValidationError, OverflowError) as error:
            self.add_error(name, error if isinstance(error, ValidationError) else _("This day doesn't exist."))
            return None


class DayForm(TimesForm):
    """A day that a host offers; ``visit_day`` is one that is there already."""

    places = forms.IntegerField(
        label=_("How many people may come?"), min_value=1, max_value=MOST_PLACES, widget=forms.NumberInput
    )

    def __init__(self, *args, visit_day=None, taken=0, **kwargs):
        self.taken = taken
        if visit_day is not None:
            known = {
                "day": visit_day.starts.date(),
                "start": visit_day.starts.time(),
                "end": visit_day.ends.time(),
                "places": visit_day.places,
            }
            kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_places(self):
        places = self.cleaned_data["places"]
        if places < self.taken:
            raise ValidationError(
                _("So many people booked a place already: %(number)s."), params={"number": self.taken}
            )
        return places


class OffForm(PrivacyCheckedForm, forms.Form):
    """Why a day doesn't go on."""

    reason = SafeCharField(
        label=_("Why?"), max_length=300, required=False, help_text=_("Who booked this day reads it in the mail.")
    )


class BookForm(forms.Form):
    """A place on one of the free days; ``days`` are those, with ``taken``."""

    day = forms.TypedChoiceField(
        label=_("On which day do you come?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a day."), "invalid_choice": _("There is no place left on this day.")},
    )
    agreed = forms.BooleanField(
        label=PROMISE,
        error_messages={"required": _("First read what you promise, and tick that you do.")},
    )

    def __init__(self, *args, days, agreed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = [(day.pk, date_words(day.starts, "l j F")) for day in days]
        if agreed:
            del self.fields["agreed"]  # they have a day, and choose another
        elif len(days) == 1:
            self.initial.setdefault("day", days[0].pk)


class WelcomeForm(PrivacyCheckedForm, forms.Form):
    """That somebody is welcome, with a line for who asked."""

    message = SafeTextField(
        label=_("What can one see with you, and on which days?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only who asked reads this."),
    )


class PlanForm(TimesForm):
    """The day of a visit that was asked for."""

    venue = SafeCharField(label=_("Where do you meet?"), max_length=200)
    agreed = forms.BooleanField(
        label=PROMISE, error_messages={"required": _("First read what you promise, and tick that you do.")}
    )

    def __init__(self, *args, session=None, **kwargs):
        if session is not None:
            starts, ends = (timezone.localtime(moment) for moment in (session.starts_at, session.ends_at))
            known = {"day": starts.date(), "start": starts.time(), "end": ends.time()}
            kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if session is not None:
            # It was promised and said where when the day was planned.
            del self.fields["venue"], self.fields["agreed"]


class ImpressionForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form):
    """What a visitor saw."""

    text = SafeTextField(
        label=_("What did you see, and what do you take with you?"),
        max_length=3000,
        help_text=_("A few lines about the work. Write nothing by which a child, a family or a colleague is known."),
    )
    offered = forms.BooleanField(
        label=_("Other members may read it too, with my name"),
        required=False,
        help_text=_("Only when who received you agrees."),
    )


class EndForm(PrivacyCheckedForm, forms.Form):
    """What came of it."""

    text = SafeTextField(
        label=_("What came of it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who sees this visit reads it."),
    )

    def __init__(self, *args, **kwargs):
        # It stands on one page with the impression.
        super().__init__(*args, prefix="klaar", **kwargs)
