"""Answers to questions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.requests.models.request import Request


class Response(models.Model):
    """An answer to a question."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="responses")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responses",
        verbose_name=_("answered by"),
    )
    text = models.TextField(_("answer"), max_length=5000)
    is_accepted = models.BooleanField(_("this is the answer"), default=False)
    created_at = models.DateTimeField(_("answered on"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-is_accepted", "created_at", "pk"]
        verbose_name = _("answer to a request")
        verbose_name_plural = _("answers to requests")
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(is_accepted=True), name="one_accepted_answer"
            )
        ]

    def __str__(self):
        return f"{self.request_id}: {self.pk}"
