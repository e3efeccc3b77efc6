"""Importing in the Wagtail admin: choose a file, match its columns, look, store, take back."""

import logging

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.people.rules import is_staff_member
from network.services.admin import StaffMenuItem
from network.services.importing import applying
from network.services.importing.checking import OUTCOMES, WRONG
from network.services.importing.forms import MappingForm, UploadForm
from network.services.importing.mapping import SHEETS, missing
from network.services.importing.models import ImportRun
from network.services.importing.template import template

logger = logging.getLogger(__name__)

ROWS_A_PAGE = 100
RUNS_SHOWN = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Where the template of the progress page is cut in two; browsers show the first part while the rest is made.
CUT = "<!--progress-->"


class StaffOnlyMixin(WagtailAdminTemplateMixin):
    """For regional staff and administrators."""

    header_icon = "upload"
    page_title = gettext_lazy("Import")

    def dispatch(self, request, *args, **kwargs):
        if not is_staff_member(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        home = {"url": reverse("services_import"), "label": _("Import")}
        run = getattr(self, "run", None)
        return [*self.breadcrumbs_items, home, *([{"url": "", "label": run.file_name}] if run else [])]


class UploadView(StaffOnlyMixin, FormView):
    """A file, templates to start from, and what was imported before."""

    template_name = "services/admin/import.html"
    form_class = UploadForm

    def get_context_data(self, **kwargs):
        runs = ImportRun.objects.defer("rows", "log", "header").select_related("made_by")[:RUNS_SHOWN]
        return super().get_context_data(runs=runs, kinds=[(kind, kind.label) for kind in SHEETS], **kwargs)

    def form_valid(self, form):
        run = form.draft(self.request.user)
        return self.form_invalid(form) if run is None else redirect("services_import_run", run.pk)


class RunMixin(StaffOnlyMixin):
    """About one file."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.run = get_object_or_404(ImportRun, pk=kwargs["pk"]) if is_staff_member(request.user) else None


class RunView(RunMixin, FormView):
    """What a file comes to, row by row, and which column is which."""

    template_name = "services/admin/import_run.html"

    def get_form(self, form_class=None):
        return MappingForm(self.run, self.request.POST or None) if self.run.kind in SHEETS else Form(self.request.POST)

    def get_context_data(self, **kwargs):
        run, what = self.run, self.request.GET.get("what", "")
        rows = [row for row in run.preview if what not in OUTCOMES or row[1] == what]
        # What needs a look comes first.
        rows.sort(key=lambda row: (list(OUTCOMES).index(row[1]), row[0]))
        shown = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        last = applying.last_stored()
        is_draft, has_columns = run.state == ImportRun.State.DRAFT, run.kind in SHEETS
        return super().get_context_data(
            run=run,
            what=what,
            counts=[(key, label, run.count(key)) for key, label in OUTCOMES.items()],
            rows=[(number, OUTCOMES[outcome], title, notes) for number, outcome, title, notes in shown],
            page=shown,
            missing=missing(run.kind, run.mapping) if has_columns and is_draft else [],
            has_columns=has_columns,
            unused=[text for place, text in enumerate(run.header) if text and place not in run.mapping.values()],
            is_draft=is_draft,
            is_wrong=run.count(WRONG) > 0,
            changes=run.count("new") + run.count("changed"),
            may_undo=last is not None and last.pk == run.pk,
            **kwargs,
        )

    def form_valid(self, form):
        if self.run.state == ImportRun.State.DRAFT and self.run.kind in SHEETS:
            applying.set_mapping(self.run, form.mapping(), self.request.user)
        return redirect("services_import_run", self.run.pk)


class StoreView(RunMixin, View):
    """Stores a draft. The page says how far it is while that goes on; who leaves it early stops it, whole."""

    template_name = "services/admin/import_progress.html"

    def post(self, request, pk):
        page = self.render_to_response(self.get_context_data(run=self.run)).rendered_content
        before, after = page.split(CUT)
        total = self.run.count("new") + self.run.count("changed")
        response = StreamingHttpResponse(self._parts(before, after, total))
        response["Cache-Control"] = "private, no-store"
        response["X-Accel-Buffering"] = "no"
        return response

    def _parts(self, before, after, total):
        yield before
        line = _("%(done)s of %(total)s rows")
        outdated = _(
            "Something is wrong, or changed on the site since you looked, so nothing is stored. Look again first."
        )
        stored, link = _("Everything is stored."), _("See what was imported")
        try:
            for done in applying.store(self.run, self.request.user):
                numbers = {"done": number_format(done), "total": number_format(total)}
                yield format_html("<li>{}</li>", line % numbers)
        except applying.Outdated:
            stored, link = outdated, _("Look again")
        except Exception:
            # The page is on its way already, so this is where the reader can still be told.
            logger.exception("import %s failed", self.run.pk)
            stored, link = _("Something went wrong, so nothing is stored."), _("Look again")
        address = reverse("services_import_run", args=[self.run.pk])
        yield format_html('</ul><p><b>{}</b></p><p><a class="button" href="{}">{}</a></p><ul>', stored, address, link)
        yield after


class UndoView(RunMixin, View):
    """Takes the last import back."""

    def post(self, request, pk):
        try:
            applying.undo(self.run, request.user)
        except applying.NotPossible as problem:
            names = ", ".join(problem.args[:10]) or _("a later import")
            sentence = _("This can't be taken back any more: it changed or is in use since (%(names)s).")
            messages.error(request, sentence % {"names": names})
        else:
            messages.success(request, _("The import is taken back."))
        return redirect("services_import_run", pk)


class TemplateView(StaffOnlyMixin, View):
    """An empty spreadsheet with an explanation."""

    def get(self, request, kind):
        if kind not in SHEETS:
            raise Http404
        response = HttpResponse(template(kind), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="import-{kind}.xlsx"'
        return response


@hooks.register("register_admin_urls")
def import_urls():
    return [
        path("importeren/", UploadView.as_view(), name="services_import"),
        path("importeren/sjabloon/<slug:kind>.xlsx", TemplateView.as_view(), name="services_import_template"),
        path("importeren/<int:pk>/", RunView.as_view(), name="services_import_run"),
        path("importeren/<int:pk>/opslaan/", StoreView.as_view(), name="services_import_store"),
        path("importeren/<int:pk>/terugdraaien/", UndoView.as_view(), name="services_import_undo"),
    ]


@hooks.register("register_admin_menu_item")
def import_item():
    return StaffMenuItem(gettext_lazy("Import"), reverse("services_import"), icon_name="upload", order=226)
