"""Meetings that belong together, such as those of a learning network."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class EventSeriesQuerySet(models.QuerySet):
    """Series, asked by name."""

    def visible_to(self, member):
        """Series of which ``member`` (None: a visitor) may see at least one meeting."""
        events = self.model.events.rel.related_model.objects.visible_to(member)
        return self.filter(pk__in=events.exclude(series=None).order_by().values("series_id"))

    def counted(self):
        """With ``number``: how many meetings each has."""
        return self.annotate(number=models.Count("events"))


class EventSeries(models.Model):
    """A row of meetings that people follow as one thing; each meeting in it is a page of its own."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    description = models.TextField(_("what it is about"), blank=True, max_length=2000)

    objects = EventSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("meetings:series", args=[self.slug])
