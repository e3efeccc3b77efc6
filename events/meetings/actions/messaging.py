"""A mail of the organiser to who comes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from base.mail import absolute_url, send_mail_later
from events.meetings.actions.seats import locked
from events.meetings.choices import ALIVE
from events.meetings.models import EventMessage

# The same message again within this time is a double click.
TWICE = timedelta(minutes=10)


def receivers(event, to):
    """The registrations that a message goes to (``EventMessage.To``), without accounts that were closed."""
    rows = event.registrations.filter(Q(member=None) | Q(member__is_active=True))
    if to == EventMessage.To.ATTENDED:
        return rows.attended()
    if to == EventMessage.To.CONFIRMED:
        return rows.taking_part()
    if to == EventMessage.To.WAITING:
        return rows.line()
    return rows.filter(status__in=ALIVE)


@transaction.atomic
def write(event, by, to, subject, body):
    """Mail everybody whom ``to`` names, and keep what was written. Answers go to who wrote it.

    Gives the message, also when it was written already a moment ago.
    """
    event = locked(event)
    same = EventMessage.objects.filter(event=event, by=by, to=to, subject=subject, body=body)
    if found := same.filter(at__gt=timezone.now() - TWICE).first():
        return found
    addresses = {}
    for registration in receivers(event, to).select_related("member"):
        addresses.setdefault(registration.language, set()).add(registration.email)
    number = sum(len(some) for some in addresses.values())
    message = EventMessage.objects.create(event=event, to=to, subject=subject, body=body, by=by, receivers=number)
    context = {"event": event, "by": by, "title": subject, "text": body, "url": absolute_url(event.get_absolute_url())}
    for language, some in addresses.items():
        # Rendered once a language, not for each of thousands.
        send_mail_later(
            sorted(some),
            "meetings/message",
            context,
            language,
            headers={"Reply-To": by.email},
            key=f"event-message:{message.pk}",
            bulk=True,
        )
    return message
