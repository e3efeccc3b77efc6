"""Small forms of intervision and consultation: reading first, saying yes, choosing a moment, saying what came of it."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from base.privacy.checklist import PrivacyChecklist
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.clock import local_moment
from network.requests.choices import Can, Outcome
from network.requests.forms.fields import DAY, too_short
from network.requests.kinds import rules_of

MOST_DAYS = 365
OWN = "anders"


class ApproveForm(PrivacyChecklist, forms.Form):
    """The second reader has gone through the checklist."""


class SendBackForm(PrivacyCheckedForm, forms.Form):
    """Why it goes back to who asked."""

    remark = SafeTextField(
        label=_("What has to be changed?"),
        max_length=1000,
        help_text=_("Say which sentence, and how it could be more general. Only who asked reads this."),
    )


class YesForm(PrivacyCheckedForm, forms.Form):
    """Yes to what one is asked; of a consultation with the day on which one thinks along at the latest."""

    # One's own telephone number at work is what this field is for.
    privacy_exempt = {"message"}

    promised_by = forms.DateField(
        label=_("Before which day?"), widget=DAY, help_text=_("We remind you the day before. You may be earlier.")
    )
    message = SafeCharField(
        label=_("How can you be reached?"),
        max_length=200,
        required=False,
        help_text=_("For example your number at work, and when. Only who asks reads this."),
    )

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        days = asked.answer_within or 7
        self.initial.setdefault("promised_by", timezone.localdate() + timedelta(days=days))
        if asked.rules.joining != "one":
            del self.fields["promised_by"], self.fields["message"]

    def clean_promised_by(self):
        day, today = self.cleaned_data["promised_by"], timezone.localdate()
        if day < today:
            raise ValidationError(_("This day is over."))
        if day > today + timedelta(days=MOST_DAYS):
            raise ValidationError(_("Choose a day within a year."))
        return day


class ComeForm(PrivacyCheckedForm, forms.Form):
    """That one wants to take part, with a few words for who asks."""

    message = SafeTextField(
        label=_("Do you want to say something with it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example why this subject concerns you. Only who asks reads this."),
    )


class MomentsForm(forms.Form):
    """For each moment whether one can come: fields ``moment<primary key>``."""

    def __init__(self, *args, options, answers=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = list(options)
        for option in self.options:
            name = f"moment{option.pk}"
            self.fields[name] = forms.ChoiceField(
                label=moment_label(option.starts_at, option.ends_at),
                choices=Can.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[name].either_or = True
            if answers and option.pk in answers:
                self.initial[name] = answers[option.pk]

    def clean(self):
        cleaned = super().clean()
        if self.options and not self.errors and not self.answers:
            self.add_error(f"moment{self.options[0].pk}", _("Say of one moment at least whether you can come."))
        return cleaned

    @property
    def answers(self):
        """``{primary key of a moment: value of Can}`` of what was filled in."""
        given = {option.pk: self.cleaned_data.get(f"moment{option.pk}") for option in self.options}
        return {pk: can for pk, can in given.items() if can}


class TimesForm(forms.Form):
    """A day with a start and an end; ``times`` are the two moments."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    times = None

    def __init__(self, *args, method=None, **kwargs):
        """``method`` is what has to fit between the start and the end, or None."""
        super().__init__(*args, **kwargs)
        self.method = method

    def clean(self):
        cleaned = super().clean()
        day, start, end = (cleaned.get(name) for name in ("day", "start", "end"))
        if day is None or start is None or end is None:
            return cleaned
        try:
            begins, ends = local_moment(day, start), local_moment(day, end)
        except ValidationError as error:
            self.add_error("start", error)
            return cleaned
        if begins <= timezone.now():
            self.add_error("day", _("This moment is over."))
        elif begins > timezone.now() + timedelta(days=MOST_DAYS):
            self.add_error("day", _("Choose a day within a year."))
        elif ends <= begins:
            self.add_error("end", _("The end is not after the start."))
        elif (short := too_short(self.method, begins, ends)) is not None:
            self.add_error("end", short)
        else:
            self.times = begins, ends
        return cleaned


class PlanForm(PrivacyCheckedForm, TimesForm):
    """The moment that was chosen, where, and who leads it."""

    privacy_exempt = {"venue", "online_link"}

    moment = forms.ChoiceField(label=_("Which moment?"), widget=forms.RadioSelect)
    venue = SafeCharField(
        label=_("Where?"), max_length=200, required=False, help_text=_("A building, a room, an address.")
    )
    online_link = forms.URLField(
        label=_("Link to the video meeting"), max_length=500, required=False, assume_scheme="https"
    )
    facilitator = forms.ChoiceField(label=_("Who leads the session?"), required=False)

    def __init__(self, *args, asked, options, people, **kwargs):
        super().__init__(*args, method=asked.method if asked.rules.joining == "group" else None, **kwargs)
        self.asked, self.options, self.people = asked, list(options), list(people)
        rows = [(str(one.pk), moment_label(one.starts_at, one.ends_at)) for one in self.options]
        self.fields["moment"].choices = [*rows, (OWN, _("Another moment, that I fill in myself"))]
        self.initial.setdefault("moment", rows[0][0] if rows else OWN)
        for name in ("day", "start", "end"):
            # Only asked of who chooses their own moment; ``clean`` says so.
            self.fields[name].required, self.fields[name].either_or = False, True
        if asked.meets in ("online", "phone"):
            del self.fields["venue"]
        if asked.meets in ("on_site", "phone"):
            del self.fields["online_link"]
        if "venue" in self.fields:
            self.initial.setdefault("venue", asked.place)
        if asked.rules.joining == "group":
            nobody = _("We agree that at the start")
            leaders = [(str(one.pk), self._leader_label(one)) for one in self.people]
            self.fields["facilitator"].choices = [("", nobody), *leaders]
        else:
            del self.fields["facilitator"]

    def _leader_label(self, member):
        brings_it = member.pk == self.asked.asked_by_id
        return _("%(name)s (you also bring the question)") % {"name": member.name} if brings_it else member.name

    def clean(self):
        chosen = self.cleaned_data.get("moment")
        if chosen == OWN:
            for name in ("day", "start", "end"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose one of the moments."))
            return super().clean()
        for name in ("day", "start", "end"):
            # What stands in fields that don't count holds nothing up.
            self.errors.pop(name, None)
        option = next((one for one in self.options if str(one.pk) == chosen), None)
        if option is not None and option.starts_at <= timezone.now():
            self.add_error("moment", _("This moment is over."))
        elif option is not None:
            self.times = option.starts_at, option.ends_at
        return self.cleaned_data

    @property
    def leader(self):
        """The member who leads it, or None."""
        chosen = self.cleaned_data.get("facilitator")
        return next((one for one in self.people if str(one.pk) == chosen), None)


class CallOffForm(PrivacyCheckedForm, forms.Form):
    """Why a session is called off; everybody who would come reads it."""

    reason = SafeCharField(
        label=_("What do you say to the others?"),
        max_length=200,
        required=False,
        help_text=_("It stands in the mail that they get."),
    )


class CloseForm(PrivacyCheckedForm, forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("Did it help you?"), widget=forms.RadioSelect)
    text = SafeTextField(
        label=_("What did it bring you?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who took part reads it. Write about yourself, not about a client."),
    )

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(name, Outcome(name).label) for name in rules_of(asked).ends]


def moment_label(starts_at, ends_at):
    """“Tuesday 24 November, 10:00 – 11:30”, on the clocks of the region."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{date_format(start, 'l j F')}, {date_format(start, 'H:i')} – {date_format(end, 'H:i')}"
