"""What a member writes in their own folder. Nobody else sees any of it, in the admin neither."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.training.choices import Category
from events.training.querysets import EntryQuerySet, PeriodQuerySet, ProofFileQuerySet

MOST_HOURS = 1000


def proof_path(instance, filename):
    """A name that says nothing: no address leads to it, and the name that it had is kept in the row."""
    return f"skj/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:10]}"


class Period(models.Model):
    """The years for which somebody is registered."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skj_periods")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    number = models.CharField(_("registration number"), max_length=40, blank=True)
    # {category: hours as a text}: what the member wants to reach; goes before what the region filled in.
    targets = models.JSONField(_("hours you want to reach"), default=dict, blank=True)

    objects = PeriodQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("registration period")
        verbose_name_plural = _("registration periods")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="training_period_ends_after_start"
            )
        ]

    def __str__(self):
        return f"{self.starts_on.year} – {self.ends_on.year}"


class Entry(models.Model):
    """Something that the site doesn't know of, such as a training elsewhere."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skj_entries")
    category = models.CharField(_("kind"), max_length=12, choices=Category.choices)
    title = models.CharField(_("what you did"), max_length=200)
    given_by = models.CharField(_("where, or who gave it"), max_length=200, blank=True)
    happened_on = models.DateField(_("day"))
    hours = models.DecimalField(
        _("hours"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )
    note = models.TextField(_("what you learnt from it"), blank=True, max_length=3000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EntryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("own entry in the SKJ folder")
        verbose_name_plural = _("own entries in the SKJ folder")
        indexes = [models.Index(fields=["member", "happened_on"], name="training_entry_of_member")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:entry", args=[self.pk])


class ProofFile(models.Model):
    """The proof of an entry. Without an entry: sent with a form that has yet to be put right; goes after a day.

    No image or document of Wagtail: those stand in lists of the admin and are read for search.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skj_proofs")
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="proof")
    file = models.FileField(_("file"), upload_to=proof_path, max_length=120)
    name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveIntegerField(_("size"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProofFileQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("proof in the SKJ folder")
        verbose_name_plural = _("proofs in the SKJ folder")

    def __str__(self):
        return self.name
