"""What members are told, how they want to hear it, and what they follow."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.notices.kinds import Frequency, kind_named
from network.notices.querysets import NotificationQuerySet


class Notification(models.Model):
    """One thing that one member is told. ``key`` names what happened, so that nobody is told it twice."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(max_length=200)  # such as "practice:12:report:3"
    words = models.JSONField(_("words"), default=dict, blank=True)  # {name in the sentence: one line of text}
    url = models.CharField(_("address"), max_length=500)  # a path of this site
    target_id = models.BigIntegerField(null=True, blank=True)  # of what the kind says who may see
    bundle = models.CharField(max_length=100, blank=True)  # what belongs together in one line of a mail
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("on"), default=timezone.now)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed on"), null=True, blank=True)
    waits_for_mail = models.BooleanField(default=False)  # for the next mail that gathers

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["member", "-created_at"], name="notice_of_member"),
            models.Index(fields=["member"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["member"], condition=Q(waits_for_mail=True), name="notice_waits"),
        ]

    def __str__(self):
        return f"{self.kind}:{self.key}"

    def sentence(self):
        """What it says, as one line in the language of now; empty when no room knows its kind any more."""
        kind = kind_named(self.kind)
        return kind.says(self.words) if kind is not None else ""


class Preference(models.Model):
    """How soon a member wants mail about a kind of notice, where that isn't what the kind itself says."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=40)
    frequency = models.CharField(_("how often"), max_length=8, choices=Frequency.choices)

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="preference_once")]

    def __str__(self):
        return f"{self.kind}: {self.frequency}"


class Follow(models.Model):
    """A member follows a thing: ``kind`` is the name of a ``Followable``, ``object_id`` one of its model."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.BigIntegerField()
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("followed thing")
        verbose_name_plural = _("followed things")
        constraints = [models.UniqueConstraint(fields=["member", "kind", "object_id"], name="follow_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="follow_of_thing")]

    def __str__(self):
        return f"{self.kind}:{self.object_id}"
