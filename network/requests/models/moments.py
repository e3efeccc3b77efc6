"""When people meet: the moments they choose from, and the session that comes of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.sessions.models import Session
from network.requests.choices import Can
from network.requests.models.people import Participation
from network.requests.models.request import Request


class MomentOption(models.Model):
    """A moment that who asked proposes."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="moments")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("moment")
        verbose_name_plural = _("moments")
        constraints = [
            models.UniqueConstraint(fields=["request", "starts_at"], name="moment_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="moment_ends_later"),
        ]

    def __str__(self):
        return f"{self.request_id}: {self.starts:%Y-%m-%d %H:%M}"

    @property
    def starts(self):
        """The start on the clocks of the region."""
        return timezone.localtime(self.starts_at)

    @property
    def ends(self):
        """The end on the clocks of the region."""
        return timezone.localtime(self.ends_at)


class MomentAnswer(models.Model):
    """Whether somebody who takes part can come then."""

    option = models.ForeignKey(MomentOption, on_delete=models.CASCADE, related_name="answers")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="moments")
    can = models.CharField(max_length=5, choices=Can.choices, default=Can.YES)

    class Meta:
        verbose_name = _("answer about a moment")
        verbose_name_plural = _("answers about moments")
        constraints = [models.UniqueConstraint(fields=["option", "participation"], name="moment_answered_once")]

    def __str__(self):
        return f"{self.option_id}: {self.can}"


class Appointment(models.Model):
    """The session in which a request is dealt with; of a visit that is offered there are several, one a day."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="appointments")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="appointment")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")

    def __str__(self):
        return f"{self.request_id}: {self.session_id}"
