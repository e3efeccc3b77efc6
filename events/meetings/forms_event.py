"""The form with which somebody sets up a meeting: short first, more folded up."""

import re
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.choices import Visibility
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.choices import EventKind
from events.meetings.clock import local_moment
from events.meetings.models.page import MOST_SEATS
from network.organisations.models import Municipality, Organisation
from network.people.forms import TopicsField
from network.people.models import Member

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
MARKDOWN = _("You may use **bold**, lists and links (Markdown).")
LONGEST = timedelta(days=31)
MOST_NAMES = 20


MOMENTS = ("registration_from", "registration_until")
FURTHEST = 3650  # days ahead


def find_people(text, author, known=()):
    """Members out of a line of names, and the names that aren't of exactly one member that ``author`` may see.

    Names are separated by commas, semicolons or "en". ``known`` are members who stand there already: they are found
    also when they are in no list.
    """
    found, unknown = [], []
    there = {one.name.casefold(): one for one in known}
    for name in [part.strip() for part in re.split(r"[,;]|\s+en\s+", text) if part.strip()][:MOST_NAMES]:
        member = there.get(name.casefold()) or Member.objects.visible_to(author).called(name)
        if member is not None:
            found.append(member)
        else:
            unknown.append(name)
    return list(dict.fromkeys(found)), unknown


def minute(moment):
    """A moment or time as the form shows it: browsers know no seconds in these fields."""
    return moment.replace(second=0, microsecond=0)


class RemindDaysField(SafeCharField):
    """Numbers of days such as ``7, 1``; gives them as a text, from far to near."""

    def clean(self, value):
        text = super().clean(value)
        parts = [part for part in re.split(r"[,;\s]+", text) if part]
        if not all(re.fullmatch("[0-9]{1,2}", part) and 1 <= int(part) <= 60 for part in parts):
            raise ValidationError(_("Write numbers of days from 1 to 60, such as 7, 1."))
        return ", ".join(str(number) for number in sorted({int(part) for part in parts}, reverse=True))


class EventForm(PrivacyCheckedForm, forms.Form):
    """What a meeting is. Names of speakers and organisers are professionals, so they aren't looked through."""

    privacy_exempt = {"venue", "address", "room", "organisers", "series", "online_link", "remind_days"}

    title = SafeCharField(label=_("What is the meeting called?"), max_length=120)
    summary = SafeCharField(label=_("In one sentence"), max_length=250, help_text=_("What will people take home?"))
    kind = forms.ChoiceField(label=_("What kind of meeting is it?"), choices=EventKind.choices)
    day = forms.DateField(label=_("On which day?"), widget=DAY)
    start = forms.TimeField(label=_("From"), widget=TIME)
    end = forms.TimeField(label=_("Until"), widget=TIME)
    last_day = forms.DateField(
        label=_("Last day"), widget=DAY, required=False, help_text=_("Only when it takes more than one day.")
    )
    venue = SafeCharField(label=_("Place"), max_length=120, required=False, help_text=_("For example: De Graanschuur."))
    address = SafeCharField(label=_("Street, number and town"), max_length=200, required=False)
    room = SafeCharField(label=_("Room in the building"), max_length=120, required=False)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("None")
    )
    online = forms.BooleanField(label=_("You can take part online"), required=False)
    online_link = forms.URLField(
        label=_("Link to take part online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Only who has a seat sees this."),
    )
    capacity = forms.IntegerField(
        label=_("How many seats are there?"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=_("Empty: as many as want to come."),
    )

    description = SafeTextField(
        label=_("What are you going to do?"), max_length=20_000, required=False, help_text=MARKDOWN
    )
    for_whom = SafeCharField(label=_("For whom?"), max_length=300, required=False)
    topics = TopicsField(label=_("What is it about?"))
    organisation = forms.ModelChoiceField(
        label=_("Which organisation organises it?"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    organisers = SafeCharField(
        label=_("Who organise it with you?"),
        max_length=500,
        required=False,
        help_text=_("Names of colleagues on this site, with commas between them. They may change the meeting too."),
    )
    series = SafeCharField(
        label=_("Part of a series"),
        max_length=120,
        required=False,
        help_text=_("The name of a learning network, for example. People can follow it."),
    )
    directions = SafeTextField(label=_("How do you get there?"), max_length=1000, required=False)
    accessibility = SafeTextField(
        label=_("Accessibility"), max_length=1000, required=False, help_text=_("For example: lift, quiet room.")
    )

    registration_open = forms.BooleanField(label=_("People register here"), required=False, initial=True)
    registration_from = forms.DateTimeField(label=_("They can from"), widget=MOMENT, required=False)
    registration_until = forms.DateTimeField(label=_("They can until"), widget=MOMENT, required=False)
    guests_allowed = forms.BooleanField(
        label=_("Also people without an account"), required=False, help_text=_("They confirm their address first.")
    )
    offer_hours = forms.IntegerField(
        label=_("Hours to accept a seat that came free"), min_value=1, max_value=24 * 14, initial=48
    )
    remind_days = RemindDaysField(
        label=_("Reminders: how many days before?"), max_length=40, required=False, initial="7, 1"
    )
    hours = forms.DecimalField(
        label=_("Hours for the certificate"), min_value=0, max_value=200, max_digits=4, decimal_places=1, required=False
    )
    skj = forms.BooleanField(label=_("It counts for the SKJ register"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may see it?"), choices=Visibility.choices, initial=Visibility.PUBLIC, widget=forms.RadioSelect
    )
    go_live_at = forms.DateTimeField(
        label=_("Publish it later, on"), widget=MOMENT, required=False, help_text=_("Empty: as soon as you publish.")
    )

    # What the page has under the same name.
    PLAIN = (
        *("title", "summary", "kind", "venue", "address", "room", "municipality", "online", "online_link", "capacity"),
        *("description", "for_whom", "organisation", "directions", "accessibility"),
        *("registration_open", "registration_from", "registration_until", "guests_allowed", "offer_hours"),
        *("remind_days", "hours", "skj", "visibility", "go_live_at"),
    )

    def __init__(self, *args, author, event=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.author, self.event = author, event

    @classmethod
    def initial_of(cls, event):
        """What the form shows of a meeting that is there."""
        start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        planned = event.go_live_at if event.go_live_at and event.go_live_at > timezone.now() else None
        moments = {"registration_from": event.registration_from, "registration_until": event.registration_until}
        shown = {name: getattr(event, name) for name in cls.PLAIN} | {
            "municipality": event.municipality_id,
            "organisation": event.organisation_id,
            "day": start.date(),
            "start": minute(start.time()),
            "end": minute(end.time()),
            "last_day": end.date() if end.date() != start.date() else None,
            "topics": [str(topic.pk) for topic in event.topics.all()],
            "organisers": ", ".join(one.name for one in event.organisers.all()),
            "series": event.series.name if event.series else "",
        }
        for name, moment in (moments | {"go_live_at": planned}).items():
            shown[name] = minute(timezone.localtime(moment)) if moment else None
        return shown

    def clean_organisers(self):
        """Members by their names. Who shares a name with another can be added by staff, in the admin."""
        known = self.event.organisers.all() if self.event else ()
        found, unknown = find_people(self.cleaned_data["organisers"], self.author, known)
        if unknown:
            names = ", ".join(unknown)
            sentence = _("We don't know: %(names)s. Write the name as it stands under “People”.")
            raise ValidationError(sentence, params={"names": names})
        return found

    def clean_day(self):
        """A day that is over is mostly a slip of the year; what is there already may stay."""
        day = self.cleaned_data["day"]
        if self._stays("day"):
            return day
        if day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return near(day)

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        return near(day) if day else None

    def clean_go_live_at(self):
        moment = self.cleaned_data["go_live_at"]
        if moment and moment <= timezone.now():
            raise ValidationError(_("This moment is over. Leave it empty to publish at once."))
        return moment

    def _stays(self, *names):
        return self.event is not None and not set(names) & set(self.changed_data)

    def clean(self):
        """Make moments of the days and times, and see that they fit together."""
        cleaned = super().clean()
        day, start, end = (cleaned.get(name) for name in ("day", "start", "end"))
        if day and start is not None and end is not None:
            last = cleaned.get("last_day") or day
            cleaned["starts_at"] = self._moment("start", day, start)
            cleaned["ends_at"] = self._moment("end", last, end)
            if cleaned["starts_at"] and cleaned["ends_at"]:
                if cleaned["ends_at"] <= cleaned["starts_at"]:
                    self.add_error("end", _("The end is not after the start."))
                elif cleaned["ends_at"] - cleaned["starts_at"] > LONGEST:
                    self.add_error("last_day", _("A meeting takes a month at most."))
        opens, closes = cleaned.get("registration_from"), cleaned.get("registration_until")
        if opens and closes and closes <= opens:
            self.add_error("registration_until", _("This is before people can register."))
        planned, starts = cleaned.get("go_live_at"), cleaned.get("starts_at")
        if planned and starts and planned >= starts:
            self.add_error("go_live_at", _("The meeting has begun by then."))
        if cleaned.get("online_link"):
            cleaned["online"] = True
        if not any(cleaned.get(name) for name in ("venue", "address", "online", "online_link")):
            if not any(name in self.errors for name in ("venue", "address", "online_link")):
                self.add_error("venue", _("Say where it is, or that it is online."))
        return cleaned

    def _moment(self, name, day, time):
        try:
            return local_moment(day, time)
        except ValidationError as error:
            self.add_error(name, error)
            return None

    def fill(self, event):
        """Put what was filled in on ``event``, unsaved."""
        for name in self.PLAIN:
            # Seconds that the form didn't show stay as well, so that nothing seems to have moved.
            if not (name in MOMENTS and self._stays(name)):
                setattr(event, name, self.cleaned_data[name])
        if not self._stays("day", "start"):
            event.starts_at = self.cleaned_data["starts_at"]
        if not self._stays("day", "last_day", "end"):
            event.ends_at = self.cleaned_data["ends_at"]
        event.topics.set(self.cleaned_data["topics"])
        event.organisers.set(self.cleaned_data["organisers"])
        return event


def near(day):
    """``day``, when it isn't a slip such as the year 20266."""
    if abs((day - date.today()).days) > FURTHEST:
        raise ValidationError(_("Choose another day."))
    return day
