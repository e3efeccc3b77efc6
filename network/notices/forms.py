"""The settings of mail."""

from django import forms
from django.utils.functional import cached_property

from network.notices import actions
from network.notices.kinds import notice_kinds


class FrequencyForm(forms.Form):
    """How often a member wants mail: a choice for each kind that can concern them."""

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        chosen = actions.frequencies(member)
        for kind in self.kinds:
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label, choices=kind.choices, initial=chosen[kind.name]
            )

    @cached_property
    def kinds(self):
        """Those that this member can get."""
        return [
            kind
            for kind in notice_kinds
            if not kind.always_mail and (kind.meant_for is None or kind.meant_for(self.member))
        ]

    def save(self):
        actions.set_frequencies(self.member, self.cleaned_data)
