"""Who comes to a meeting, and what they answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.meetings.choices import SEATED, TAKES_PART, Status
from events.meetings.models.page import EventPage
from events.meetings.models.parts import BreakOut, EventQuestion
from events.meetings.querysets import RegistrationQuerySet


class Registration(models.Model):
    """That somebody comes, or would like to: a member, or a guest with a name and an address.

    One row a person and meeting, whatever happens: who registers again gets the same row back, at the end of the line.
    Written only by ``events.meetings.actions.registering``, under the lock of the meeting.
    """

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="registrations")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="registrations"
    )
    guest_name = models.CharField(_("name"), max_length=120, blank=True)
    guest_email = models.EmailField(_("e-mail address"), blank=True)
    guest_organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    language = models.CharField(max_length=5, default="nl")
    status = models.CharField(_("status"), max_length=9, choices=Status.choices)
    # The place in the line: by moment, then by primary key.
    queued_at = models.DateTimeField(_("registered on"), default=timezone.now)
    offered_until = models.DateTimeField(_("seat kept until"), null=True, blank=True)
    break_out = models.ForeignKey(
        BreakOut,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="registrations",
        verbose_name=_("break-out theme"),
    )
    shown_to_others = models.BooleanField(
        _("others who come may see that I come"), default=False, help_text=_("Only people who registered see this.")
    )
    attended_at = models.DateTimeField(_("was there"), null=True, blank=True)
    evaluated_at = models.DateTimeField(null=True, blank=True)
    # In the links of mails and in the QR code: who has it acts for this registration.
    key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    # On the certificate, for who wants to know whether it is real; made when it is first asked for.
    certificate_code = models.CharField(max_length=24, null=True, blank=True, editable=False, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["queued_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [models.Index(fields=["event", "status", "queued_at"], name="registration_line")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "member"], condition=models.Q(member__isnull=False), name="member_once_at_event"
            ),
            models.UniqueConstraint(
                "event", Lower("guest_email"), condition=~models.Q(guest_email=""), name="guest_once_at_event"
            ),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False) | ~models.Q(guest_email=""), name="registration_of_somebody"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="offered") | models.Q(offered_until__isnull=False), name="offer_has_an_end"
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.event_id}"

    @property
    def name(self):
        return self.member.name if self.member_id else self.guest_name

    @property
    def email(self):
        return self.member.email if self.member_id else self.guest_email

    def place_in_line(self):
        """The number on the waiting list, from 1; for who waits."""
        return Registration.objects.with_place().values_list("place", flat=True).get(pk=self.pk)

    @property
    def has_seat(self):
        """Whether a seat is theirs, or kept for them."""
        return self.status in SEATED

    @property
    def takes_part(self):
        """Whether they see what is only for who takes part."""
        return self.status in TAKES_PART


class Answer(models.Model):
    """What somebody answered to a question of the organiser. Goes 30 days after the meeting (``retention``)."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(EventQuestion, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="answered_once")]

    def __str__(self):
        return f"{self.question_id}: {self.registration_id}"


class RegistrationChange(models.Model):
    """What an organiser did with somebody's registration, and why."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(_("change"), max_length=9, choices=Status.choices)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of a registration")
        verbose_name_plural = _("changes of registrations")

    def __str__(self):
        return f"{self.registration_id}: {self.what}"
