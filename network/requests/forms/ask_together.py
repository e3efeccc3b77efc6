"""The form to ask for intervision or a consultation. What is only kept may be half; what is sent is read once more."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base.privacy.checklist import PrivacyChecklist
from events.sessions.models import SessionMethod
from network.requests.choices import Audience, Meets
from network.requests.forms.ask import KindForm
from network.requests.matching.facts import asked_enough

KEEP = "bewaar"
BACK = "naar"
# People in a group for intervision.
LEAST, MOST = 4, 8
# Of what is kept without an answer, the model's own stays.
CHOICES = ("visibility", "meets", "answer_within")


class MethodField(forms.ModelChoiceField):
    """A method with how long it takes and for how many people it is, as far as a group of this site can be so large."""

    def label_from_instance(self, method):
        least, most = max(LEAST, method.least), min(MOST, method.most)
        words = {"name": method.name, "minutes": method.minutes, "least": least, "most": most}
        if least == most:
            return _("%(name)s: %(minutes)s minutes, %(most)s people") % words
        return _("%(name)s: %(minutes)s minutes, %(least)s to %(most)s people") % words


class TogetherForm(KindForm):
    """A step of asking for intervision or a consultation."""

    method = MethodField(
        label=_("By which method?"),
        queryset=SessionMethod.objects.filter(least__lte=MOST, most__gte=LEAST).prefetch_related("steps"),
        required=False,
        empty_label=_("I don't know yet: we choose together"),
        widget=forms.RadioSelect,
        blank=True,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "meets" in self.fields and self.rules.joining == "group":
            self.fields["meets"].choices = [one for one in Meets.choices if one[0] != Meets.PHONE]
        if self.only_keeps:
            for name, field in self.fields.items():
                field.required = name == "title"

    @property
    def only_keeps(self):
        """Whether what was filled in is kept for later, or somebody goes back a step: then it may be half."""
        return KEEP in self.data or BACK in self.data

    def clean(self):
        cleaned = super().clean()
        if self.only_keeps:
            # These are asked for again before it is sent.
            for name in ("group", "chosen", "visibility"):
                if name in self.fields and not cleaned.get(name):
                    self.errors.pop(name, None)
        else:
            self._refuse_asked_enough(cleaned)
        method, size = cleaned.get("method"), cleaned.get("size")
        if method is not None and size is not None and size < method.least:
            words = {"method": method.name, "number": method.least}
            self.add_error(
                "size",
                ngettext(
                    "“%(method)s” needs at least %(number)s person.",
                    "“%(method)s” needs at least %(number)s people.",
                    method.least,
                )
                % words,
            )
        return cleaned

    def _refuse_asked_enough(self, cleaned):
        """Nobody is asked more often than they want, by name neither."""
        for name in ("to_member", "chosen"):
            people = cleaned.get(name) or []
            people = people if isinstance(people, list) else [people]
            enough = asked_enough([one.pk for one in people], timezone.now()) if people else ()
            names = ", ".join(one.name for one in people if one.pk in enough)
            if names:
                self.add_error(name, _("%(names)s can't be asked now. Choose somebody else.") % {"names": names})

    @property
    def answers(self):
        """Without what was left open of a choice in something that is only kept."""
        return {name: value for name, value in super().answers.items() if name not in CHOICES or value}

    def missing(self):
        """Names of fields of this step that still have to be filled in before it can be sent."""
        found = [
            name
            for name, field in self.fields.items()
            if field.required and not name.startswith("privacy") and self.initial.get(name) in (None, "", [])
        ]
        if self.initial.get("visibility") == Audience.GROUP and not self.initial.get("group"):
            found.append("group")
        named = self.initial.get("chosen") or self.request is not None and self.request.to_member_id
        if "chosen" in self.fields and self.initial.get("visibility") == Audience.CHOSEN and not named:
            found.append("chosen")
        return found


class SendForm(PrivacyChecklist, TogetherForm):
    """The last step: with the checklist, beside the text once more."""
