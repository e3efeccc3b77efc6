"""What an organisation offers, for whom and where, and how long one waits for it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from base.slugs import free_slug
from network.organisations.models import Location, Municipality, Organisation
from network.services import freshness
from network.services.hours import OpeningHours  # noqa: F401 - a model of this room
from network.services.importing.models import ImportRun  # noqa: F401 - a model of this room
from network.services.querysets import ServiceQuerySet, WaitingTimeQuerySet
from network.topics.models import Topic

MOST_WEEKS = 260
# Addresses of views that stand where a service's own page would.
RESERVED_SLUGS = {"locaties", "vergelijken", "lijstje", "wachttijden", "nieuw"}


class Service(index.Indexed, models.Model):
    """A form of help that people can be referred to (N3). Law, care form, target group and specialism are topics."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Offered")
        PAUSED = "temporarily closed", _("Closed for a while")
        INACTIVE = "inactive", _("Not offered now")
        DEFUNCT = "defunct", _("Stopped")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="services", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("slug"), max_length=180, unique=True)
    summary = models.CharField(_("summary in one sentence"), max_length=250, blank=True)
    description = models.TextField(_("what you offer"), blank=True, max_length=5000)
    topics = models.ManyToManyField(Topic, blank=True, related_name="services", verbose_name=_("topics"))
    age_from = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True, validators=[MaxValueValidator(120)])
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="services", verbose_name=_("for people from")
    )
    locations = models.ManyToManyField(Location, blank=True, related_name="services", verbose_name=_("locations"))
    online = models.BooleanField(_("online too"), default=False)
    at_home = models.BooleanField(_("at people's homes"), default=False)
    how_to_refer = models.TextField(_("how to refer"), blank=True, max_length=2000)
    contact_name = models.CharField(_("who professionals can call"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    consultation_possible = models.BooleanField(
        _("consultation is possible"), default=False, help_text=_("Professionals may call to think along.")
    )
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    starts_on = models.DateField(_("offered from"), null=True, blank=True)
    ends_on = models.DateField(_("offered until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE)
    source_id = models.CharField(_("id in the source"), max_length=300, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = ServiceQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("summary", boost=2),
        index.SearchField("description"),
        index.RelatedFields("organisation", [index.SearchField("name", names=True)]),
        index.SearchField("topic_names"),
    ]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self):
        return self.name

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("topics")

    def topic_names(self):
        """The names of its accepted topics, for the index: the others are named nowhere."""
        return "\n".join(topic.name for topic in self.topics.all() if topic.status == Topic.Status.ACCEPTED)

    def get_absolute_url(self):
        return reverse("services:detail", args=[self.slug])

    def clean(self):
        """Refuse ages and days that run backwards."""
        super().clean()
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            raise ValidationError({"age_to": _("The second age is lower than the first.")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first.")})

    def save(self, *args, **kwargs):
        if not self.slug:
            name = f"{self.name} {self.organisation.name}"
            self.slug = free_slug(name, Service.objects, most=160, otherwise="aanbod", reserved=RESERVED_SLUGS)
        super().save(*args, **kwargs)


class WaitingTime(models.Model):
    """How long one waited for a service on a day. A history: a new figure is a new row, none is overwritten (N4)."""

    class State(models.TextChoices):
        WEEKS = "weeks", _("Number of weeks")
        ROOM_NOW = "room_now", _("Room now")
        STOPPED = "stopped", _("No new clients for now")

    class Source(models.TextChoices):
        FORM = "form", _("Filled in by the provider")
        CONFIRMED = "confirmed", _("Confirmed by the provider")
        IMPORT = "import", _("Taken over from a file")
        EXCHANGE = "exchange", _("Taken over from another site")

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="waiting_times", verbose_name=_("service")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WEEKS)
    weeks_to_intake = models.PositiveSmallIntegerField(
        _("weeks to the first talk"), null=True, blank=True, validators=[MaxValueValidator(MOST_WEEKS)]
    )
    weeks_to_start = models.PositiveSmallIntegerField(
        _("weeks to the start"), null=True, blank=True, validators=[MaxValueValidator(MOST_WEEKS)]
    )
    measured_on = models.DateField(_("measured on"), default=timezone.localdate)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("told by"),
    )
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.FORM)
    definition = models.CharField(
        _("how it was measured"),
        max_length=300,
        blank=True,
        help_text=_("For example: the average of the last ten clients."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WaitingTimeQuerySet.as_manager()

    class Meta:
        ordering = ["-measured_on", "-pk"]
        verbose_name = _("waiting time")
        verbose_name_plural = _("waiting times")
        indexes = [models.Index(fields=["service", "-measured_on"], name="waiting_of_service")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="weeks")
                | models.Q(weeks_to_intake__isnull=False)
                | models.Q(weeks_to_start__isnull=False),
                name="waiting_weeks_known",
            )
        ]

    def __str__(self):
        return f"{self.service}: {self.get_state_display()} ({self.measured_on})"

    def clean(self):
        """Refuse weeks without a number, and a day that is still to come."""
        super().clean()
        if self.state == self.State.WEEKS and self.weeks_to_intake is None and self.weeks_to_start is None:
            raise ValidationError({"weeks_to_start": _("Give the number of weeks, or choose another state.")})
        if self.measured_on and self.measured_on > timezone.localdate():
            raise ValidationError({"measured_on": _("This day is still to come.")})

    @property
    def freshness(self):
        """What a reader may make of it today."""
        return freshness.of(self.measured_on)

    @property
    def weeks(self):
        """Weeks until help starts as a number to sort and filter by: 0 for room now, None when nobody is taken."""
        if self.state == self.State.ROOM_NOW:
            return 0
        if self.state == self.State.STOPPED:
            return None
        return self.weeks_to_start if self.weeks_to_start is not None else self.weeks_to_intake


class WaitingAsk(models.Model):
    """That an editor was asked this month whether the waiting times still hold, so that one mail a month is all."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # the first day of it
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("question about waiting times")
        verbose_name_plural = _("questions about waiting times")
        constraints = [models.UniqueConstraint(fields=["member", "organisation", "month"], name="asked_once_a_month")]

    def __str__(self):
        return f"{self.organisation} {self.month:%Y-%m}"
