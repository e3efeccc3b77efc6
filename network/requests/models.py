"""What members ask of each other. Now: questions to an organisation, a municipality, a member or the network (N12)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from base.choices import Visibility
from events.meetings.models import EventPage
from network.organisations.models import Municipality, Organisation
from network.requests.choices import RequestKind, RequestStatus
from network.requests.querysets import RequestQuerySet
from network.topics.models import Topic


class Request(index.Indexed, models.Model):
    """Something that a member asks, to whom, and how far it is."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=RequestKind.choices, default=RequestKind.QUESTION, editable=False
    )
    title = models.CharField(_("question in one sentence"), max_length=200)
    text = models.TextField(_("what is behind it"), blank=True, max_length=5000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("asked by"),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="requests", verbose_name=_("topics"))
    # To whom: at most one of these; none of them is the whole network.
    to_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions", verbose_name=_("to")
    )
    to_municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions", verbose_name=_("to")
    )
    to_member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        verbose_name=_("to"),
    )
    # Out of which meeting it came, if any.
    event = models.ForeignKey(
        EventPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests", verbose_name=_("meeting")
    )
    visibility = models.CharField(
        _("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.MEMBERS, db_index=True
    )
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus.choices, default=RequestStatus.OPEN, db_index=True
    )
    answer_by = models.DateField(_("answer wanted before"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)

    objects = RequestQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("text"),
        index.SearchField("answers_text"),
        index.SearchField("topic_names", boost=2),
    ]

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request")
        verbose_name_plural = _("requests")

    def __str__(self):
        return self.title

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("topics", "responses")

    def topic_names(self):
        """The names of its accepted topics, for the index: others are named nowhere."""
        return "\n".join(topic.name for topic in self.topics.all() if topic.status == Topic.Status.ACCEPTED)

    def answers_text(self):
        """What was answered, for the index."""
        return "\n\n".join(response.text for response in self.responses.all())

    def get_absolute_url(self):
        return reverse("requests:detail", args=[self.pk])

    @property
    def is_open(self):
        return self.status == RequestStatus.OPEN

    @property
    def addressee(self):
        """Who is asked: an organisation, a municipality, a member, or None for the whole network."""
        return self.to_organisation or self.to_municipality or self.to_member


class Response(models.Model):
    """An answer to a request."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="responses")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="responses",
        verbose_name=_("answered by"),
    )
    text = models.TextField(_("answer"), max_length=5000)
    is_accepted = models.BooleanField(_("this is the answer"), default=False)
    created_at = models.DateTimeField(_("answered on"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-is_accepted", "created_at", "pk"]
        verbose_name = _("answer to a request")
        verbose_name_plural = _("answers to requests")
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(is_accepted=True), name="one_accepted_answer"
            )
        ]

    def __str__(self):
        return f"{self.request_id}: {self.pk}"
