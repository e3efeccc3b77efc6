"""Mail that has to go: the outbox of the site."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.querysets import MailQuerySet


def new_key():
    return uuid.uuid4().hex


class Mail(models.Model):
    """One mail to one receiver, written in the transaction of what it tells about (``base.mail``).

    Who sends it takes a lease: it sets ``lease`` to a mark of its own and ``next_try`` to the moment from which
    somebody else may try. What was sent loses its text at once: links in it open accounts.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENT = "sent", _("sent")
        DEAD = "dead", _("could not be delivered")
        DROPPED = "dropped", _("dropped")

    key = models.CharField(_("key"), max_length=500, unique=True, default=new_key)
    kind = models.CharField(_("kind"), max_length=80)  # the name of its template
    receiver = models.CharField(_("receiver"), max_length=320)
    language = models.CharField(_("language"), max_length=8)
    sender = models.CharField(_("sender"), max_length=320, blank=True)  # empty: that of the site
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    attachments = models.JSONField(_("attachments"), default=list, blank=True)  # base.mail.parts
    message_id = models.CharField(max_length=200)
    bulk = models.BooleanField(_("one of many"), default=False)

    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField(_("written on"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    next_try = models.DateTimeField(_("next try"), default=timezone.now)
    lease = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("problem"), max_length=80, blank=True)  # its kind, never its text

    objects = MailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            # Few mails wait, many were sent: the question that is asked each second looks at the few.
            models.Index(fields=["bulk", "next_try"], condition=Q(state="waiting"), name="base_mail_waiting"),
            models.Index(fields=["written_at"], name="base_mail_written"),
        ]

    def __str__(self):
        return f"{self.kind} ({self.get_state_display()})"
