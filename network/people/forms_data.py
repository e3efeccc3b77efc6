"""What a member who leaves decides."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LeaveForm(forms.Form):
    """Which name stays with what was published. Another than one's own would be somebody else's."""

    FORMER, KEEP = "former", "keep"

    name = forms.ChoiceField(
        label=_("Which name stays with what you published?"),
        choices=(),
        initial=FORMER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [
            (self.FORMER, _("No name: it says “Former member”")),
            (self.KEEP, _("My name: %(name)s") % {"name": member.name}),
        ]
