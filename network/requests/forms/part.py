"""Small forms of the page of a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeTextField


class AnswerForm(PrivacyCheckedForm, forms.Form):
    """An answer to a question."""

    text = SafeTextField(label=_("Your answer"), max_length=5000)
