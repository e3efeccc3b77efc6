"""What stands on the phone of somebody who checks people in: who isn't there yet, who just came, how many."""

from django.db.models import Count, Q

from events.meetings.choices import ALIVE, SEATED
from events.meetings.sheets import by_name, organisation_of

SHOWN = 50  # a longer list is looked through by name
LAST = 3


def counts(event):
    """``there`` of ``expected`` people: who has a seat, and who came without one."""
    there = Q(attended_at__isnull=False)
    return event.registrations.aggregate(
        there=Count("pk", filter=there), expected=Count("pk", filter=there | Q(status__in=SEATED))
    )


def found(event, words):
    """Rows of who isn't there yet; with ``words`` of everybody whose name or organisation has all of them.

    Gives at most one more than ``SHOWN``. By name people are found too who had cancelled: they stand here after all.
    """
    if words:
        who = Q()
        for word in words.split():
            who &= (
                Q(shown_name__icontains=word)
                | Q(guest_organisation__icontains=word)
                | Q(member__organisation__name__icontains=word)
            )
        rows = by_name(event, Q()).filter(who)
    else:
        rows = by_name(event, Q(status__in=ALIVE, attended_at=None))
    return [_row(event, registration) for registration in rows[: SHOWN + 1]]


def last(event):
    """Who came last, the very last first: where a mistake is undone."""
    rows = event.registrations.attended().with_people().order_by("-attended_at", "-pk")
    return [_row(event, registration) for registration in rows[:LAST]]


def _row(event, registration):
    registration.event = event
    registration.organisation_name = organisation_of(registration)
    return registration
