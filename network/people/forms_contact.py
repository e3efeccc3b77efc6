"""A message from one member to another."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.organisations.models import Municipality, Organisation
from network.topics.models import Topic

PHONE = RegexValidator(r"^[0-9+()\- .]{6,30}$", _("Write digits, spaces and + only, such as 053 123 45 67."))


class ContactForm(PrivacyCheckedForm, forms.Form):
    """What you want to ask. Mail is no place for a client either, so it is checked like all other texts.

    The sender's own number has a field of its own, which isn't; their address goes along by itself.
    """

    privacy_exempt = {"phone"}

    subject = SafeCharField(label=_("What is it about?"), max_length=120)
    message = SafeTextField(
        label=_("Your message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Leave out names and other things by which a client can be recognised."),
    )
    phone = SafeCharField(
        label=_("Your phone number"),
        max_length=30,
        required=False,
        validators=[PHONE],
        help_text=_("If you would rather be called."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args, sender, receiver, **kwargs):
        self.people = (sender, receiver)
        super().__init__(*args, **kwargs)

    def privacy_words(self):
        """Names that the site shows, and those of the two themselves, are never asked about."""
        names = [name for person in self.people for name in (person.name, person.get_short_name())]
        for model in (Organisation.objects, Municipality.objects, Topic.objects.accepted()):
            names += model.values_list("name", flat=True)
        return {"allow": tuple(names)}
