"""The SKJ folder where other rooms show it: only on the member's own page."""

from django.utils import timezone

from events.training.folder import choose_period
from events.training.models import Period


def my_block(member):
    """How long somebody is still registered, for who filled that in. What is in the folder costs more to add up."""
    period = choose_period(list(Period.objects.of(member)))
    if period is None:
        return None
    return {
        "template": "training/blocks/mine.html",
        "period": period,
        "days": (period.ends_on - timezone.localdate()).days,
    }
