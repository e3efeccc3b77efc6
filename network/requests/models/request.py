"""A request: one model for all kinds, as they go one way (``kinds.py`` says how they differ)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from events.meetings.models import EventPage
from events.sessions.models import SessionMethod
from network.organisations.models import Municipality, Organisation
from network.people.models import PeopleGroup
from network.requests.choices import (
    OVER,
    Audience,
    Meets,
    Outcome,
    Part,
    ProposalsShown,
    RequestKind,
    RequestStatus,
)
from network.requests.kinds import rules_of
from network.requests.querysets import RequestQuerySet
from network.topics.models import Topic


class Request(index.Indexed, models.Model):
    """Something that a member asks, or offers, to whom, and how far it is.

    ``status`` is only changed by ``actions.flow.move``. ``text`` of a kind with private text is read by who takes part
    alone (``rules.may_read_text``), and is deleted when the request is over (``text_deleted_at``).
    """

    kind = models.CharField(
        _("kind"), max_length=12, choices=RequestKind.choices, default=RequestKind.QUESTION, editable=False
    )
    is_offer = models.BooleanField(_("offered, not asked"), default=False)
    title = models.CharField(_("in one sentence"), max_length=200)
    text = models.TextField(_("what is behind it"), blank=True, max_length=5000)
    # Which of the three dimensions of the register the question is about mostly.
    about = models.CharField(_("about"), max_length=12, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("asked by"),
    )
    # Where who asked worked then.
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("organisation"),
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
        _("visible to"), max_length=12, choices=Audience.choices, default=Audience.MEMBERS, db_index=True
    )
    group = models.ForeignKey(
        PeopleGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests", verbose_name=_("group")
    )
    chosen = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="requests_for_me", verbose_name=_("chosen people")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus.choices, default=RequestStatus.OPEN, db_index=True
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_text = models.TextField(_("what came of it"), blank=True, max_length=5000)
    wanted_by = models.DateField(_("wanted before"), null=True, blank=True)

    # How they meet.
    method = models.ForeignKey(
        SessionMethod,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("method"),
    )
    # With who asks; of a visit that is offered: people a day.
    size = models.PositiveSmallIntegerField(
        _("number of people"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    facilitator_wanted = models.BooleanField(_("somebody else leads it"), default=False)
    other_organisations_only = models.BooleanField(_("nobody of my own organisation"), default=True)
    meets = models.CharField(_("how"), max_length=8, choices=Meets.choices, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
        verbose_name=_("municipality"),
    )
    travel_km = models.PositiveSmallIntegerField(
        _("at most so many kilometres"), null=True, blank=True, validators=[MaxValueValidator(300)]
    )
    # A consultation: within how many days an answer is wanted.
    answer_within = models.PositiveSmallIntegerField(_("answer within days"), null=True, blank=True)

    # The site asks people in rounds until the group is full.
    asks_itself = models.BooleanField(_("the site asks colleagues"), default=False)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    next_round_at = models.DateTimeField(null=True, blank=True, editable=False)
    # {name of a weight: 0..3}, as who asks set them on the screen; see ``matching``.
    weights = models.JSONField(default=dict, blank=True, editable=False)

    # A challenge.
    budget = models.CharField(_("budget"), max_length=200, blank=True)
    decided_by = models.DateField(_("decided before"), null=True, blank=True)
    proposals_shown = models.CharField(
        _("who sees the proposals"), max_length=10, choices=ProposalsShown.choices, default=ProposalsShown.ASSESSORS
    )
    assessors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="challenges_to_assess", verbose_name=_("who assesses")
    )

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    text_deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RequestQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("open_text"),
        index.SearchField("answers_text"),
        index.SearchField("topic_names", boost=2),
    ]

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        indexes = [models.Index(fields=["kind", "status", "created_at"], name="requests_of_kind")]

    def __str__(self):
        return self.title

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("topics", "responses")

    def topic_names(self):
        """The names of its accepted topics, for the index: others are named nowhere."""
        return "\n".join(topic.name for topic in self.topics.all() if topic.status == Topic.Status.ACCEPTED)

    def open_text(self):
        """The text for the index: empty for a kind whose text is for who takes part."""
        return "" if self.rules.text_is_private else "\n\n".join(filter(None, [self.text, self.outcome_text]))

    def answers_text(self):
        """What was answered, for the index."""
        return "\n\n".join(response.text for response in self.responses.all())

    def get_absolute_url(self):
        return reverse("requests:detail", args=[self.pk])

    @property
    def rules(self):
        """The ``KindRules`` of its kind."""
        return rules_of(self)

    @property
    def status_label(self):
        return self.rules.status_label(self.status)

    @property
    def is_open(self):
        return self.status == RequestStatus.OPEN

    @property
    def is_over(self):
        return self.status in OVER

    @property
    def is_answered(self):
        """Whether a question has the answer that it wanted."""
        return self.status == RequestStatus.CLOSED and self.outcome == Outcome.ANSWERED

    @property
    def addressee(self):
        """Who is asked: an organisation, a municipality, a member, or None for the whole network."""
        return self.to_organisation or self.to_municipality or self.to_member

    def joined(self):
        """Who takes part, besides who asked."""
        return self.participations.filter(state=Part.JOINED, member__is_active=True).select_related("member")

    @property
    def session(self):
        """The session that is planned, going on or held, or None; what was called off is none any more."""
        rows = self.appointments.select_related("session__event", "session__method", "session__facilitator")
        found = [row.session for row in rows if not row.session.is_called_off]
        return found[-1] if found else None

    @property
    def people(self):
        """How many take part now, with who asked."""
        return 1 + self.joined().count()


class RequestChange(models.Model):
    """A step of a request: the history that who asked and who takes part see."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="changes")
    old = models.CharField(max_length=10, choices=RequestStatus.choices, blank=True)
    new = models.CharField(max_length=10, choices=RequestStatus.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What the second reader or who took it back said; deleted with the text.
    remark = models.TextField(_("remark"), blank=True, max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")

    def __str__(self):
        return f"{self.request_id}: {self.new}"
