"""Small forms for who organises a meeting."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from base.models import CustomDocument
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField
from base.upload_forms import SafeDocumentField
from events.meetings.actions import organising
from events.meetings.choices import When
from events.meetings.clock import local_moment
from events.meetings.forms_event import DAY, near

MOST_DOCUMENTS = 20
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
STEPS = [
    ("", _("Once")),
    ("week", _("Each week")),
    ("twee-weken", _("Each two weeks")),
    ("maand", _("Each month")),
]


class CancelForm(PrivacyCheckedForm, forms.Form):
    """Why a meeting doesn't go on; everybody who would come reads it."""

    reason = SafeCharField(
        label=_("Why doesn't it go on?"), max_length=500, help_text=_("Everybody who would come reads this.")
    )


class CopyForm(forms.Form):
    """When the same meeting is again: on one day, or also some times after it."""

    day = forms.DateField(label=_("On which day?"), widget=DAY)
    step = forms.ChoiceField(label=_("How often?"), choices=STEPS, required=False)
    times = forms.IntegerField(
        label=_("How many times in all?"), min_value=1, max_value=organising.MOST_COPIES, required=False, initial=1
    )
    publish = forms.BooleanField(label=_("Put them in the agenda at once"), required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_day(self):
        day = near(self.cleaned_data["day"])
        self.moment = local_moment(day, timezone.localtime(self.event.starts_at).time())
        if self.moment <= timezone.now():
            raise ValidationError(_("This day is over."))
        return day

    def clean(self):
        cleaned = super().clean()
        times = cleaned.get("times") or 1
        if cleaned.get("step") and times < 2 and "times" not in self.errors:
            self.add_error("times", _("Say how many times, 2 or more."))
        if not cleaned.get("step") and times > 1 and "step" not in self.errors:
            self.add_error("step", _("Say how often it is."))
        return cleaned

    def make(self, member):
        """The copies."""
        publish = self.cleaned_data["publish"]
        first = organising.copy(self.event, member, self.moment, publish)
        times = (self.cleaned_data["times"] or 1) - 1
        return [first, *(organising.repeat(first, member, self.cleaned_data["step"], times, publish) if times else [])]


class DocumentForm(PrivacyCheckedForm, forms.Form):
    """A document of a meeting, with the title by which people find it."""

    title = SafeCharField(label=_("Title of the document"), help_text=_("This is what others read."), max_length=120)
    file = SafeDocumentField(
        label=_("Document"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument or text. No names of clients in it."),
    )
    when = forms.ChoiceField(
        label=_("When do people see it?"), choices=When.choices, initial=When.BEFORE, widget=forms.RadioSelect
    )
    participants_only = forms.BooleanField(label=_("Only who has a seat sees it"), required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    def clean(self):
        cleaned = super().clean()
        if self.event.documents.count() >= MOST_DOCUMENTS:
            self.add_error(None, _("A meeting has at most twenty documents. Take one away first."))
        return cleaned

    def store(self, member):
        """Keep the file, called after its title: the name that it had on somebody's PC may tell about a client."""
        title, file = self.cleaned_data["title"], self.cleaned_data["file"]
        extension = _EXTENSION.search(file.name or "")
        file.name = (slugify(title)[:60] or "bestand") + (extension.group().lower() if extension else "")
        document = CustomDocument(title=title, file=file, uploaded_by_user=member)
        document.save()
        when, only = self.cleaned_data["when"], self.cleaned_data["participants_only"]
        return organising.add_document(self.event, member, document, when, only)
