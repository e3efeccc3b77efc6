"""Forms of what comes after a session: who was there, one's own reflection, and a lesson for others."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.checklist import PrivacyChecklist
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.choices import EventKind
from events.sessions.choices import About
from events.sessions.hours import longest, planned_hours, quarters

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST_OWN = 8  # hours of a reflection without a session
DIMENSIONS = ("technical", "normative", "personal")
REFLECTION_FIELDS = ("title", "happened_on", "about", *DIMENSIONS, "take_away")


class HoursField(forms.TypedChoiceField):
    """A number of hours, chosen in quarters."""

    def __init__(self, **kwargs):
        super().__init__(coerce=Decimal, empty_value=None, **kwargs)


class AttendanceForm(forms.Form):
    """Who was there, and how long it took."""

    attended = forms.MultipleChoiceField(
        label=_("Tick who was there"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one person. Was nobody there? Then leave it: it closes by itself.")
        },
    )
    hours = HoursField(
        label=_("How long did you work together?"),
        help_text=_("So many hours of intervision everybody who was there gets in their SKJ folder."),
    )

    def __init__(self, *args, session, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attended"].choices = [(str(one.member_id), one.member.name) for one in people]
        self.fields["hours"].choices = quarters(longest(session))
        if session.event.kind != EventKind.INTERVISION:
            self.fields["hours"].help_text = _("So many hours everybody who was there gets in their SKJ folder.")
        self.initial.setdefault("hours", str(session.hours or planned_hours(session)))
        confirmed = any(one.attended is not None for one in people)
        there = [str(one.member_id) for one in people if one.attended or not confirmed]
        self.initial.setdefault("attended", there)

    def clean_attended(self):
        return {int(pk) for pk in self.cleaned_data["attended"]}


class ReflectionForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form):
    """What somebody takes out of a session for their own work: one of the three questions is enough."""

    title = SafeCharField(label=_("What was it about?"), max_length=200)
    happened_on = forms.DateField(label=_("When was it?"), widget=DAY)
    about = forms.ChoiceField(
        label=_("What was your question mostly about?"),
        choices=About.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    technical = SafeTextField(
        label=_("What I do"),
        help_text=_(
            "What did you do, and what do you want to do differently? Think of your way of working and skills."
        ),
        max_length=5000,
        required=False,
    )
    normative = SafeTextField(
        label=_("What is right"),
        help_text=_("What did you find important? Where did your values, the rules or the law pull at each other?"),
        max_length=5000,
        required=False,
    )
    personal = SafeTextField(
        label=_("Who I am in this"),
        help_text=_("What did it do to you? What do you know of yourself now that you did not know before?"),
        max_length=5000,
        required=False,
    )
    take_away = SafeTextField(
        label=_("What do you take with you?"),
        help_text=_("One thing that you will do, or stop doing."),
        max_length=2000,
        required=False,
    )
    hours = HoursField(
        label=_("How long did it take?"),
        help_text=_("Only for what you did outside this site. It counts in your SKJ folder."),
        required=False,
    )

    def __init__(self, *args, session=None, **kwargs):
        self.session = session
        super().__init__(*args, **kwargs)
        if session is None:
            self.fields["hours"].choices = [("", _("Don't count it")), *quarters(LONGEST_OWN)]
        else:
            del self.fields["hours"]

    def privacy_words(self):
        """The title that we filled in ourselves, and who took part, are never asked about."""
        if self.session is None:
            return {}
        people = self.session.members.select_related("member")
        return {"allow": (self.session.title, *(one.member.name for one in people))}

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        if day.year < 1990:
            raise ValidationError(_("Look at the year once more."))
        return day

    def clean(self):
        cleaned = super().clean()
        written = [name for name in DIMENSIONS if cleaned.get(name) or name in self.errors]
        if not written:
            self.add_error("technical", _("Answer at least one of the three questions."))
        return cleaned

    @property
    def values(self):
        """What a reflection is made of."""
        names = REFLECTION_FIELDS if self.session is not None else (*REFLECTION_FIELDS, "hours")
        return {name: self.cleaned_data[name] for name in names}


class LessonForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form):
    """What others can learn from it, without anybody to be recognised: colleagues of the group neither."""

    title = SafeCharField(
        label=_("The lesson in one sentence"),
        help_text=_("For example: agree beforehand who speaks with the parents."),
        max_length=120,
    )
    text = SafeTextField(
        label=_("What did you learn together?"),
        help_text=_(
            "Write it so that it holds for others too: when does it come up, what helps, what doesn't. "
            "Say nothing of the one whose question it was."
        ),
        max_length=5000,
    )
