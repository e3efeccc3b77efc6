"""Forms of a challenge: putting one, assessing proposals, and the outcome."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeTextField
from network.requests.choices import RequestStatus
from network.requests.forms.ask import KindForm
from network.requests.models.challenges import MOST_POINTS

# Buttons that keep what was filled in for later, or go back a step.
KEEP = ("bewaar", "naar")
POINTS = [
    (1, _("1: not at all")),
    (2, _("2: a little")),
    (3, _("3: partly")),
    (4, _("4: for the most part")),
    (5, _("5: fully")),
]


class ChallengeForm(KindForm):
    """A step of putting a challenge. Once proposals can be made, what their writers rely on doesn't get less."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_sent = self.request is not None and self.request.status != RequestStatus.DRAFT
        if self.is_sent and "proposals_shown" in self.fields:
            self.fields["proposals_shown"].disabled = True
            self.fields["proposals_shown"].help_text = _("This stays as it is: proposals are made with it in mind.")
        if self.is_sent and "wanted_by" in self.fields:
            self.fields["wanted_by"].help_text = _("It can become later, not earlier.")
        for name, field in self.fields.items():
            if name.startswith("criterion"):
                # Which of the rows are filled in is all the same, as long as one is.
                field.either_or = True
            if name.startswith("criterion") and name.endswith("_text"):
                field.label = _("Criterion %(number)s") % {"number": int(name[len("criterion") : -len("_text")]) + 1}
        if self._only_keeps:
            for field in self.fields.values():
                field.required = False

    @property
    def _only_keeps(self):
        """Whether what was filled in is kept for later, so that it may be half."""
        return any(name in self.data for name in KEEP) and not self.is_sent and self.step != self.rules.steps[0]

    def clean(self):
        cleaned = super().clean()
        last = cleaned.get("wanted_by")
        if self.is_sent and last and last < self.request.wanted_by:
            self.add_error("wanted_by", _("The last day can become later, not earlier."))
        asked = "criteria" in self.step.fields and not self._only_keeps
        if asked and not cleaned.get("criteria") and "criterion0_text" not in self.errors:
            self.add_error(
                "criterion0_text", _("Give at least one criterion, so that everybody is looked at the same.")
            )
        return cleaned

    @property
    def answers(self):
        """Without what was left empty in something that is only kept."""
        found = super().answers
        if self._only_keeps:
            found = {name: value for name, value in found.items() if value != "" or name == "budget"}
        return found

    def first_criteria(self):
        """Rows of criteria (number, text, weight) that always stand there: what was filled in, and three at least."""
        return self._numbered()[: self._shown()]

    def more_criteria(self):
        """Rows of criteria that may stay folded away."""
        return self._numbered()[self._shown() :]

    def _numbered(self):
        return [(number, *row) for number, row in enumerate(self.criterion_rows(), 1)]

    def _shown(self):
        filled = [number for number, (text, _weight) in enumerate(self.criterion_rows(), 1) if text.value()]
        return max([3, *filled])


class ScoreForm(PrivacyCheckedForm, forms.Form):
    """What one assessor thinks of a proposal: points and why, for each criterion."""

    def __init__(self, *args, criteria, given=None, **kwargs):
        self.criteria = list(criteria)
        initial = {}
        for one in given or ():
            initial |= {f"points_{one.criterion_id}": one.points, f"why_{one.criterion_id}": one.remark}
        super().__init__(*args, initial=initial, **kwargs)
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.text,
                choices=POINTS,
                coerce=int,
                widget=forms.RadioSelect,
                help_text=_("This counts %(times)s times.") % {"times": criterion.weight}
                if criterion.weight > 1
                else "",
                error_messages={"required": _("Choose how many points, 1 to %(most)s.") % {"most": MOST_POINTS}},
            )
            self.fields[f"why_{criterion.pk}"] = SafeTextField(
                label=_("Why?"),
                max_length=1000,
                help_text=_("One sentence is enough."),
                error_messages={"required": _("Write why, so that the decision can be explained.")},
            )

    def rows(self):
        """Pairs of bound fields (points, why), a criterion each."""
        return [(self[f"points_{one.pk}"], self[f"why_{one.pk}"]) for one in self.criteria]

    @property
    def scores(self):
        """What ``actions.challenges.score`` takes."""
        cleaned = self.cleaned_data
        return {one.pk: (cleaned[f"points_{one.pk}"], cleaned[f"why_{one.pk}"]) for one in self.criteria}


class DecideForm(PrivacyCheckedForm, forms.Form):
    """Of each proposal whether it is chosen, and why."""

    def __init__(self, *args, proposals, **kwargs):
        self.proposals = list(proposals)
        super().__init__(*args, **kwargs)
        for one in self.proposals:
            self.fields[f"chosen_{one.pk}"] = forms.ChoiceField(
                label=one.title,
                choices=[("ja", _("Chosen")), ("nee", _("Not chosen"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether it is chosen.")},
            )
            self.fields[f"reason_{one.pk}"] = SafeTextField(
                label=_("Why? Only its writers read this."),
                max_length=2000,
                error_messages={"required": _("Its writers want to know why.")},
            )

    def rows(self):
        """Triples of a proposal and its bound fields (chosen, reason)."""
        return [(one, self[f"chosen_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.proposals]

    @property
    def results(self):
        """What ``actions.challenges.decide`` takes."""
        cleaned = self.cleaned_data
        return {one.pk: (cleaned[f"chosen_{one.pk}"] == "ja", cleaned[f"reason_{one.pk}"]) for one in self.proposals}


class PublishForm(PrivacyCheckedForm, forms.Form):
    """What came of it, for everybody who sees the challenge."""

    text = SafeTextField(
        label=_("What did you choose, and why?"),
        max_length=5000,
        help_text=_("Everybody who sees the challenge reads this, and search finds it. Say what follows too."),
    )
