"""Forms with which an organiser adds somebody, moves or removes them, and writes to who comes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from events.meetings.actions.messaging import receivers
from events.meetings.actions.registering import Guest
from events.meetings.models import EventMessage
from network.people.models import Member

# With more people of a name than this, a longer name has to be typed.
MOST = 20


def _reason(**more):
    return SafeCharField(label=_("Why?"), max_length=300, **more)


class FindForm(forms.Form):
    """Which list, of whom, which page: what the address says. Nonsense is as if it wasn't there."""

    q = SafeCharField(label=_("Name or organisation"), max_length=100, required=False)


class AddMemberForm(PrivacyCheckedForm, forms.Form):
    """Somebody with an account, by the name under which they stand in the directory.

    ``reader`` finds who they may see there. Where more people fit, the form comes back with a choice.
    """

    privacy_exempt = {"wie"}

    wie = SafeCharField(label=_("Name"), max_length=150, help_text=_("As it stands under “People”."))
    reden = _reason(required=False, help_text=_("Only the organisers read this."))

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean(self):
        cleaned = super().clean()
        words = cleaned.get("wie", "")
        if not words:
            return cleaned
        found = Member.objects.visible_to(self.reader).filter(name__icontains=words).select_related("organisation")
        found = list(found.order_by("name", "pk")[: MOST + 1])
        chosen = {str(one.pk): one for one in found[:MOST]}
        self.member = chosen.get(self.data.get("lid", ""))
        if self.member is None and len(found) == 1:
            self.member = found[0]
        if self.member is None:
            self._ask(found, words)
        return cleaned

    def _ask(self, found, words):
        if not found:
            self.add_error("wie", ValidationError(_("We know nobody of this name.")))
        elif len(found) > MOST:
            self.add_error("wie", ValidationError(_("Many people have this name. Type more of it.")))
        else:
            options = [(str(one.pk), _with_organisation(one)) for one in found]
            choice = forms.ChoiceField(label=_("Who of them?"), choices=options, widget=forms.RadioSelect)
            rest = {name: field for name, field in self.fields.items() if name != "wie"}
            self.fields = {"wie": self.fields["wie"], "lid": choice, **rest}
            self.add_error("lid", ValidationError(_("More people have this name. Choose one.")))


def _with_organisation(member):
    return f"{member.name}, {member.organisation}" if member.organisation_id else member.name


class AddGuestForm(PrivacyCheckedForm, forms.Form):
    """Somebody without an account."""

    privacy_exempt = {"naam", "email", "organisatie"}

    naam = SafeCharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("They get a mail that you registered them.")
    )
    organisatie = SafeCharField(label=_("Organisation"), max_length=120, required=False)
    reden = _reason(required=False, help_text=_("Only the organisers read this."))

    def guest(self):
        cleaned = self.cleaned_data
        return Guest(cleaned["naam"], cleaned["email"], cleaned["organisatie"])


class MoveUpForm(PrivacyCheckedForm, forms.Form):
    """Why somebody goes first."""

    prefix = "vooraan"
    reden = _reason(required=False, help_text=_("Only the organisers read this."))


class RemoveForm(PrivacyCheckedForm, forms.Form):
    """Why somebody doesn't come any more."""

    prefix = "weg"
    reden = _reason(help_text=_("This stands in the mail that they get."))


class MessageForm(PrivacyCheckedForm, forms.Form):
    """A mail to who comes; each choice says how many people that are."""

    aan = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    onderwerp = SafeCharField(label=_("Subject"), max_length=150)
    bericht = SafeTextField(label=_("Message"), max_length=5000, help_text=_("Answers come in your own mail."))

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = {to: receivers(event, to).count() for to in EventMessage.To.values}
        self.fields["aan"].choices = [
            (to, f"{label} ({numbers[to]})") for to, label in EventMessage.To.choices if numbers[to]
        ]
        self.nobody = not any(numbers.values())
