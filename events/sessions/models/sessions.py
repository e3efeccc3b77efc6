"""A small group that meets, by a method or without one."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.meetings.models import EventPage
from events.sessions.choices import SessionState
from events.sessions.models.methods import SessionMethod
from events.sessions.querysets import SessionQuerySet


class Session(models.Model):
    """A meeting of a few people that nobody else knows of; its private meeting has the date, place and calendar.

    The clock: ``step`` is the index in ``steps`` of what goes on now; it has taken ``spent`` seconds and, unless it is
    paused, the time since ``step_started_at``. Every change raises ``clock``. Written only by ``actions.clock``.
    """

    event = models.OneToOneField(EventPage, on_delete=models.CASCADE, related_name="session", verbose_name=_("meeting"))
    method = models.ForeignKey(
        SessionMethod,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
        verbose_name=_("method"),
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="facilitated_sessions",
        verbose_name=_("facilitator"),
    )
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="presented_sessions",
        verbose_name=_("who brings the question"),
    )
    # Deleted on closing, or some days after the end.
    preparation = models.TextField(_("preparation"), blank=True, max_length=10_000)
    state = models.CharField(
        _("state"), max_length=7, choices=SessionState.choices, default=SessionState.PLANNED, db_index=True
    )
    steps = models.JSONField(_("steps"), default=list, blank=True)  # as ``SessionMethod.step_rows``, from the start on
    step = models.PositiveSmallIntegerField(_("step"), null=True, blank=True)
    step_started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    spent = models.FloatField(default=0)
    clock = models.PositiveIntegerField(default=0)
    held_at = models.DateTimeField(_("held on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=2, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SessionQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # the admin tells nobody that it is there

    class Meta:
        ordering = ["-event__starts_at", "-pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        return reverse("sessions:session", args=[self.pk])

    @property
    def title(self):
        return self.event.title

    @property
    def starts_at(self):
        return self.event.starts_at

    @property
    def ends_at(self):
        return self.event.ends_at

    @property
    def is_called_off(self):
        return self.event.is_cancelled

    @property
    def is_over(self):
        """Whether nothing is to be done in it any more: it was held, or its time is past and it isn't going on."""
        if self.state == SessionState.RUNNING:
            return False
        return self.state != SessionState.PLANNED or self.event.is_over

    def has_begun(self, now=None):
        """Whether its time has come, or its clock was started before."""
        return self.state != SessionState.PLANNED or self.starts_at <= (now or timezone.now())

    def planned_steps(self):
        """The steps that it is going to take, or takes."""
        if self.steps or self.method is None:
            return self.steps
        return self.method.step_rows()


class SessionMember(models.Model):
    """Somebody who takes part in a session, and whether they were there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessions_joined")
    attended = models.BooleanField(_("was there"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("noted on"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("who takes part in a session")
        verbose_name_plural = _("who take part in a session")
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="session_member_once")]

    def __str__(self):
        return f"{self.session_id}: {self.member_id}"


class SessionNote(models.Model):
    """What somebody notes for themselves; nobody else ever sees it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_notes")
    text = models.TextField(_("my notes"), blank=True, max_length=10_000)
    changed_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("own notes of a session")
        verbose_name_plural = _("own notes of sessions")
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="session_note_once")]

    def __str__(self):
        return f"{self.session_id}: {self.member_id}"
