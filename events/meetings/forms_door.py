"""Forms for checking people in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.meetings.forms_participants import AddGuestForm, AddMemberForm

LARGEST = 2**63 - 1


class CheckInForm(forms.Form):
    """Which registration a button is about, and whether they are there (``in``) or that was a mistake (``uit``)."""

    registratie = forms.IntegerField(min_value=1, max_value=LARGEST)
    doe = forms.ChoiceField(choices=[("in", "in"), ("uit", "uit")])


class WalkInMemberForm(AddMemberForm):
    """Somebody with an account, who stands at the door: no reason has to be given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reden"]


class WalkInGuestForm(AddGuestForm):
    """Somebody without an account, who stands at the door."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reden"]
        self.fields["email"].help_text = _("For the documents and the certificate afterwards.")
