"""Form fields for accounts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.text import SafeCharField


class AddressField(forms.EmailField):
    """An e-mail address in plain letters, in lower case.

    Letters outside ASCII are refused before anything is compared: some turn into plain ones when put in lower case
    (the Kelvin sign into k), so an address would be taken for somebody else's. A quoted name may hold a second @.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("E-mail address"))
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        kwargs.setdefault("max_length", 254)
        kwargs["error_messages"] = {
            "invalid": _("This is not a complete e-mail address. Write it like name@example.nl."),
            **kwargs.get("error_messages", {}),
        }
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        if value and (not value.isascii() or '"' in value or value.count("@") != 1):
            raise ValidationError(
                _("Use only plain letters, digits and signs in the address, without accents or quotes."), code="invalid"
            )
        return value.lower()


class MemberNameField(SafeCharField):
    """The name of a member, typed: a region has thousands, too many to choose from. Gives the member, or None.

    The form that has it sets ``people``: the members whom the reader may name.
    """

    people = None

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def clean(self, value):
        name = super().clean(value)
        if not name:
            return None
        member = self.people.called(name)
        if member is None:
            raise ValidationError(_("We don't know this name. Write it as it stands under “People”."), code="unknown")
        return member
