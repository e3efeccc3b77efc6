"""A file that staff import: first a draft with its rows, then a record of what was stored, enough to take it back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One file.

    ``header``: list of texts. ``rows``: list of ``[number in the file, list of texts]``; emptied once it is stored.
    ``mapping``: column of ours -> place in the file. ``preview``: list of ``[number, outcome, title, list of notes]``.
    ``log``: what was stored, ``{"created": [[pk, values]], "changed": [[pk, old values, new values]]}``; of open data
    one of these for each sort of thing. ``rows`` of open data are ``[number, {"sort": …, "data": an HSDS object}]``.
    """

    class Kind(models.TextChoices):
        ORGANISATIONS = "organisations", _("Organisations")
        SERVICES = "services", _("Services")
        WAITING = "waiting", _("Waiting times")
        MEMBERS = "members", _("Members")
        HSDS = "hsds", _("Open data of another region (HSDS)")

    class State(models.TextChoices):
        DRAFT = "draft", _("Not stored yet")
        DONE = "done", _("Stored")
        UNDONE = "undone", _("Taken back")

    kind = models.CharField(_("what is in it"), max_length=14, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    file_name = models.CharField(_("file"), max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    preview = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True)  # of what the preview promises
    log = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("imported by"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(_("stored on"), null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.file_name

    def count(self, outcome):
        """How many rows of the preview come to this."""
        return sum(row[1] == outcome for row in self.preview)
