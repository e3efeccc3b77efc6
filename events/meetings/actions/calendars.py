"""The secret address of somebody's own calendar."""

from django.utils import timezone

from events.meetings.models import CalendarKey
from events.meetings.models.told import new_key


def key_of(member):
    """The secret part of the address; made when it is first asked for."""
    return CalendarKey.objects.get_or_create(member=member)[0].key


def renew_key(member):
    """Give the calendar of a member another address; the old one stops working."""
    CalendarKey.objects.update_or_create(member=member, defaults={"key": new_key(), "made_at": timezone.now()})
