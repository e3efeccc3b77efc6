"""Times on the clocks of the region, which skip an hour in spring and have one twice in autumn."""

from datetime import UTC, datetime

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STEPS = {"week": relativedelta(weeks=1), "twee-weken": relativedelta(weeks=2), "maand": relativedelta(months=1)}


def local_moment(day, time):
    """A day and a time on the clocks of the region as a moment; of an hour that is there twice, the first.

    ``ValidationError`` for an hour that the clocks skip.
    """
    moment = local_moment_near(datetime.combine(day, time))
    # On the night that the clocks go forward an hour is missing: what was typed comes back as another time.
    if timezone.localtime(moment).time() != time:
        raise ValidationError(_("This time doesn't exist on that day: the clocks go forward."))
    return moment


def local_moment_near(naive):
    """A date and time without zone as a moment of the region; in an hour that is skipped, as much after it.

    In UTC: Python finds a moment in an hour that is there twice equal to none in another zone.
    """
    return timezone.make_aware(naive).astimezone(UTC)


def local_times(event):
    """Start and end of a meeting on the clocks of the region, without zone."""
    return tuple(timezone.localtime(moment).replace(tzinfo=None) for moment in (event.starts_at, event.ends_at))
