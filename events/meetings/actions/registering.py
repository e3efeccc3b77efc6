"""Who gets a seat: registering, cancelling, and passing on a seat that came free.

Every function here takes the lock of the meeting first, so that two of them never decide about the same seat at once:
on PostgreSQL a row lock, on SQLite a transaction that begins by writing. What holds afterwards, always:

- no more seats are taken (confirmed, or offered to somebody) than there are, but where the number was lowered later;
- nobody waits while a seat is free, before the meeting has begun;
- who waits longest is offered a seat first, and an offer ends by itself;
- a theme has no more people with a seat than places; of who waits it is a wish;
- somebody has one registration for a meeting, also who came as a guest and has an account with that address.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language

from events.meetings.actions import seats, telling
from events.meetings.actions.seats import SENTENCES, Guest, Refused, Wishes, why_closed
from events.meetings.choices import ALIVE, SEATED, EventState, Status
from events.meetings.models import EventPage, Registration
from network.people.models import Member

__all__ = ["SENTENCES", "Guest", "Refused", "Wishes", "why_closed"]

# So long a guest may take to confirm an address.
PROVE_WITHIN = timedelta(days=3)
# So long who registers a guest again sends no second mail: a double click, or somebody who pesters.
NOT_AGAIN = timedelta(minutes=10)
NOTHING = Wishes()


@transaction.atomic
def register(event, member, wishes=NOTHING, now=None):
    """Register a member, for a seat or the waiting list; who is registered already gets the same registration back.

    Raises ``Refused``.
    """
    event, now = seats.locked(event), now or timezone.now()
    registration = _row_of(event, member, member.email)
    if registration is not None and registration.status in ALIVE:
        seats.write_wishes(event, registration, wishes)
        return registration
    seats.refuse_when_closed(event, now)
    registration = registration or Registration(event=event, member=member)
    registration.language = get_language() or settings.LANGUAGE_CODE
    return seats.join(event, registration, wishes, now)


@transaction.atomic
def register_guest(event, guest, wishes=NOTHING, now=None):
    """Note that a guest wants to come, and mail them; only who proves the address joins the line. Raises ``Refused``.

    Whether the address was known is not told: who asks gets the same answer, and the owner of the address a mail. An
    address of a member is that member.
    """
    event, now = seats.locked(event), now or timezone.now()
    seats.refuse_when_closed(event, now)
    if not event.guests_allowed:
        raise Refused("no_guests")
    # Before anything is asked about the address: otherwise this would tell who is registered.
    seats.refuse_full_theme(event, wishes)
    registration = _row_of(event, _member_at(guest.address), guest.address)
    if registration is not None and registration.status in ALIVE:
        telling.already_registered(registration)
        return registration
    told = registration is not None and registration.status == Status.UNPROVEN
    told = told and registration.queued_at > now - NOT_AGAIN
    if told:
        # Nobody has shown yet whose address it is: what the first one filled in stays, and can be changed afterwards.
        return registration
    registration = registration or _new_row(event, guest)
    _write_guest(registration, guest)
    registration.status, registration.queued_at = Status.UNPROVEN, now
    registration.save()
    seats.write_wishes(event, registration, wishes)
    telling.prove_address(registration)
    return registration


@transaction.atomic
def prove(registration, now=None):
    """Let a guest who followed the link of the mail join the line; again changes nothing. Raises ``Refused``."""
    event, now = seats.locked(registration.event), now or timezone.now()
    registration = seats.fresh(event, registration)
    if registration.status != Status.UNPROVEN:
        return registration
    if registration.queued_at + PROVE_WITHIN < now:
        raise Refused("proved_late")
    seats.refuse_when_closed(event, now)
    return seats.join(event, registration, None, now)


@transaction.atomic
def change(registration, wishes):
    """Write what somebody wishes now. Raises ``Refused`` when a theme is full or they don't come."""
    event = seats.locked(registration.event)
    registration = seats.fresh(event, registration)
    if registration.status not in ALIVE:
        raise Refused("not_coming")
    seats.write_wishes(event, registration, wishes)
    return registration


@transaction.atomic
def cancel(registration, by=None, reason="", now=None):
    """Give up a seat, a place in the line or an offer; the next one gets the seat. Again changes nothing.

    ``by`` is the organiser who did it, with a ``reason``; without, it was somebody themselves.
    """
    event, now = seats.locked(registration.event), now or timezone.now()
    registration = seats.fresh(event, registration)
    if registration.status == Status.CANCELLED:
        return registration
    was_alive = registration.status in ALIVE
    seats.leave(registration, by, reason)
    if was_alive and event.ends_at > now:
        telling.cancelled(registration, by, reason)
    seats.settle(event, now)
    return registration


@transaction.atomic
def accept(registration, now=None):
    """Take the seat that is kept for somebody; again, or for who still waits, changes nothing. Raises ``Refused`` when
    it is no longer kept."""
    event, now = seats.locked(registration.event), now or timezone.now()
    registration = seats.fresh(event, registration)
    if registration.status in (Status.CONFIRMED, Status.WAITING):
        return registration
    # An offer that is past ends by the worker: what is undone here by refusing is not to be lost.
    if registration.status != Status.OFFERED or registration.offered_until <= now:
        raise Refused("lapsed")
    if event.state == EventState.CANCELLED:
        raise Refused("cancelled")
    registration.status, registration.offered_until = Status.CONFIRMED, None
    registration.save(update_fields=["status", "offered_until"])
    telling.confirmed(registration)
    return registration


@transaction.atomic
def settle(event, now=None):
    """Let offers end that are past, and offer what seats are free. Called when the number of seats changes, and by the
    worker. Gives the number of registrations that it changed."""
    return seats.settle(seats.locked(event), now or timezone.now())


def settle_due(now=None):
    """For the worker: settle every meeting with an offer that is past, or a free seat that somebody waits for; how many
    registrations changed."""
    now = now or timezone.now()
    past = set(
        Registration.objects.filter(status=Status.OFFERED, offered_until__lte=now).values_list("event", flat=True)
    )
    due = past | _with_a_free_seat(now)
    return sum(settle(event, now) for event in EventPage.objects.filter(pk__in=due).order_by("pk"))


def _with_a_free_seat(now):
    """Meetings where somebody waits while a seat is free: no action leaves one behind, but a deleted account may."""
    coming = Registration.objects.filter(event__starts_at__gt=now).exclude(event__state=EventState.CANCELLED)
    counted = (
        coming.order_by()
        .values_list("event", "event__capacity")
        .annotate(taken=Count("pk", filter=Q(status__in=SEATED)), waiting=Count("pk", filter=Q(status=Status.WAITING)))
    )
    return {event for event, capacity, taken, waiting in counted if waiting and (capacity is None or taken < capacity)}


@transaction.atomic
def add(event, by, *, member=None, guest=None, reason="", tell=True, now=None):
    """An organiser registers somebody, also when registering is closed: to a free seat, else to the line.

    ``tell`` False sends them no mail about it. Raises ``Refused`` for a meeting that was called off.
    """
    event, now = seats.locked(event), now or timezone.now()
    if event.state == EventState.CANCELLED:
        raise Refused("cancelled")
    if member is None:
        member = _member_at(guest.address)
    registration = _row_of(event, member, guest.address if member is None else member.email)
    if registration is not None and registration.status in ALIVE:
        return registration
    registration = registration or (
        _new_row(event, guest) if member is None else Registration(event=event, member=member)
    )
    if guest is not None:
        _write_guest(registration, guest)
    registration = seats.join(event, registration, None, now, tell=tell)
    seats.note(registration, by, reason)
    return registration


@transaction.atomic
def move_up(registration, by, reason="", now=None):
    """An organiser lets somebody who waits go first: to a seat when one is free, else to the front of the line."""
    event, now = seats.locked(registration.event), now or timezone.now()
    registration = seats.fresh(event, registration)
    if registration.status != Status.WAITING:
        return registration
    first = event.registrations.line().first()
    if first.pk != registration.pk:
        registration.queued_at = first.queued_at - seats.TICK
        registration.save(update_fields=["queued_at"])
    seats.settle(event, now)
    registration.refresh_from_db(fields=["status", "offered_until", "break_out"])
    seats.note(registration, by, reason)
    return registration


@transaction.atomic
def check_in(registration, present=True, now=None):
    """Note that somebody is there, or that this was a mistake. The first moment stays, however often it is noted."""
    event = seats.locked(registration.event)
    registration = seats.fresh(event, registration)
    if present and registration.attended_at is None:
        registration.attended_at = now or timezone.now()
    elif not present:
        registration.attended_at = None
    registration.save(update_fields=["attended_at"])
    return registration


@transaction.atomic
def leave_all(member, now=None):
    """Somebody leaves the site: what they hold goes to who is next. Nobody is told, and the rows are deleted after."""
    now = now or timezone.now()
    # In one order, so that two who leave at once never wait for each other.
    for registration in member.registrations.alive().select_related("event").order_by("event_id"):
        event = seats.locked(registration.event)
        registration = event.registrations.filter(pk=registration.pk, status__in=ALIVE).first()
        if registration is not None:
            seats.leave(registration, None, "")
            seats.settle(event, now)


def _member_at(address):
    """The member with this address, if there is one."""
    return Member.objects.active().filter(email=address).first()


def _row_of(event, member, address):
    """The registration of somebody, or None. What a member registered as a guest with the same address is theirs."""
    as_guest = event.registrations.exclude(guest_email="").alias(address=Lower("guest_email"))
    as_guest = as_guest.filter(address=address.strip().lower()).first()
    if member is None:
        return as_guest
    own = event.registrations.filter(member=member).first()
    if as_guest is None or (own is not None and own.status in ALIVE):
        return own
    if own is not None:
        if as_guest.status not in ALIVE:
            return own
        own.changes.update(registration=as_guest)
        own.delete()
    as_guest.member = member
    as_guest.guest_name = as_guest.guest_email = as_guest.guest_organisation = ""
    as_guest.save(update_fields=["member", "guest_name", "guest_email", "guest_organisation"])
    return as_guest


def _new_row(event, guest):
    member = _member_at(guest.address)
    return Registration(event=event, member=member, guest_email="" if member else guest.address)


def _write_guest(registration, guest):
    """Who the guest is; of a member we know that already."""
    registration.language = guest.language
    if registration.member_id is None:
        registration.guest_name, registration.guest_organisation = guest.name, guest.organisation
