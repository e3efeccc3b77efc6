"""The form with which somebody registers for a meeting, built from what the organiser asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField
from events.meetings.actions.registering import Guest, Wishes
from events.meetings.choices import AnswerKind

YES_NO = [("ja", _("Yes")), ("nee", _("No"))]


class RegistrationForm(PrivacyCheckedForm, forms.Form):
    """What somebody wishes: a theme, answers, and whether others may see that they come.

    ``themes`` are pairs (BreakOut, free seats or None), as the page of the meeting shows them.
    """

    def __init__(self, *args, event, themes, registration=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.registration = event, registration
        self.themes = {str(theme.pk): theme for theme, _free in themes}
        if themes:
            own = registration.break_out_id if registration else None
            options = [("", _("I don't mind"))] + [
                (str(theme.pk), _theme_label(theme, free, theme.pk == own)) for theme, free in themes
            ]
            self.fields["thema"] = forms.ChoiceField(
                label=_("Which theme do you choose?"), choices=options, required=False, widget=forms.RadioSelect
            )
            self.initial["thema"] = str(own or "")
        given = {row.question_id: row.text for row in registration.answers.all()} if registration else {}
        for question in self.questions:
            self.fields[f"vraag-{question.pk}"] = _question_field(question)
            self.initial[f"vraag-{question.pk}"] = given.get(question.pk, "")
        self.fields["zichtbaar"] = forms.BooleanField(
            label=_("Others who come may see that I come"), required=False, help_text=_("Only who registered sees it.")
        )
        self.initial["zichtbaar"] = registration.shown_to_others if registration else False

    @cached_property
    def questions(self):
        return list(self.event.questions.all())

    @property
    def bound_fields(self):
        """The fields in the order of the form."""
        return [self[name] for name in self.fields]

    def wishes(self):
        """What was filled in, for the actions."""
        cleaned = self.cleaned_data
        return Wishes(
            break_out=self.themes.get(cleaned.get("thema", "")),
            shown_to_others=cleaned["zichtbaar"],
            answers={question.pk: cleaned[f"vraag-{question.pk}"] for question in self.questions},
        )


class GuestForm(RegistrationForm):
    """The same for somebody without an account, who says first who they are."""

    privacy_exempt = {"naam", "email", "organisatie"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {
            "naam": SafeCharField(label=_("Your name"), max_length=120),
            "email": forms.EmailField(
                label=_("Your e-mail address"), max_length=254, help_text=_("We send you a link to confirm it.")
            ),
            "organisatie": SafeCharField(label=_("Your organisation"), max_length=120, required=False),
        }
        own["naam"].widget.attrs["autocomplete"] = "name"
        own["email"].widget.attrs["autocomplete"] = "email"
        own["organisatie"].widget.attrs["autocomplete"] = "organization"
        self.fields = own | self.fields

    def guest(self, language):
        """Who wants to come."""
        cleaned = self.cleaned_data
        return Guest(cleaned["naam"], cleaned["email"], cleaned["organisatie"], language)


def _theme_label(theme, free, own):
    if free is None:
        return theme.title
    if free == 0 and not own:
        return _("%(theme)s (full)") % {"theme": theme.title}
    seats = ngettext("%(number)s place free", "%(number)s places free", free) % {"number": free}
    return f"{theme.title} ({seats})"


def _question_field(question):
    common = {"label": question.label, "required": question.required}
    if question.kind == AnswerKind.YES_NO:
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    if question.kind == AnswerKind.CHOICE:
        choices = [(choice, choice) for choice in question.choice_list]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return SafeCharField(max_length=500, **common)


def refused(form, problem):
    """Put what the actions refused where it belongs in the form."""
    form.add_error("thema" if problem.code == "theme_full" else None, ValidationError(problem.sentence))
