"""The form with which somebody sets up a meeting: short first, more folded up."""

import re
from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.choices import Visibility
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.choices import AnswerKind, EventKind
from events.meetings.models import BreakOut, EventQuestion, ProgrammeItem
from events.meetings.models.page import MOST_SEATS
from network.organisations.models import Municipality, Organisation
from network.people.forms import TopicsField
from network.people.models import Member

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
MARKDOWN = _("You may use **bold**, lists and links (Markdown).")
LONGEST = timedelta(days=31)


def local_moment(day, time):
    """A day and a time on the clocks of the region as a moment. ``ValidationError`` for an hour that they skip."""
    moment = timezone.make_aware(datetime.combine(day, time))
    # On the night that the clocks go forward an hour is missing: what was typed comes back as another time.
    if timezone.localtime(moment.astimezone(UTC)).time() != time:
        raise ValidationError(_("This time doesn't exist on that day: the clocks go forward."))
    return moment


def split_names(text):
    """Names out of a line: separated by commas, semicolons or "en"."""
    return [name.strip() for name in re.split(r"[,;]|\s+en\s+", text) if name.strip()]


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

    def __init__(self, *args, author, **kwargs):
        super().__init__(*args, **kwargs)
        self.author = author

    @classmethod
    def initial_of(cls, event):
        """What the form shows of a meeting that is there."""
        start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        return {name: getattr(event, name) for name in cls.PLAIN} | {
            "municipality": event.municipality_id,
            "organisation": event.organisation_id,
            "day": start.date(),
            "start": start.time(),
            "end": end.time(),
            "last_day": end.date() if end.date() != start.date() else None,
            "topics": [str(topic.pk) for topic in event.topics.all()],
            "organisers": ", ".join(one.name for one in event.organisers.all()),
            "series": event.series.name if event.series else "",
        }

    def clean_organisers(self):
        """Members by their names. Who shares a name with another can be added by staff, in the admin."""
        found, unknown = [], []
        for name in split_names(self.cleaned_data["organisers"])[:20]:
            same = list(Member.objects.visible_to(self.author).filter(name__iexact=name)[:2])
            if len(same) == 1:
                found.append(same[0])
            else:
                unknown.append(name)
        if unknown:
            names = ", ".join(unknown)
            sentence = _("We don't know: %(names)s. Write the name as it stands under “People”.")
            raise ValidationError(sentence, params={"names": names})
        return found

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
        if cleaned.get("online_link"):
            cleaned["online"] = True
        if not any(cleaned.get(name) for name in ("venue", "address", "online", "online_link")):
            if not any(name in self.errors for name in ("venue", "address", "online_link")):
                self.add_error("venue", _("Say where it is, or that it is online."))
        return cleaned

    def _moment(self, name, day, time):
        try:
            return local_moment(day, time)
        except (ValidationError, OverflowError) as error:
            sentence = error if isinstance(error, ValidationError) else _("Choose another day.")
            self.add_error(name, sentence)
            return None

    def fill(self, event):
        """Put what was filled in on ``event``, unsaved."""
        for name in self.PLAIN:
            setattr(event, name, self.cleaned_data[name])
        event.starts_at, event.ends_at = self.cleaned_data["starts_at"], self.cleaned_data["ends_at"]
        return event


class PartForm(PrivacyCheckedForm, forms.Form):
    """A part of the programme; a row without a title is left out."""

    privacy_exempt = {"speakers"}

    starts = forms.TimeField(label=_("From"), widget=TIME, required=False)
    title = SafeCharField(label=_("What"), max_length=160, required=False)
    description = SafeTextField(label=_("More about it"), max_length=2000, required=False)
    speakers = SafeCharField(
        label=_("Speakers"),
        max_length=200,
        required=False,
        help_text=_("With commas between the names. Who is on this site gets a link."),
    )

    def made(self, author):
        """The part, and the members who speak."""
        cleaned = self.cleaned_data
        members, others = [], []
        for name in split_names(cleaned["speakers"])[:10]:
            same = list(Member.objects.visible_to(author).filter(name__iexact=name)[:2])
            (members if len(same) == 1 else others).append(same[0] if len(same) == 1 else name)
        part = ProgrammeItem(
            starts=cleaned["starts"],
            title=cleaned["title"],
            description=cleaned["description"],
            other_speakers=", ".join(others),
        )
        return part, members


class ThemeForm(PrivacyCheckedForm, forms.Form):
    """A theme for smaller groups; a row without a title is left out."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = SafeCharField(label=_("Theme"), max_length=160, required=False)
    description = SafeTextField(label=_("What is it about?"), max_length=2000, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS, required=False)
    room = SafeCharField(label=_("Room in the building"), max_length=120, required=False)


class QuestionForm(forms.Form):
    """A question to who registers; a row without one is left out."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = SafeCharField(
        label=_("Question"), max_length=160, required=False, help_text=_("For example: what don't you eat?")
    )
    kind = forms.ChoiceField(label=_("Answer"), choices=AnswerKind.choices, required=False)
    choices = SafeCharField(
        label=_("Answers to choose from"), max_length=500, required=False, help_text=_("Separated by semicolons.")
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == AnswerKind.CHOICE and cleaned.get("label"):
            if len([part for part in cleaned.get("choices", "").split(";") if part.strip()]) < 2:
                self.add_error("choices", _("Write two answers or more, with semicolons between them."))
        return cleaned


def _rows(form, most):
    return formset_factory(form, extra=1, max_num=most, validate_max=True, absolute_max=most + 10)


Parts, Themes, Questions = _rows(PartForm, 40), _rows(ThemeForm, 20), _rows(QuestionForm, 10)


class EventForms:
    """The whole screen: the form and its three kinds of rows."""

    def __init__(self, data=None, *, author, event=None):
        initial = EventForm.initial_of(event) if event else {}
        self.main = EventForm(data, author=author, initial=initial)
        self.parts = Parts(data, prefix="programma", initial=_parts(event))
        self.themes = Themes(data, prefix="themas", initial=_fields(event, "break_outs", ThemeForm))
        self.questions = Questions(data, prefix="vragen", initial=_fields(event, "questions", QuestionForm))

    @property
    def sets(self):
        return (self.parts, self.themes, self.questions)

    @property
    def all_forms(self):
        """Every form on the screen, for the summary of errors."""
        return [self.main, *(form for rows in self.sets for form in rows.forms)]

    def is_valid(self):
        # All of them, so that every error shows at once.
        return all([self.main.is_valid(), *(rows.is_valid() for rows in self.sets)])

    def fill(self, event):
        """Put everything on ``event``, unsaved; what was chosen already keeps its row."""
        self.main.fill(event)
        author = self.main.author
        parts = []
        for form in self.parts.forms:
            if form.cleaned_data.get("title"):
                part, members = form.made(author)
                part.speakers.set(members)
                parts.append(part)
        event.programme.set(parts)
        event.break_outs.set(_kept(event, "break_outs", BreakOut, self.themes, "title"))
        event.questions.set(_kept(event, "questions", EventQuestion, self.questions, "label"))
        for name in ("programme", "break_outs", "questions"):
            for order, row in enumerate(getattr(event, name).all()):
                row.sort_order = order
        event.topics.set(self.main.cleaned_data["topics"])
        event.organisers.set(self.main.cleaned_data["organisers"])
        return event


def _parts(event):
    if event is None:
        return []
    rows = []
    for part in event.programme.all():
        names = [one.name for one in part.speakers.all()] + [part.other_speakers]
        rows.append(
            {
                "starts": part.starts,
                "title": part.title,
                "description": part.description,
                "speakers": ", ".join(name for name in names if name),
            }
        )
    return rows


def _fields(event, relation, form):
    if event is None:
        return []
    return [{name: getattr(row, name) for name in form.base_fields} for row in getattr(event, relation).all()]


def _kept(event, relation, model, rows, needed):
    """Rows out of the forms; those that were there keep their primary key, as registrations point at them."""
    there = {row.pk: row for row in getattr(event, relation).all() if row.pk}
    found = []
    for form in rows.forms:
        cleaned = dict(form.cleaned_data)
        if not cleaned.get(needed):
            continue
        row = there.pop(cleaned.pop("pk", None), None) or model()
        for name, value in cleaned.items():
            setattr(row, name, value)
        found.append(row)
    return found
