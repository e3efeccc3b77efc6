"""What people take home from a session: their own reflection, and a lesson that all of them want to share."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.sessions.choices import About, LessonState
from events.sessions.models.sessions import Session
from events.sessions.querysets import ReflectionQuerySet


class Reflection(models.Model):
    """What a member learnt, in the three dimensions of the professional register; nobody else ever sees it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reflections")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="reflections", verbose_name=_("session")
    )
    happened_on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    about = models.CharField(_("mostly about"), max_length=9, choices=About.choices, blank=True)
    technical = models.TextField(_("how I work"), blank=True, max_length=5000)
    normative = models.TextField(_("what I find good and right"), blank=True, max_length=5000)
    personal = models.TextField(_("what it does to me"), blank=True, max_length=5000)
    take_away = models.TextField(_("what I take away"), blank=True, max_length=5000)
    hours = models.DecimalField(
        _("hours"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(24)],
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReflectionQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # nobody else hears that it is there

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "session"],
                condition=models.Q(session__isnull=False),
                name="one_reflection_of_a_session",
            )
        ]

    def __str__(self):
        return f"{self.pk}"


class Lesson(models.Model):
    """What a group wants to share of a session, told so that nobody is known by it."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="lesson")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what others can learn from it"), max_length=5000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="session_lessons"
    )
    state = models.CharField(_("state"), max_length=8, choices=LessonState.choices, default=LessonState.PROPOSED)
    became = models.CharField(_("became"), max_length=200, blank=True)
    became_url = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(_("shared on"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lesson of a session")
        verbose_name_plural = _("lessons of sessions")

    def __str__(self):
        return f"{self.pk}"


class LessonConsent(models.Model):
    """Whether somebody who was there agrees that the lesson, as it is now, is shared."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_consents")
    given = models.BooleanField(_("agrees"))
    at = models.DateTimeField(_("on"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent to a lesson")
        verbose_name_plural = _("consents to lessons")
        constraints = [models.UniqueConstraint(fields=["lesson", "member"], name="lesson_consent_once")]

    def __str__(self):
        return f"{self.lesson_id}: {self.member_id}"
