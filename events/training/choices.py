"""Choices of the SKJ folder."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What somebody did for their profession, in the order in which the folder shows it."""

    TRAINING = "training", _("Training")
    INTERVISION = "intervision", _("Intervision")
    REFLECTION = "reflection", _("Reflection")
    MEETING = "meeting", _("Network meeting")
    VISIT = "visit", _("Shadow visit")
    CONSULTATION = "consultation", _("Consultation given")
    OTHER = "other", _("Something else")


class Source(models.TextChoices):
    """Who says that it was so."""

    OWN = "own", _("Written by yourself")
    ORGANISER = "organiser", _("Checked in by the organiser")
    GROUP = "group", _("Confirmed in the group")
    COLLEAGUE = "colleague", _("Confirmed by a colleague")
