"""Mails that go by the clock: before a meeting, and after it."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from events.meetings.actions import telling
from events.meetings.choices import EventState
from events.meetings.models import EventPage, EventReminder

# A reminder that nobody could send for so long (no worker, no mail server) is left out: it would come too late.
LATE = timedelta(hours=20)
# How long after the end people are asked what they thought of it, at the earliest and at the latest.
ASKED_AFTER, ASKED_UNTIL = timedelta(hours=2), timedelta(days=3)
FURTHEST = timedelta(days=61)


def write_reminders(now=None):
    """For the worker: write every mail whose moment has come; the number of meetings that it wrote for."""
    return sum(remind(event, kind) for event, kind in list(due(now or timezone.now())))


def due(now):
    """Pairs (meeting, kind of mail) whose moment has come, also those that were written already."""
    going_on = EventPage.objects.live().filter(state=EventState.PLANNED)
    coming = going_on.filter(starts_at__gt=now, starts_at__lte=now + FURTHEST).exclude(remind_days="")
    for event in coming.order_by("starts_at", "pk"):
        for days in sorted(days_before(event)):
            moment = event.starts_at - timedelta(days=days)
            if moment <= now < moment + LATE:
                yield event, f"before-{days}"
    over = going_on.filter(private=False, ends_at__lte=now - ASKED_AFTER, ends_at__gt=now - ASKED_UNTIL)
    for event in over.order_by("ends_at", "pk"):
        yield event, "after"


def days_before(event):
    """How many days before the start people are reminded, as a set of numbers."""
    return {int(part) for part in event.remind_days.replace(",", " ").split() if part.isdigit()}


def remind(event, kind):
    """Write a mail to everybody who comes, or was there; whether it was not written before."""
    try:
        with transaction.atomic():
            EventReminder.objects.create(event=event, kind=kind, starts_at=event.starts_at)
            for registration in _receivers(event, kind):
                registration.event = event
                template = "after" if kind == "after" else "reminder"
                telling.tell(registration, template, key=f"event:{event.pk}:{kind}:{event.starts_at:%Y%m%d%H%M}")
    except IntegrityError:
        return False
    return True


def _receivers(event, kind):
    """Who has a seat; afterwards who was there, or who had a seat where nobody was checked in."""
    people = event.registrations.select_related("member").filter(Q(member=None) | Q(member__is_active=True))
    if kind == "after" and event.registrations.attended().exists():
        return people.attended()
    return people.taking_part()
