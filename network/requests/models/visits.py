"""Shadow visits: the days that a host offers, and what a visitor saw."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.sessions.models import Session
from network.requests.models.request import Request
from network.requests.querysets_visits import ImpressionQuerySet, VisitDayQuerySet


class VisitDay(models.Model):
    """A day on which people may come along. Who comes are its ``bookings`` (``Participation``).

    From the first booking on it has a ``session`` of the host and who comes; its times are those of the session.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="days")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    places = models.PositiveSmallIntegerField(
        _("number of people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    session = models.OneToOneField(
        Session, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="visit_day"
    )

    objects = VisitDayQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("day of a visit")
        verbose_name_plural = _("days of visits")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="visit_ends_later"),
        ]

    def __str__(self):
        return f"{self.request_id}: {self.starts:%Y-%m-%d}"

    @property
    def starts(self):
        """The start on the clocks of the region."""
        return timezone.localtime(self.starts_at)

    @property
    def ends(self):
        """The end on the clocks of the region."""
        return timezone.localtime(self.ends_at)

    @property
    def is_over(self):
        return self.ends_at < timezone.now()

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()


class Impression(models.Model):
    """“What I saw”: a few lines by a visitor, for the host and who takes part; for the network when both say so."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="impressions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="impressions")
    text = models.TextField(_("what I saw"), max_length=3000)
    # The visitor offers it to the network; the host agrees.
    offered = models.BooleanField(_("others may read it too"), default=False)
    agreed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ImpressionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("impression of a visit")
        verbose_name_plural = _("impressions of visits")
        constraints = [models.UniqueConstraint(fields=["request", "member"], name="impression_once")]

    def __str__(self):
        return f"{self.request_id}: {self.member_id}"
