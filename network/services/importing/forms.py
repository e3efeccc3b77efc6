"""The file, and which column is which."""

from pathlib import PurePath

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.services.importing import applying
from network.services.importing.mapping import SHEETS, twice
from network.services.importing.models import ImportRun
from network.services.importing.reading import UnreadableFile


class UploadForm(forms.Form):
    """A file and what is in it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is in the file?"), choices=ImportRun.Kind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, or JSON for open data; at most 10 MB and 25,000 rows (members: 5,000)."),
    )

    def clean_file(self):
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            message = _("This file is larger than %(limit)s MB. Split it into smaller ones.")
            raise forms.ValidationError(message % {"limit": limit})
        return file

    def draft(self, member):
        """The draft of the file; None when it can't be read, which is an error of the field then."""
        file = self.cleaned_data["file"]
        try:
            return applying.draft(self.cleaned_data["kind"], PurePath(file.name).name, file.read(), member)
        except UnreadableFile as problem:
            self.add_error("file", str(problem))
        return None


class MappingForm(forms.Form):
    """For each column of ours the one of the file."""

    def __init__(self, run, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.run = run
        places = [(str(place), text or "-") for place, text in enumerate(run.header)]
        for column in SHEETS[run.kind].columns:
            self.fields[column.name] = forms.ChoiceField(
                label=capfirst(str(column.label)),
                choices=[("", _("Not in this file")), *places],
                required=column.required,
                initial=str(run.mapping.get(column.name, "")),
            )

    def clean(self):
        """Refuse one column of the file for two of ours."""
        data = super().clean()
        if twice(self.mapping(data)):
            raise forms.ValidationError(_("You chose a column of the file twice."))
        return data

    def mapping(self, data=None):
        """Column of ours -> place in the file."""
        return {name: int(place) for name, place in (data or self.cleaned_data).items() if place}
