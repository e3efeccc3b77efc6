"""The meeting itself: a Wagtail page, written in the front end or in the admin."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.models import Page
from wagtail.search import index

from base import serving
from base.choices import Visibility
from events.meetings import panels, private
from events.meetings.choices import EventKind, EventState
from events.meetings.models.series import EventSeries
from events.meetings.querysets import EventManager
from network.organisations.models import Municipality, Organisation
from network.topics.merged import FollowsMergedTopics
from network.topics.models import Topic

# Words that have, or may get, an address of their own below /agenda/.
RESERVED_SLUGS = frozenset(
    "nieuw mijn van-mij reeks certificaat inchecken zoeken feed maand lijst afmelden bevestigen methoden".split()
)
MOST_SEATS = 20_000


class TaggedEvent(ItemBase):
    """A topic of a meeting."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="tagged_events")
    content_object = ParentalKey("meetings.EventPage", on_delete=models.CASCADE, related_name="tagged_topics")

    class Meta:
        verbose_name = _("topic of a meeting")
        verbose_name_plural = _("topics of a meeting")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="event_topic_once")]


class EventIndexPage(Page):
    """The agenda at ``/agenda/``; the list itself is a view of this room."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["meetings.EventPage"]
    max_count = 1

    class Meta:
        verbose_name = _("agenda")


class EventPage(serving.ServedByView, FollowsMergedTopics, Page):
    """A meeting: what, for whom, when, where, with how many seats.

    Moments are stored in UTC and shown in the time of the region (Europe/Amsterdam).
    """

    summary = models.CharField(_("summary in one sentence"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.NETWORK)
    description = models.TextField(_("what happens"), blank=True, max_length=20_000)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("organised by"),
    )
    organisers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="organised_events", verbose_name=_("organisers")
    )
    topics = ClusterTaggableManager(through=TaggedEvent, blank=True, verbose_name=_("topics"), related_name="events")
    series = models.ForeignKey(
        EventSeries,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("part of"),
    )

    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("place"), max_length=120, blank=True)
    address = models.CharField(_("street, number and town"), max_length=200, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("municipality"),
    )
    directions = models.TextField(_("how to get there"), blank=True, max_length=1000)
    accessibility = models.TextField(_("accessibility"), blank=True, max_length=1000)
    online = models.BooleanField(_("can be attended online"), default=False)
    online_link = models.URLField(
        _("link to take part online"),
        max_length=500,
        blank=True,
        help_text=_("Only who has a seat sees this."),
    )

    capacity = models.PositiveIntegerField(
        _("number of seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("Empty: as many as want to come."),
    )
    registration_open = models.BooleanField(_("people register here"), default=True)
    registration_from = models.DateTimeField(_("registering from"), null=True, blank=True)
    registration_until = models.DateTimeField(_("registering until"), null=True, blank=True)
    guests_allowed = models.BooleanField(
        _("also without an account"), default=False, help_text=_("Guests confirm their e-mail address first.")
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept a seat that came free"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
    )
    remind_days = models.CharField(
        _("reminders, days before"), max_length=40, blank=True, default="7, 1", help_text=_("For example: 7, 1.")
    )
    hours = models.DecimalField(
        _("hours for the certificate"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(200)],
    )
    skj = models.BooleanField(_("counts for the SKJ register"), default=False)
    visibility = models.CharField(
        _("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC, db_index=True
    )

    # What happens to a meeting after it was written: a revision never brings back what it was before.
    state = models.CharField(
        _("state"), max_length=9, choices=EventState.choices, default=EventState.PLANNED, editable=False
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True, editable=False)
    moved_from = models.DateTimeField(_("was planned on"), null=True, blank=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # When and where as calendars have it (``actions.announcing``): a publication that differs is a move.
    announced = models.JSONField(default=dict, blank=True, editable=False)
    # A small meeting that nobody knows of but who takes part: staff and administrators see nothing of it either.
    private = models.BooleanField(_("only for who takes part"), default=False, editable=False)
    not_in_revisions = ("state", "cancelled_at", "cancel_reason", "moved_from", "uid", "sequence", "announced")
    not_in_revisions += ("private",)

    objects = EventManager()

    parent_page_types = ["meetings.EventIndexPage"]
    subpage_types = []

    search_fields = [
        *Page.search_fields,
        index.SearchField("title", boost=3),
        index.SearchField("summary", boost=2),
        index.AutocompleteField("summary"),
        index.SearchField("topic_names", boost=2),
        index.SearchField("description"),
        index.SearchField("for_whom"),
        index.SearchField("programme_text"),
        index.SearchField("place_names", names=True),
        index.FilterField("visibility"),
        # What the list in the admin can be narrowed and ordered by, also while searching.
        *(index.FilterField(name) for name in ("kind", "series", "municipality", "state", "starts_at")),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_start")
        ]

    content_panels = panels.content
    promote_panels = panels.promote
    settings_panels = panels.settings

    # A copy is a new meeting, with nothing of what happened to this one.
    exclude_fields_in_copy = list(not_in_revisions)

    @classmethod
    def get_indexed_objects(cls):
        found = super().get_indexed_objects().filter(private=False).select_related("organisation", "municipality")
        return found.prefetch_related("programme", "break_outs", "tagged_topics__tag")

    def topic_names(self):
        """The names of its accepted topics, for the index: others are named nowhere."""
        tags = [tagged.tag for tagged in self.tagged_topics.all()]
        return "\n".join(tag.name for tag in tags if tag.status == Topic.Status.ACCEPTED)

    def programme_text(self):
        """What the programme says, for the index."""
        parts = [f"{part.title}\n{part.description}" for part in self.programme.all()]
        return "\n\n".join(parts + [f"{theme.title}\n{theme.description}" for theme in self.break_outs.all()])

    def place_names(self):
        """Where it is and who organises it, for the index."""
        return "\n".join(str(name) for name in (self.venue, self.municipality, self.organisation) if name)

    def get_absolute_url(self):
        return reverse("meetings:detail", args=[self.slug])

    def permissions_for_user(self, user):
        return private.NothingAtAll(user, self) if self.private else super().permissions_for_user(user)

    def get_admin_display_title(self):
        return gettext("Private meeting") if self.private else super().get_admin_display_title()

    def serve_preview(self, request, mode_name):
        """What the admin and the form show before publication."""
        from events.meetings.views.detail import preview

        return preview(request, self)

    def clean(self):
        """Refuse times that run backwards, and a link or place that can't be."""
        super().clean()
        problems = {}
        if self.slug in RESERVED_SLUGS:
            problems["slug"] = _("The site uses this address itself. Choose another one.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            problems["ends_at"] = _("The end is not after the start.")
        if self.registration_from and self.registration_until and self.registration_until <= self.registration_from:
            problems["registration_until"] = _("This is before people can register.")
        if problems:
            raise ValidationError(problems)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in self.not_in_revisions:
            setattr(page, name, getattr(self, name))
        return page

    @cached_property
    def organiser_ids(self):
        """Primary keys of its organisers."""
        return frozenset(one.pk for one in self.organisers.all())

    @property
    def is_cancelled(self):
        return self.state == EventState.CANCELLED

    @property
    def is_over(self):
        return self.ends_at < timezone.now()

    @property
    def starts(self):
        """The start on the clocks of the region."""
        return timezone.localtime(self.starts_at)

    @property
    def ends(self):
        """The end on the clocks of the region."""
        return timezone.localtime(self.ends_at)
