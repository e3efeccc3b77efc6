"""Who is there: at the door, with somebody of the organisation beside them."""

from django.db import transaction

from events.meetings.actions import registering
from events.meetings.actions.registering import Guest, Refused
from events.meetings.choices import ALIVE, EventState


@transaction.atomic
def arrive(registration, by, now=None):
    """Check somebody in. Who had cancelled, or never confirmed their address, is registered again first.

    Raises ``Refused`` for a meeting that was called off.
    """
    if registration.event.state == EventState.CANCELLED:
        raise Refused("cancelled")
    if registration.status not in ALIVE:
        registration = registering.add(registration.event, by, tell=False, **_who(registration))
    return registering.check_in(registration, now=now)


@transaction.atomic
def walk_in(event, by, *, member=None, guest=None, now=None):
    """Register somebody who is there unannounced, and check them in; also when every seat is taken. They get no mail
    about a seat: they sit on it. Raises ``Refused``."""
    registration = registering.add(event, by, member=member, guest=guest, tell=False)
    return registering.check_in(registration, now=now)


def _who(registration):
    if registration.member_id is not None:
        return {"member": registration.member}
    guest = Guest(
        registration.guest_name, registration.guest_email, registration.guest_organisation, registration.language
    )
    return {"guest": guest}
