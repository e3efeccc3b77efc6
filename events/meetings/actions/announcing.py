"""What everybody is told of a meeting that is published: here, in the admin, or by the clock alike.

A meeting remembers when and where it was as calendars have it (``EventPage.announced``). Each publication is held
against that: what differs raises its sequence, by which calendars take over the change, and a new time or place is
mailed to who would come.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.meetings.actions import telling
from events.meetings.models import EventPage

MOMENTS = ("starts_at", "ends_at")
PLACES = ("venue", "address", "room", "online_link")
WATCHED = ("title", *MOMENTS, *PLACES)


@transaction.atomic
def announce(event):
    """Note how ``event`` stands in calendars now, and tell who would come when that is another time or place."""
    current = EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)
    told, now = current.announced, _of(current)
    if not current.live or told == now:
        return
    current.announced = now
    if told:
        current.sequence += 1
        if told["starts_at"] != now["starts_at"]:
            current.moved_from = datetime.fromisoformat(told["starts_at"])
    names = ("announced", "sequence", "moved_from")
    current.save(clean=False, update_fields=names)
    for name in names:
        setattr(event, name, getattr(current, name))
    if told and any(told[name] != now[name] for name in (*MOMENTS, *PLACES)):
        _tell_moved(current, told)


def _of(event):
    return {
        name: value.isoformat() if name in MOMENTS else value
        for name, value in ((name, getattr(event, name)) for name in WATCHED)
    }


def _tell_moved(event, told):
    if event.is_over or event.is_cancelled:
        return
    start = datetime.fromisoformat(told["starts_at"])
    before = {
        "starts": timezone.localtime(start) if start != event.starts_at else None,
        "place": place if (place := _place(told)) != _place(_of(event)) else "",
    }
    for registration in event.registrations.alive().select_related("member"):
        registration.event = event
        # Who waits has no such meeting in their calendar, and should not get one.
        calendar = "REQUEST" if registration.takes_part else None
        key = f"event:{event.pk}:moved:{event.sequence}"
        telling.tell(registration, "moved", calendar=calendar, key=key, before=before)


def _place(told):
    return ", ".join(told[name] for name in ("venue", "address", "room") if told[name])
