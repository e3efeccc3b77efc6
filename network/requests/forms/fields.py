"""Fields that several forms of this room share."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.text import SafeTextField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_NAMES = 20
MOST_PLACES = 30  # on one day of a shadow visit


def yes_no(label, no, yes):
    """A choice between two sentences; gives True for the second."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("nee", no), ("ja", yes)],
        coerce=lambda value: value in ("ja", True),
        initial="nee",
        widget=forms.RadioSelect,
    )


def too_short(method, begins, ends):
    """What is wrong with a moment that ends before the method can be done, or None."""
    if method is None or ends - begins >= timedelta(minutes=method.minutes):
        return None
    words = {"method": method.name, "minutes": method.minutes}
    return _("“%(method)s” takes %(minutes)s minutes. Choose a later end.") % words


class MemberNamesField(SafeTextField):
    """Names of members, one on each line; gives the members. The form sets ``people``: whom the reader may name."""

    people = None

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 2000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def clean(self, value):
        names = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        if len(names) > MOST_NAMES:
            raise ValidationError(_("At most %(number)s names."), params={"number": MOST_NAMES})
        found, unknown = {}, []
        for name in dict.fromkeys(names):
            member = self.people.called(name)
            if member is None:
                unknown.append(name)
            else:
                found[member.pk] = member
        if unknown:
            raise ValidationError(
                _("We don't know %(names)s. Write names as they stand under “People”."),
                params={"names": ", ".join(f"“{name}”" for name in unknown[:5])},
            )
        return list(found.values())
