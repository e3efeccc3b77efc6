"""How much a waiting time still says: figures are trusted less the older they are (N4)."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Providers are asked each month; who missed one mail fades, who missed two is no longer believed.
FRESH_DAYS = 35
KNOWN_DAYS = 70


class Freshness(models.TextChoices):
    """What a reader may make of a figure."""

    FRESH = "fresh", _("Recent")
    FADING = "fading", _("Older than five weeks")
    UNKNOWN = "unknown", _("Unknown")


def of(measured_on, today=None):
    """The freshness of something that was measured on a day; of nothing (None) it is unknown."""
    if measured_on is None:
        return Freshness.UNKNOWN
    days = ((today or timezone.localdate()) - measured_on).days
    if days > KNOWN_DAYS:
        return Freshness.UNKNOWN
    return Freshness.FADING if days > FRESH_DAYS else Freshness.FRESH


def oldest_known(today=None):
    """The first day whose figures are still believed."""
    return (today or timezone.localdate()) - datetime.timedelta(days=KNOWN_DAYS)


def oldest_fresh(today=None):
    """The first day whose figures are recent."""
    return (today or timezone.localdate()) - datetime.timedelta(days=FRESH_DAYS)
