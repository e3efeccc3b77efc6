"""What a writer typed, as typed, kept every few seconds."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.querysets import DraftQuerySet


class Draft(models.Model):
    """The writing form of a new practice or of changes to one: raw input, valid or not, so that nothing typed is lost.

    It becomes a page, or a new revision of one, only when its writer sends it in. ``version`` goes up at each save;
    who saves on an older version is told that somebody else was faster, and keeps their own text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="practice_drafts",
        verbose_name=_("author"),
    )
    co_authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="shared_practice_drafts",
        verbose_name=_("co-authors"),
    )
    page = models.ForeignKey(
        "practices.PracticePage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="drafts",
        verbose_name=_("practice"),
    )
    conflict_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="conflicts",
        verbose_name=_("other version of"),
    )
    data = models.JSONField(_("what was typed"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    base_revision_id = models.PositiveBigIntegerField(_("made from revision"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("saved by"),
    )
    sent_in_at = models.DateTimeField(_("sent in on"), null=True, blank=True)
    created_at = models.DateTimeField(_("started on"), default=timezone.now)
    updated_at = models.DateTimeField(_("saved on"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self):
        return self.title or str(_("Practice without a title"))

    @property
    def title(self):
        """The title as typed so far."""
        value = self.data.get("title", "")
        return value if isinstance(value, str) else ""
