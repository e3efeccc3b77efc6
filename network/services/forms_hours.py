"""Opening hours in a form: one line a day."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField
from network.services import hours
from network.services.hours import Weekday

NAMES = {day.value: f"hours_{day.value}" for day in Weekday}


class HoursField(SafeCharField):
    """What is typed for a day; gives a list of (opens, closes)."""

    def __init__(self, day, **kwargs):
        super().__init__(label=capfirst(day.label), max_length=80, required=False, **kwargs)

    def clean(self, value):
        return hours.read(super().clean(value))


class HoursForm(forms.Form):
    """The seven days, for a form of a service or a place: put it before the other base classes."""

    hours_1 = HoursField(Weekday.MONDAY, help_text=_("Such as 9:00-12:30, 13:00-17:00. Leave it empty when closed."))
    hours_2 = HoursField(Weekday.TUESDAY)
    hours_3 = HoursField(Weekday.WEDNESDAY)
    hours_4 = HoursField(Weekday.THURSDAY)
    hours_5 = HoursField(Weekday.FRIDAY)
    hours_6 = HoursField(Weekday.SATURDAY)
    hours_7 = HoursField(Weekday.SUNDAY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for weekday, text in hours.texts(self.instance).items():
                self.initial.setdefault(NAMES[weekday], text)

    @property
    def days(self):
        """The fields of the seven days, for the template."""
        return [self[name] for name in NAMES.values()]

    @property
    def has_hours(self):
        """Whether there is anything in them, so that the template shows them opened."""
        return any(field.value() or field.errors for field in self.days)

    def save(self, commit=True):
        thing = super().save(commit)
        if commit:
            told = [(day, *stretch) for day, name in NAMES.items() for stretch in self.cleaned_data.get(name) or []]
            hours.replace(thing, told)
        return thing
