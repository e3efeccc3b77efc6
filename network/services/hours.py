"""When somebody can come or call: the opening hours of a service, or of a place where services are given.

People write a day as "9:00-12:30, 13:00-17:00"; a day without anything is closed.
"""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import bulk
from network.organisations.models import Location

MOST_PERIODS = 4  # a day
_PERIOD = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:uur|u)?\s*(?:-|–|—|tot|to)\s*(\d{1,2})(?:[:.h](\d{2}))?\s*(?:uur|u)?"
)
_BETWEEN = re.compile(r"\s*(?:[,;/]|\ben\b|\band\b)\s*")


class Weekday(models.IntegerChoices):
    """As in ISO 8601."""

    MONDAY = 1, WEEKDAYS[0]
    TUESDAY = 2, WEEKDAYS[1]
    WEDNESDAY = 3, WEEKDAYS[2]
    THURSDAY = 4, WEEKDAYS[3]
    FRIDAY = 5, WEEKDAYS[4]
    SATURDAY = 6, WEEKDAYS[5]
    SUNDAY = 7, WEEKDAYS[6]


class OpeningHours(models.Model):
    """One stretch of a day, each week, in local time: of a service or of a place, never of both."""

    service = models.ForeignKey(
        "services.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="opening_hours"
    )
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField(gettext_lazy("day"), choices=Weekday.choices)
    opens_at = models.TimeField(gettext_lazy("open from"))
    closes_at = models.TimeField(gettext_lazy("open until"))

    class Meta:
        ordering = ["weekday", "opens_at", "pk"]
        verbose_name = gettext_lazy("opening hours")
        verbose_name_plural = gettext_lazy("opening hours")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(service__isnull=True, location__isnull=False)
                | models.Q(service__isnull=False, location__isnull=True),
                name="hours_of_one_thing",
            ),
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="hours_run_forward"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {period(self.opens_at, self.closes_at)}"


def period(opens_at, closes_at):
    """A stretch of a day in words."""
    return f"{opens_at.hour}:{opens_at.minute:02}-{closes_at.hour}:{closes_at.minute:02}"


def read(text):
    """The stretches of a day that somebody typed, as sorted (opens, closes). Raises ValidationError."""
    parts = [part for part in _BETWEEN.split(text.strip().lower()) if part]
    found = sorted(_stretch(part) for part in parts)
    if len(found) > MOST_PERIODS:
        raise ValidationError(_("At most %(number)s times a day.") % {"number": MOST_PERIODS})
    if any(first[1] > second[0] for first, second in zip(found, found[1:], strict=False)):
        raise ValidationError(_("These times overlap."))
    return found


def _stretch(part):
    match = _PERIOD.fullmatch(part)
    if match is None:
        raise ValidationError(_("Write it as 9:00-12:30, 13:00-17:00."))
    from_hour, from_minute, to_hour, to_minute = (int(number or 0) for number in match.groups())
    try:
        opens, closes = datetime.time(from_hour, from_minute), datetime.time(to_hour, to_minute)
    except ValueError:
        raise ValidationError(_("This is no time of the day. Write it as 9:00-17:00.")) from None
    if closes <= opens:
        raise ValidationError(_("The second time is not after the first."))
    return opens, closes


def of(thing):
    """The hours of a service or place as a sorted list of (weekday, opens, closes)."""
    return sorted((one.weekday, one.opens_at, one.closes_at) for one in thing.opening_hours.all())


def texts(thing):
    """{weekday: what somebody would type for it}, of the days that are not closed."""
    days = {}
    for weekday, opens, closes in of(thing):
        days.setdefault(weekday, []).append(period(opens, closes))
    return {weekday: ", ".join(stretches) for weekday, stretches in days.items()}


def week(thing):
    """The seven days for a page as (day, text); nothing when nobody told the hours."""
    days = texts(thing)
    return [(day.label, days.get(day.value) or _("closed")) for day in Weekday] if days else []


@transaction.atomic
def replace(thing, hours):
    """Give a service or place exactly these hours, (weekday, opens, closes). Says whether that changed anything."""
    hours = sorted(hours)
    if of(thing) == hours:
        return False
    manager = thing.opening_hours
    manager.all().delete()
    rows = [OpeningHours(weekday=day, opens_at=opens, closes_at=closes) for day, opens, closes in hours]
    for row in rows:
        setattr(row, manager.field.name, thing)
    bulk.create(OpeningHours, [(row, {}) for row in rows])
    return True
