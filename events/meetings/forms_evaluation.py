"""Three questions after a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeTextField
from events.meetings.models import Evaluation

SCORES = [
    (5, _("Very useful")),
    (4, _("Useful")),
    (3, _("Somewhat useful")),
    (2, _("Not very useful")),
    (1, _("Not useful")),
]


class EvaluationForm(PrivacyCheckedForm, forms.Form):
    """What somebody thought of a meeting; no name is kept with it."""

    score = forms.TypedChoiceField(
        label=_("How useful was it for you?"), choices=SCORES, coerce=int, widget=forms.RadioSelect
    )
    use = forms.ChoiceField(
        label=_("Will you use it in your work?"), choices=Evaluation.Use.choices, widget=forms.RadioSelect
    )
    better = SafeTextField(label=_("What can be better?"), max_length=1000, required=False)
