"""Rows of the form of a meeting: parts of the programme, themes, questions to who registers."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.choices import AnswerKind
from events.meetings.forms_event import TIME, find_people
from events.meetings.models import BreakOut, EventQuestion, ProgrammeItem
from events.meetings.models.page import MOST_SEATS


class RowForm(PrivacyCheckedForm, forms.Form):
    """One row. ``needed`` is the field without which it is none; an empty row is left out."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    needed = "title"
    # Says nothing by itself: an empty row has it too.
    quiet = {"pk"}
    model = None
    relation = ""

    @classmethod
    def is_blank(cls, values):
        """Whether nothing was filled in, given ``{name: value}``."""
        said = [value for name, value in values.items() if name not in cls.quiet]
        return not any(value.strip() if isinstance(value, str) else value for value in said)

    @classmethod
    def initial_of(cls, row):
        """What the form shows of a row that is there."""
        return {name: getattr(row, name) for name in cls.base_fields}

    def clean(self):
        cleaned = super().clean()
        blank = self.is_blank({name: self[name].data for name in self.fields})
        if not blank and not cleaned.get(self.needed) and self.needed not in self.errors:
            self.add_error(self.needed, self.fields[self.needed].error_messages["required"])
        return cleaned

    def fill(self, row, author):
        """Put what was filled in on ``row``, unsaved."""
        for name, value in self.cleaned_data.items():
            if name != "pk":
                setattr(row, name, value)


class PartForm(RowForm):
    """A part of the programme."""

    privacy_exempt = {"speakers"}
    model, relation = ProgrammeItem, "programme"

    starts = forms.TimeField(label=_("From"), widget=TIME, required=False)
    title = SafeCharField(label=_("What"), max_length=160, required=False)
    description = SafeTextField(label=_("More about it"), max_length=2000, required=False)
    speakers = SafeCharField(
        label=_("Speakers"),
        max_length=200,
        required=False,
        help_text=_("With commas between the names. Who is on this site gets a link."),
    )

    @classmethod
    def initial_of(cls, row):
        names = [one.name for one in row.speakers.all()] + [row.other_speakers]
        return {
            "pk": row.pk,
            "starts": row.starts,
            "title": row.title,
            "description": row.description,
            "speakers": ", ".join(name for name in names if name),
        }

    def fill(self, row, author):
        known = list(row.speakers.all())
        members, others = find_people(self.cleaned_data["speakers"], author, known)
        for name in ("starts", "title", "description"):
            setattr(row, name, self.cleaned_data[name])
        row.other_speakers = ", ".join(others)
        row.speakers.set(members)


class ThemeForm(RowForm):
    """A theme for smaller groups."""

    model, relation = BreakOut, "break_outs"

    title = SafeCharField(label=_("Theme"), max_length=160, required=False)
    description = SafeTextField(label=_("What is it about?"), max_length=2000, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS, required=False)
    room = SafeCharField(label=_("Room in the building"), max_length=120, required=False)


class QuestionForm(RowForm):
    """A question to who registers."""

    needed = "label"
    quiet = {"pk", "kind"}
    model, relation = EventQuestion, "questions"

    label = SafeCharField(
        label=_("Question"), max_length=160, required=False, help_text=_("For example: what don't you eat?")
    )
    kind = forms.ChoiceField(label=_("Answer"), choices=AnswerKind.choices, required=False)
    choices = SafeCharField(
        label=_("Answers to choose from"), max_length=500, required=False, help_text=_("Separated by semicolons.")
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def clean_kind(self):
        return self.cleaned_data["kind"] or AnswerKind.TEXT

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == AnswerKind.CHOICE and cleaned.get("label"):
            if len([part for part in cleaned.get("choices", "").split(";") if part.strip()]) < 2:
                self.add_error("choices", _("Write two answers or more, with semicolons between them."))
        return cleaned


# By the prefix of each in the page.
ROWS = {"programma": (PartForm, 40), "themas": (ThemeForm, 20), "vragen": (QuestionForm, 10)}


def rows_of(prefix, data=None, initial=()):
    """The formset ``prefix``: bound to ``data``, or with the rows ``initial`` and an empty one."""
    form, most = ROWS[prefix]
    factory = formset_factory(form, extra=1, max_num=most, validate_max=True, absolute_max=most + 10)
    # A row that was typed just as it is stored is a row all the same: what is bound is compared with nothing.
    return factory(data, prefix=prefix, initial=list(initial)[:most] if data is None else None)


def fill_rows(formset, event, author):
    """Put the rows on ``event``, unsaved. Those that were there stay the same row: registrations point at them."""
    form_class = formset.form
    there = {row.pk: row for row in getattr(event, form_class.relation).all() if row.pk}
    kept = []
    for form in formset.forms:
        cleaned = form.cleaned_data
        if cleaned.get(form_class.needed):
            row = there.pop(cleaned.get("pk"), None) or form_class.model()
            form.fill(row, author)
            row.sort_order = len(kept)
            kept.append(row)
    getattr(event, form_class.relation).set(kept)
