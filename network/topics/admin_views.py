"""Admin pages on topics: accept, decline and merge one, and import a vocabulary."""

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.topics.actions import MergeRefused, accept_topic, decline_topic, merge_topics
from network.topics.forms import AcceptForm, DeclineForm, ImportForm, MergeForm
from network.topics.importing import import_topics
from network.topics.models import Topic
from network.topics.rules import may_edit
from network.topics.skos import BrokenFile, format_of

NAME = "topics_admin"
KEEP_UPLOAD_SECONDS = 3600
UPLOAD_SALT = "network.topics.import"


class EditorOnlyMixin:
    """For who looks after the vocabulary."""

    def dispatch(self, request, *args, **kwargs):
        if not may_edit(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:list"), "label": _("Topics")},
            {"url": "", "label": self.page_title},
        ]


class VerbView(EditorOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """Asks what is needed for a verb on one topic, then does it."""

    template_name = "topics/admin/verb.html"
    header_icon = "tag"
    statuses = ()
    button = ""
    question = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.topic = get_object_or_404(Topic, pk=kwargs["pk"], status__in=self.statuses)

    def get_context_data(self, **kwargs):
        shown = {"topic": self.topic, "question": self.question, "button": self.button, "back": reverse(f"{NAME}:list")}
        return super().get_context_data(**{**shown, **kwargs})

    def done(self, sentence):
        messages.success(self.request, sentence % {"name": self.topic.name})
        return redirect(f"{NAME}:list")


class AcceptView(VerbView):
    """Take a suggestion into the vocabulary."""

    page_title = gettext_lazy("Accept the topic")
    form_class = AcceptForm
    statuses = (Topic.Status.SUGGESTED, Topic.Status.DECLINED)
    question = gettext_lazy("Then everybody can use it. Who suggested it gets a mail.")
    button = gettext_lazy("Accept")

    def form_valid(self, form):
        accept_topic(self.topic, form.cleaned_data["remark"])
        return self.done(_("“%(name)s” is part of the vocabulary now."))


class DeclineView(VerbView):
    """Say no to a suggestion."""

    page_title = gettext_lazy("Decline the topic")
    form_class = DeclineForm
    statuses = (Topic.Status.SUGGESTED,)
    question = gettext_lazy("Who suggested it gets a mail with your reason.")
    button = gettext_lazy("Decline")

    def form_valid(self, form):
        decline_topic(self.topic, form.cleaned_data["remark"])
        return self.done(_("“%(name)s” is declined."))


class MergeView(VerbView):
    """Make one topic of two: first choose, then confirm with the figures in sight."""

    page_title = gettext_lazy("Merge the topic")
    form_class = MergeForm
    statuses = (Topic.Status.ACCEPTED, Topic.Status.SUGGESTED, Topic.Status.DECLINED)
    question = gettext_lazy(
        "Everything that carries this topic carries the other one from then on. "
        "The name becomes a synonym and its address leads to the other. This can't be undone."
    )
    button = gettext_lazy("Go on")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "source": self.topic}

    def form_valid(self, form):
        target = form.cleaned_data["target"]
        if "confirmed" not in self.request.POST:
            return self.render_to_response(
                self.get_context_data(form=form, target=target, things=_things(self.topic), button=_("Yes, merge"))
            )
        try:
            merge_topics(self.topic, target)
        except MergeRefused:
            messages.error(self.request, _("These two can't be merged any more: one of them changed meanwhile."))
            return redirect(f"{NAME}:list")
        return self.done(_("“%(name)s” is merged."))


def _things(topic):
    """Name and number of what points at a topic, by sort."""
    rows = []
    for relation in Topic._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            number = relation.field.model._base_manager.filter(**{relation.field.name: topic}).count()
            if number:
                rows.append((relation.field.model._meta.verbose_name_plural, number))
    return rows


class ImportView(EditorOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """A vocabulary in SKOS: first what would happen, then, on a second button, all of it."""

    template_name = "topics/admin/import.html"
    page_title = gettext_lazy("Import SKOS")
    header_icon = "upload"
    form_class = ImportForm

    def post(self, request, *args, **kwargs):
        if "upload" in request.POST:
            return self.store(request.POST["upload"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Show what the file comes to. The file itself travels along in the page, signed, so nothing is kept here."""
        file = form.cleaned_data["file"]
        key = format_of(file.name)
        if key is None:
            form.add_error("file", _("The name of the file must end in .ttl or .jsonld."))
            return self.form_invalid(form)
        data = file.read()
        try:
            report = import_topics(data, key, dry_run=True)
        except BrokenFile as problem:
            form.add_error("file", str(problem))
            return self.form_invalid(form)
        upload = signing.dumps([key, data.decode("utf-8-sig")], salt=UPLOAD_SALT, compress=True)
        return self.render_to_response(self.get_context_data(form=form, report=report, upload=upload))

    def store(self, upload):
        """Import what was shown."""
        try:
            key, text = signing.loads(upload, salt=UPLOAD_SALT, max_age=KEEP_UPLOAD_SECONDS)
            report = import_topics(text.encode(), key)
        except (signing.BadSignature, BrokenFile):
            messages.error(self.request, _("This took too long. Choose the file again."))
            return redirect(f"{NAME}:import")
        if report.is_wrong:
            form = ImportForm()
            return self.render_to_response(self.get_context_data(form=form, report=report, upload=upload))
        counts = ", ".join(f"{label}: {number}" for label, number in report.counts)
        messages.success(self.request, _("The vocabulary is imported. %(counts)s.") % {"counts": counts})
        return redirect(f"{NAME}:list")
