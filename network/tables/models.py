"""What was agreed: who does what before when (N14). It lives until it is done."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from base.choices import Visibility
from events.meetings.models import EventPage
from network.organisations.models import Organisation
from network.tables.choices import OPEN, AgreementStatus
from network.tables.querysets import AgreementQuerySet
from network.topics.models import Topic


class Agreement(index.Indexed, models.Model):
    """Who does what before when. Its owner confirms it first."""

    title = models.CharField(_("what"), max_length=250)
    text = models.TextField(_("more about it"), blank=True, max_length=3000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agreements",
        verbose_name=_("who"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agreements",
        verbose_name=_("organisation"),
    )
    due = models.DateField(_("before"), null=True, blank=True, db_index=True)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=AgreementStatus.choices,
        default=AgreementStatus.PROPOSED,
        db_index=True,
    )
    progress = models.CharField(_("how far it is"), max_length=200, blank=True)
    event = models.ForeignKey(
        EventPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agreements",
        verbose_name=_("meeting"),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="agreements", verbose_name=_("topics"))
    visibility = models.CharField(
        _("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.MEMBERS, db_index=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # In the link of the mail with which the owner confirms.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("agreed on"), default=timezone.now, editable=False)

    objects = AgreementQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("text"),
        index.SearchField("topic_names", boost=2),
        index.RelatedFields("organisation", [index.SearchField("name", names=True)]),
    ]

    class Meta:
        ordering = [models.F("due").asc(nulls_last=True), "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self):
        return self.title

    def topic_names(self):
        """The names of its accepted topics, for the index: others are named nowhere."""
        return "\n".join(topic.name for topic in self.topics.all() if topic.status == Topic.Status.ACCEPTED)

    def get_absolute_url(self):
        return reverse("tables:agreement", args=[self.pk])

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_late(self):
        """Whether it should have been done before today."""
        return self.is_open and self.due is not None and self.due < timezone.localdate()


class AgreementChange(models.Model):
    """What happened to an agreement: a line of its history."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(_("status"), max_length=8, choices=AgreementStatus.choices)
    due = models.DateField(_("before"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of an agreement")
        verbose_name_plural = _("changes of agreements")

    def __str__(self):
        return f"{self.agreement_id}: {self.status}"
