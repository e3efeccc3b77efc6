"""Importing practices in the Wagtail admin: look first, then store."""

import tempfile
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.people.rules import is_staff_member
from practices.openformat.files import UnreadableFile
from practices.openformat.importing import Report, import_file

# Where the door to it is: the list of reports (practices.admin).
REPORTS = "adoption_reports_admin"


class ImportForm(forms.Form):
    """A file, and whether to look first."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("JSON, CSV or XLSX, at most 10 MB and 5,000 practices.")
    )
    store = forms.TypedChoiceField(
        label=gettext_lazy("What do you want to do?"),
        choices=[
            ("no", gettext_lazy("Look first what would happen")),
            ("yes", gettext_lazy("Import the file")),
        ],
        initial="no",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def clean_file(self):
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            message = _("This file is larger than %(limit)s MB. Split it into smaller ones.")
            raise forms.ValidationError(message % {"limit": limit})
        return file

    def read(self, owner) -> Report | None:
        """Import the file, or look; a file that can't be read becomes an error of the field."""
        file = self.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / f"upload{Path(file.name).suffix.lower()[:8]}"
            with copy.open("wb") as target:
                for chunk in file.chunks():
                    target.write(chunk)
            try:
                return import_file(copy, owner=owner, dry_run=not self.cleaned_data["store"])
            except (UnreadableFile, LookupError) as problem:
                self.add_error("file", str(problem))
        return None


class ImportView(WagtailAdminTemplateMixin, FormView):
    """Practices of another site or out of a spreadsheet: each row with what happens to it."""

    template_name = "practices/admin/import.html"
    page_title = gettext_lazy("Import practices")
    header_icon = "upload"
    form_class = ImportForm

    def dispatch(self, request, *args, **kwargs):
        if not is_staff_member(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{REPORTS}:list"), "label": _("Experiences")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form):
        report = form.read(owner=self.request.user)
        if report is None:
            return self.form_invalid(form)
        stored = form.cleaned_data["store"] and report.ok
        if stored:
            messages.success(self.request, _("The practices are imported."))
        return self.render_to_response(self.get_context_data(form=form, report=report, stored=stored))
