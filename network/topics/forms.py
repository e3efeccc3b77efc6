"""Forms about topics."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.topics.models import Topic
from network.topics.skos.reading import MAX_BYTES
from network.topics.vocabulary import terms


class SuggestForm(PrivacyCheckedForm, forms.Form):
    """A topic that a member misses. A word that is there already is shown instead of asked for."""

    name = SafeCharField(
        label=_("Which topic do you miss?"), max_length=100, help_text=_("One or two words, as you say it at work.")
    )
    kind = forms.ChoiceField(label=_("What kind of topic is it?"), choices=Topic.Kind.choices, widget=forms.RadioSelect)
    reason = SafeTextField(
        label=_("Why is it needed?"), max_length=1000, help_text=_("What would you find with it, that you can't now?")
    )
    definition = SafeTextField(
        label=_("What does it mean?"),
        max_length=2000,
        required=False,
        help_text=_("In words that a parent understands."),
    )

    # Filled when the name is known: the topic, for the page to show.
    existing = None

    def privacy_words(self):
        """Words of the vocabulary are no names of clients."""
        return {"allow": [term.name for term in terms().values()]}

    def clean_name(self):
        name = self.cleaned_data["name"]
        known = Topic.objects.called(name).select_related("merged_into").first()
        if known is None:
            return name
        if known.status == Topic.Status.MERGED:
            known = known.merged_into
        self.existing = known
        if known.status == Topic.Status.ACCEPTED:
            raise ValidationError(_("This topic is there already: “%(name)s”."), params={"name": known.name})
        if known.status == Topic.Status.DECLINED:
            raise ValidationError(_("This topic was suggested before. It was not taken up."))
        raise ValidationError(_("Somebody suggested this topic already. It waits for an answer."))


class AcceptForm(forms.Form):
    """Take a suggestion into the vocabulary."""

    remark = SafeTextField(
        label=_("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes along in the mail. May stay empty."),
    )


class DeclineForm(forms.Form):
    """Say no to a suggestion."""

    remark = SafeTextField(
        label=_("Why not?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes along in the mail to who suggested it."),
    )


class MergeForm(forms.Form):
    """Choose which topic another one becomes."""

    target = forms.ModelChoiceField(label=_("Which topic does it become?"), queryset=Topic.objects.none())

    def __init__(self, *args, source, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = Topic.objects.accepted().exclude(pk=source.pk).order_by("name")


class ImportForm(forms.Form):
    """A vocabulary in SKOS."""

    file = forms.FileField(label=_("File"), help_text=_("SKOS as Turtle (.ttl) or JSON-LD (.jsonld), at most 2 MB."))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("This file is larger than 2 MB."))
        return file
