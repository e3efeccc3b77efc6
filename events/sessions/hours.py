"""Hours as people choose and read them: in quarters."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

QUARTER = Decimal("0.25")


def in_words(hours):
    """Hours (a ``Decimal``) as people say them: “1 hour and 15 minutes”."""
    whole, minutes = divmod(int(hours * 60), 60)
    parts = []
    if whole:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": whole})
    if minutes:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes})
    return _(" and ").join(parts)


def quarters(most):
    """All quarters of an hour up to ``most`` hours, as choices."""
    return [(str(QUARTER * step), in_words(QUARTER * step)) for step in range(1, int(most / QUARTER) + 1)]


def planned_hours(session):
    """How long the session was planned, in hours, to the nearest quarter; at least one quarter."""
    planned = session.ends_at - session.starts_at
    return max(round(planned / timedelta(minutes=15)), 1) * QUARTER


def longest(session):
    """The most hours that can be noted: an hour more than was planned."""
    return planned_hours(session) + 1
