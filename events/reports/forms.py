"""Forms of reports: a note, the report itself with its rounds, and a method for a meeting."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.models import BreakOut, EventPage
from events.reports.actions.notes import FIELDS
from events.reports.choices import Consent, NoteKind
from network.people.models import Member
from network.people.rules import is_staff_member

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_ROUNDS = 12


class NoteForm(PrivacyCheckedForm, forms.Form):
    """One thing that was said, found, asked or agreed. Which fields count depends on the kind."""

    # Professionals at the meeting, by their own name.
    privacy_exempt = {"said_by", "owner_name", "addressee"}

    kind = forms.ChoiceField(label=_("What is it?"), choices=NoteKind.choices, widget=forms.RadioSelect)
    text = SafeTextField(label=_("What do you write down?"), max_length=3000)
    break_out = forms.ModelChoiceField(
        label=_("Theme"), queryset=BreakOut.objects.none(), required=False, empty_label=_("Everybody together")
    )
    said_by = SafeCharField(
        label=_("Who said it?"),
        max_length=120,
        required=False,
        help_text=_("For example: internal counsellor, table 2. A name only stands in the report if they agree."),
    )
    consent = forms.ChoiceField(
        label=_("May it be in the report?"), choices=Consent.choices, widget=forms.RadioSelect, required=False
    )
    owner_name = SafeCharField(
        label=_("Who does it?"),
        max_length=120,
        required=False,
        help_text=_("The name of a colleague or an organisation on this site. A colleague confirms it by mail."),
    )
    due = forms.DateField(label=_("Before which day?"), widget=DAY, required=False)
    addressee = SafeCharField(
        label=_("To whom is the question?"),
        max_length=120,
        required=False,
        help_text=_("An organisation, a municipality or a colleague on this site. Empty: the whole network."),
    )
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, event, **kwargs):
        super().__init__(data, **kwargs)
        themes = BreakOut.objects.filter(event_id=event.pk)
        self.fields["break_out"].queryset = themes
        self.has_themes = bool(kwargs.get("initial", {}).get("break_out")) or themes.exists()

    @classmethod
    def initial_of(cls, note):
        return {**{name: getattr(note, name) for name in FIELDS}, "version": note.version}

    def clean_consent(self):
        return self.cleaned_data["consent"] or Consent.NONE

    @property
    def values(self):
        """What a note is made of."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def members_named(names, reader):
    """Members by their names, with commas between; ``ValidationError`` names those that nobody knows."""
    found, unknown = [], []
    for name in [part.strip() for part in names.split(",") if part.strip()][:20]:
        member = Member.objects.visible_to(reader).called(name)
        if member is not None:
            found.append(member)
        else:
            unknown.append(name)
    if unknown:
        sentence = _("We don't know: %(names)s. Write the name as it stands under “People”.")
        raise ValidationError(sentence, params={"names": ", ".join(unknown)})
    return found


class ReportForm(PrivacyCheckedForm, forms.Form):
    """What goes before the rounds, and who writes along."""

    privacy_exempt = {"note_takers"}

    intro = SafeTextField(
        label=_("In a few sentences"),
        max_length=2000,
        required=False,
        help_text=_("How many people came, and what was it about? It stands above the report."),
    )
    note_takers = SafeCharField(
        label=_("Who writes along?"),
        max_length=1000,
        required=False,
        help_text=_("Names of members, with commas between them. Organisers may always write."),
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_note_takers(self):
        return members_named(self.cleaned_data["note_takers"], self.reader)


class RoundForm(PrivacyCheckedForm, forms.Form):
    """A round; a row without a title goes, unless something is written in it."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = SafeCharField(label=_("Round"), max_length=160, required=False)
    question = SafeCharField(label=_("Question of this round"), max_length=250, required=False)
    in_break_outs = forms.BooleanField(label=_("In smaller groups, by theme"), required=False)


Rounds = forms.formset_factory(
    RoundForm, extra=1, max_num=MOST_ROUNDS, validate_max=True, absolute_max=MOST_ROUNDS + 10
)


class UseMethodForm(forms.Form):
    """For which meeting a method is used."""

    event = forms.ModelChoiceField(label=_("For which meeting?"), queryset=EventPage.objects.none())
    replace = forms.BooleanField(label=_("Take the place of the programme that is there"), required=False)

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = own_events(member)
        self.fields["event"].label_from_instance = _named

    def clean(self):
        cleaned = super().clean()
        event = cleaned.get("event")
        if event and not cleaned.get("replace") and event.get_latest_revision_as_object().programme.all():
            self.add_error("replace", _("This meeting has a programme already. Say that this one takes its place."))
        return cleaned


def own_events(member):
    """Meetings to come that ``member`` organises, drafts too; for staff all of them."""
    found = EventPage.objects.filter(private=False).upcoming()
    if not is_staff_member(member):
        found = found.filter(pk__in=EventPage.objects.organised_by(member).values("pk"))
    return found.going_on()


def _named(event):
    return f"{event.title}, {timezone.localtime(event.starts_at):%d-%m-%Y %H:%M}"
