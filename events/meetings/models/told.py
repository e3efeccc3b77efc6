"""What people were told about a meeting, and the calendar of somebody."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.meetings.models.page import EventPage


def new_key():
    return secrets.token_urlsafe(24)


class EventMessage(models.Model):
    """A mail of the organiser to who comes."""

    class To(models.TextChoices):
        ALL = "all", _("Everybody who registered")
        CONFIRMED = "confirmed", _("Who has a seat")
        WAITING = "waiting", _("Who is on the waiting list")
        ATTENDED = "attended", _("Who was there")

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="messages")
    to = models.CharField(_("to"), max_length=9, choices=To.choices, default=To.CONFIRMED)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("message"), max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    receivers = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("message about a meeting")
        verbose_name_plural = _("messages about meetings")

    def __str__(self):
        return self.subject


class EventReminder(models.Model):
    """That a reminder, or the mail afterwards, was written: once for each meeting, kind and start."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20)  # such as "before-7" and "after"
    # Of which start: a meeting that was moved reminds again.
    starts_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a meeting")
        verbose_name_plural = _("reminders of meetings")
        constraints = [models.UniqueConstraint(fields=["event", "kind", "starts_at"], name="reminded_once")]

    def __str__(self):
        return f"{self.event_id}: {self.kind}"


class CalendarKey(models.Model):
    """The secret part of the address of somebody's own calendar. A new one makes the old address stop working."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key")
    key = models.CharField(max_length=40, unique=True, default=new_key)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return f"{self.member_id}"
