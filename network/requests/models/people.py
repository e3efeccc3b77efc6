"""Who takes part in a request, or was asked to; and how often somebody wants to be asked."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.requests.choices import ALIVE, Origin, Part
from network.requests.models.request import Request
from network.requests.querysets import ParticipationQuerySet


class Participation(models.Model):
    """That somebody was asked, came by themselves or takes part: one row a request and member.

    Who said no, or nothing, is known to nobody but that member: lists for others ask ``ParticipationQuerySet.shown``.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="participations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations")
    state = models.CharField(_("state"), max_length=8, choices=Part.choices, default=Part.ASKED)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.CHOSEN)
    round = models.PositiveSmallIntegerField(default=0)
    # Why the site thought of them: codes and words of ``matching.Reason``, in order.
    reasons = models.JSONField(default=list, blank=True)
    # Wants to take part, and can't be in this group: nobody but the member knows of it (``joining.kept_apart``).
    apart = models.BooleanField(default=False, editable=False)
    message = models.TextField(_("message"), blank=True, max_length=1000)
    leads = models.BooleanField(_("leads it"), default=False)
    # When the ground rules, or the promise to keep things to oneself, were accepted.
    agreed_at = models.DateTimeField(null=True, blank=True)
    # By when a consultation is promised.
    promised_by = models.DateField(null=True, blank=True)
    until = models.DateTimeField(_("asked until"), null=True, blank=True)
    day = models.ForeignKey(
        "requests.VisitDay", null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ParticipationQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # the admin tells nobody where somebody is asked

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        indexes = [models.Index(fields=["member", "state", "asked_at"], name="participation_load")]
        constraints = [models.UniqueConstraint(fields=["request", "member"], name="member_once_in_request")]

    def __str__(self):
        return f"{self.request_id}: {self.member_id}"

    @property
    def is_alive(self):
        return self.state in ALIVE

    @property
    def takes_part(self):
        return self.state == Part.JOINED


class Availability(models.Model):
    """What a member says about being asked. ``reports_to`` is shown to nobody: it keeps people apart in intervision."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="availability")
    reports_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("my manager"),
    )
    # Requests in 30 days that somebody wants to be asked for at most; 0 is never.
    most_a_month = models.PositiveSmallIntegerField(
        _("at most so many requests a month"), default=2, validators=[MaxValueValidator(20)]
    )
    travel_km = models.PositiveSmallIntegerField(
        _("I travel at most so many kilometres"), null=True, blank=True, validators=[MaxValueValidator(300)]
    )
    # Numbers of days (0 is Monday) on which somebody can meet as a rule; empty: any.
    weekdays = models.JSONField(_("days on which I can"), default=list, blank=True)

    wagtail_reference_index_ignore = True  # nor who reports to whom

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availability of members")

    def __str__(self):
        return f"{self.member_id}"
