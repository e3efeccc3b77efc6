"""Looking for people: what counts, whom one asks; and what a member says about being asked."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from network.people.fields import MemberNameField
from network.people.forms_profile import OPEN_TO_LABELS
from network.people.models import Member
from network.requests.matching import CRITERIA, tidy_weights
from network.requests.matching.index import MOST_A_MONTH, OPEN_TO

# Name of a criterion -> its name in the address.
NAMES = {"topics": "kennis", "dates": "dagen", "distance": "afstand", "turns": "beurt", "contact": "bekend"}
STEPS = [("niet", _("doesn't count")), ("gewoon", _("counts")), ("zwaar", _("counts heavily"))]
VALUES = {value: number for number, (value, _label) in enumerate(STEPS)}
MOST_TICKED = 50


class WeightsForm(forms.Form):
    """``?kennis=zwaar&afstand=niet``: how much each criterion counts. Always valid; what isn't said is as it was."""

    def __init__(self, data, kept):
        self.kept = tidy_weights(kept)
        super().__init__(data)
        for criterion, name in NAMES.items():
            self.fields[name] = forms.ChoiceField(
                label=CRITERIA[criterion][1],
                choices=STEPS,
                initial=STEPS[self.kept[criterion]][0],
                widget=forms.Select,
            )
        self.data = {name: self._value(name, criterion) for criterion, name in NAMES.items()}
        self.full_clean()

    def _value(self, name, criterion):
        value = self.data.get(name)
        return value if value in VALUES else STEPS[self.kept[criterion]][0]

    @property
    def weights(self):
        """``{criterion: 0, 1 or 2}``."""
        return {criterion: VALUES[self.cleaned_data[name]] for criterion, name in NAMES.items()}

    @property
    def has_changed_any(self):
        """Whether anything counts otherwise than as a rule."""
        return self.weights != tidy_weights({})


class AskForm(forms.Form):
    """Whom one ticked, as primary keys; who may not be asked is found out by the action."""

    wie = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Tick at least one colleague."),
            "invalid_choice": _("Somebody whom you ticked can't be asked any more. Look who fits now."),
        },
    )

    def __init__(self, data=None, matches=()):
        super().__init__(data)
        self.fields["wie"].label = _("Whom do you ask?")
        self.fields["wie"].widget = forms.CheckboxSelectMultiple()
        self.fields["wie"].choices = [(pk, str(pk)) for pk in matches][:5000]

    def clean_wie(self):
        return self.cleaned_data["wie"][:MOST_TICKED]


class AvailabilityForm(forms.Form):
    """What somebody says about being asked."""

    open_to_intervision = forms.BooleanField(required=False)
    open_to_consultation = forms.BooleanField(required=False)
    open_to_visits = forms.BooleanField(required=False)
    most_a_month = forms.IntegerField(
        label=_("At most how many requests a month?"),
        validators=[MinValueValidator(0), MaxValueValidator(20)],
        help_text=_("0: the site suggests you to nobody."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days can you meet, as a rule?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who looks for colleagues reads on which of their own days you can. Nothing ticked: any day."),
    )
    travel_km = forms.IntegerField(
        label=_("How many kilometres do you want to travel at most?"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(300)],
        help_text=_("Empty: it doesn't matter. Nobody sees this."),
    )
    reports_to = MemberNameField(
        label=_("Who is your manager?"),
        required=False,
        help_text=_(
            "The name as it stands under “People”. Nobody sees this. With it we never put you in one group for "
            "intervision."
        ),
    )

    def __init__(self, *args, member, availability=None, **kwargs):
        own = availability
        initial = {name: getattr(member, name) for name in OPEN_TO} | {
            "most_a_month": own.most_a_month if own else MOST_A_MONTH,
            "travel_km": own.travel_km if own else None,
            "weekdays": own.weekdays if own else [],
            "reports_to": own.reports_to.name if own and own.reports_to else "",
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["weekdays"].choices = [(number, capfirst(str(name))) for number, name in WEEKDAYS.items()]
        self.fields["reports_to"].people = Member.objects.visible_to(member).exclude(pk=member.pk)
        for name in OPEN_TO:
            self.fields[name].label = OPEN_TO_LABELS[name]
