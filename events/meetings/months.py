"""A month of the agenda as weeks of days."""

import calendar
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def bounds(year, month):
    """The first moment of the first day that the sheet of a month shows, and of the day after the last."""
    days = _days(year, month)
    return _midnight(days[0]), _midnight(days[-1] + timedelta(days=1))


def weeks(year, month, events):
    """Weeks of seven (day, whether it is in the month, meetings on it); one of more days stands on each of them."""
    on, days = {}, _days(year, month)
    for event in events:
        # What ends at midnight is not there on the day that begins then.
        last = timezone.localdate(event.ends_at - timedelta(microseconds=1))
        day, last = max(timezone.localdate(event.starts_at), days[0]), min(last, days[-1])
        while day <= last:
            on.setdefault(day, []).append(event)
            day += timedelta(days=1)
    cells = [(day, day.month == month, on.get(day, [])) for day in days]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def beside(year, month):
    """The months before and after, as pairs (year, month)."""
    before, after = date(year, month, 1) - timedelta(days=1), date(year, month, 28) + timedelta(days=7)
    return (before.year, before.month), (after.year, after.month)


def _days(year, month):
    return list(calendar.Calendar().itermonthdates(year, month))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
