"""The report of a meeting: rounds, and in each the notes of whoever writes along."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from events.meetings.models import BreakOut, EventPage
from events.reports.choices import Consent, NoteKind, ReportState
from events.reports.models.methods import Method
from events.reports.querysets import NoteQuerySet, ReportQuerySet
from network.requests.models import Request
from network.tables.models import Agreement
from network.topics.models import Topic


class MeetingReport(index.Indexed, models.Model):
    """What a meeting yielded; who sees it is who sees the meeting, once it is published."""

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="report", verbose_name=_("meeting"))
    state = models.CharField(
        _("state"), max_length=9, choices=ReportState.choices, default=ReportState.DRAFT, db_index=True
    )
    method = models.ForeignKey(
        Method, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("method")
    )
    intro = models.TextField(_("in a few sentences"), blank=True, max_length=2000)
    note_takers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="takes_notes_in", verbose_name=_("who writes along")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Counts each write of a note, under the lock of this row: who has seen change 12 asks for what came after it.
    changes = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The first time: who was there is told once.
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("shown_text"),
        index.SearchField("topic_names", boost=2),
    ]

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("report of a meeting")
        verbose_name_plural = _("reports of meetings")

    def __str__(self):
        return self.title

    @classmethod
    def get_indexed_objects(cls):
        found = super().get_indexed_objects().select_related("event")
        return found.prefetch_related("rounds", "event__tagged_topics__tag")

    @property
    def title(self):
        return self.event.title

    @property
    def is_published(self):
        return self.state == ReportState.PUBLISHED

    def shown_text(self):
        """What its page shows, for the index; nothing while it is a draft."""
        if not self.is_published:
            return ""
        texts = [self.intro, *(f"{round.title}\n{round.question}" for round in self.rounds.all())]
        return "\n\n".join(texts + list(self.notes.in_own_words().values_list("text", flat=True)))

    def topic_names(self):
        """The accepted topics of its meeting, for the index."""
        tags = [tagged.tag for tagged in self.event.tagged_topics.all()]
        return "\n".join(tag.name for tag in tags if tag.status == Topic.Status.ACCEPTED)

    def save(self, *args, **kwargs):
        """Without ``changes``, which other writers count on meanwhile."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            fields = [one.name for one in self._meta.concrete_fields if not one.primary_key]
            kwargs["update_fields"] = set(fields) - {"changes"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.event.slug])


class Round(models.Model):
    """A round of a meeting, with the question that was talked about."""

    report = models.ForeignKey(MeetingReport, on_delete=models.CASCADE, related_name="rounds")
    title = models.CharField(_("title"), max_length=160)
    question = models.CharField(_("question"), max_length=250, blank=True)
    in_break_outs = models.BooleanField(_("in smaller groups, by theme"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self):
        return self.title


class Note(models.Model):
    """One thing that somebody wrote down. Written only by ``events.reports.actions.notes``.

    ``version`` counts its own changes: who saves an older one is asked what to do. What was taken out stays as a row
    until somebody wipes it, so that a writer who was busy with it loses nothing.
    """

    report = models.ForeignKey(MeetingReport, on_delete=models.CASCADE, related_name="notes")
    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="notes", verbose_name=_("round"))
    break_out = models.ForeignKey(
        BreakOut, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes", verbose_name=_("theme")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=NoteKind.choices, default=NoteKind.FINDING)
    text = models.TextField(_("text"), max_length=3000, blank=True)
    said_by = models.CharField(_("who said it"), max_length=120, blank=True)
    speaker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    consent = models.CharField(_("may it be in the report?"), max_length=7, choices=Consent.choices, default="none")
    owner_name = models.CharField(_("who does it"), max_length=120, blank=True)
    due = models.DateField(_("before"), null=True, blank=True)
    addressee = models.CharField(_("to whom"), max_length=120, blank=True)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Of the empty form it was typed in: sent twice, it is still one note.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The number of the change (``MeetingReport.changes``) that made it, and of the last one.
    born = models.PositiveIntegerField(editable=False)
    change = models.PositiveIntegerField(editable=False)
    removed = models.BooleanField(default=False, editable=False)

    # What became of it, once.
    agreement = models.OneToOneField(
        Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="note", editable=False
    )
    request = models.OneToOneField(
        Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="note", editable=False
    )
    handed_on_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["born", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["report", "change"], name="note_change")]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="note_written_once")]

    def __str__(self):
        return self.text[:60]

    @property
    def is_quote(self):
        return self.kind == NoteKind.QUOTE

    @property
    def is_shareable(self):
        """Whether a report may show it; the same as ``NoteQuerySet.shareable``."""
        return not self.removed and not (self.is_quote and self.consent == Consent.NONE)

    @property
    def shown_speaker(self):
        """Who said it, as far as they agreed to be named."""
        return self.said_by if self.is_quote and self.consent == Consent.WITH_NAME else ""

    @property
    def can_be_handed_on(self):
        """Whether it should become an agreement or question of its own."""
        return not self.removed and self.kind in (NoteKind.AGREEMENT, NoteKind.QUESTION) and not self.handed_on_at
