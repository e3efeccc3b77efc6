"""Who gets a seat: registering, cancelling, and passing on a seat that came free.

Every function here takes the lock of the meeting first, so that two of them never decide about the same seat at once:
on PostgreSQL a row lock, on SQLite a transaction that begins by writing. What holds afterwards, always:

- no more seats are taken (confirmed, or offered to somebody) than there are, but where the number was lowered later;
- nobody waits while a seat is free, before the meeting has begun;
- who waits longest is offered a seat first, and an offer ends by itself.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.meetings.actions import telling
from events.meetings.choices import ALIVE, EventState, Status
from events.meetings.models import Answer, BreakOut, EventPage, Registration, RegistrationChange

# So long a guest may take to confirm an address.
PROVE_WITHIN = timedelta(days=3)


class Refused(Exception):
    """That something can't be done, with a sentence that says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code

    @property
    def sentence(self):
        return SENTENCES[self.code]


SENTENCES = {
    "cancelled": _("This meeting was cancelled."),
    "over": _("This meeting has already begun."),
    "no_registration": _("You don't register for this meeting here."),
    "too_early": _("You can't register yet."),
    "too_late": _("Registering is closed."),
    "no_guests": _("Only members can register for this meeting."),
    "theme_full": _("This theme is full. Choose another one."),
    "lapsed": _("This seat was no longer kept for you. You can register again."),
    "not_coming": _("This registration was cancelled."),
}


@dataclass(frozen=True)
class Wishes:
    """What somebody fills in when they register."""

    break_out: BreakOut | None = None
    shown_to_others: bool = False
    answers: dict = field(default_factory=dict)  # {primary key of a question: text}


@dataclass(frozen=True)
class Guest:
    """Somebody without an account."""

    name: str
    email: str
    organisation: str = ""
    language: str = "nl"


def why_closed(event, now=None):
    """Why nobody can register now: a code of ``SENTENCES``, or an empty text."""
    now = now or timezone.now()
    if event.state == EventState.CANCELLED or not event.live:
        return "cancelled"
    if event.starts_at <= now:
        return "over"
    if not event.registration_open:
        return "no_registration"
    if event.registration_from and now < event.registration_from:
        return "too_early"
    if event.registration_until and now >= event.registration_until:
        return "too_late"
    return ""


@transaction.atomic
def register(event, member, wishes=Wishes(), now=None):
    """Register a member, for a seat or the waiting list; who is registered already gets the same registration back.

    Raises ``Refused``.
    """
    event, now = _locked(event), now or timezone.now()
    registration = event.registrations.filter(member=member).first()
    if registration is not None and registration.status in ALIVE:
        _write_wishes(event, registration, wishes)
        return registration
    _refuse_when_closed(event, now)
    registration = registration or Registration(event=event, member=member)
    return _join(event, registration, wishes, now)


@transaction.atomic
def register_guest(event, guest, wishes=Wishes(), now=None):
    """Note that a guest wants to come, and mail them; only who proves the address joins the line. Raises ``Refused``.

    Whether the address was known is not told: who asks gets the same answer, and the owner of the address a mail.
    """
    event, now = _locked(event), now or timezone.now()
    _refuse_when_closed(event, now)
    if not event.guests_allowed:
        raise Refused("no_guests")
    email = guest.email.strip().lower()
    registration = event.registrations.filter(guest_email__iexact=email).first()
    if registration is not None and registration.status in ALIVE:
        telling.already_registered(registration)
        return registration
    registration = registration or Registration(event=event, guest_email=email)
    registration.guest_name, registration.guest_organisation = guest.name, guest.organisation
    registration.language, registration.status, registration.queued_at = guest.language, Status.UNPROVEN, now
    registration.save()
    _write_wishes(event, registration, wishes)
    telling.prove_address(registration)
    return registration


@transaction.atomic
def prove(registration, now=None):
    """Let a guest who followed the link of the mail join the line; again changes nothing. Raises ``Refused``."""
    event, now = _locked(registration.event), now or timezone.now()
    registration = event.registrations.get(pk=registration.pk)
    if registration.status != Status.UNPROVEN:
        return registration
    if registration.queued_at + PROVE_WITHIN < now:
        raise Refused("lapsed")
    _refuse_when_closed(event, now)
    return _join(event, registration, None, now)


@transaction.atomic
def change(registration, wishes):
    """Write what somebody wishes now. Raises ``Refused`` when a theme is full or they don't come."""
    event = _locked(registration.event)
    registration = event.registrations.get(pk=registration.pk)
    if registration.status not in ALIVE:
        raise Refused("not_coming")
    _write_wishes(event, registration, wishes)
    return registration


@transaction.atomic
def cancel(registration, by=None, reason="", now=None):
    """Give up a seat, a place in the line or an offer; the next one gets the seat. Again changes nothing.

    ``by`` is the organiser who did it, with a ``reason``; without, it was somebody themselves.
    """
    event, now = _locked(registration.event), now or timezone.now()
    registration = event.registrations.get(pk=registration.pk)
    if registration.status == Status.CANCELLED:
        return registration
    was_unproven = registration.status == Status.UNPROVEN
    _leave(registration, by, reason)
    if not was_unproven:
        telling.cancelled(registration, by, reason)
    _settle(event, now)
    return registration


@transaction.atomic
def accept(registration, now=None):
    """Take the seat that is kept for somebody; again changes nothing. Raises ``Refused`` when it no longer is."""
    event, now = _locked(registration.event), now or timezone.now()
    _settle(event, now)
    registration = event.registrations.get(pk=registration.pk)
    if registration.status == Status.CONFIRMED:
        return registration
    if registration.status != Status.OFFERED:
        raise Refused("lapsed" if registration.status == Status.CANCELLED else "not_coming")
    registration.status, registration.offered_until = Status.CONFIRMED, None
    registration.save(update_fields=["status", "offered_until"])
    telling.confirmed(registration)
    return registration


@transaction.atomic
def settle(event, now=None):
    """Let offers end that are past, and offer what seats are free. Called when the number of seats changes, and by the
    worker. Gives the number of registrations that it changed."""
    return _settle(_locked(event), now or timezone.now())


def settle_due(now=None):
    """For the worker: settle every meeting with an offer that is past; how many registrations changed."""
    now = now or timezone.now()
    due = Registration.objects.filter(status=Status.OFFERED, offered_until__lte=now).values("event_id")
    return sum(settle(event, now) for event in EventPage.objects.filter(pk__in=due).order_by("pk"))


@transaction.atomic
def add(event, by, *, member=None, guest=None, reason="", now=None):
    """An organiser registers somebody, also when registering is closed: to a free seat, else to the line."""
    event, now = _locked(event), now or timezone.now()
    mine = {"member": member} if member is not None else {"guest_email": guest.email.strip().lower()}
    registration = event.registrations.filter(**mine).first()
    if registration is not None and registration.status in ALIVE:
        return registration
    registration = registration or Registration(event=event, **mine)
    if guest is not None:
        registration.guest_name, registration.guest_organisation = guest.name, guest.organisation
        registration.language = guest.language
    registration = _join(event, registration, None, now)
    _note(registration, by, reason)
    return registration


@transaction.atomic
def move_up(registration, by, reason="", now=None):
    """An organiser lets somebody who waits go first: to a seat when one is free, else to the front of the line."""
    event, now = _locked(registration.event), now or timezone.now()
    _settle(event, now)
    registration = event.registrations.get(pk=registration.pk)
    if registration.status != Status.WAITING:
        return registration
    first = event.registrations.line().first()
    if first.pk != registration.pk:
        registration.queued_at = first.queued_at - timedelta(microseconds=1)
        registration.save(update_fields=["queued_at"])
    _note(registration, by, reason)
    return registration


@transaction.atomic
def check_in(registration, present=True, now=None):
    """Note that somebody is there, or that this was a mistake. The first moment stays, however often it is noted."""
    event = _locked(registration.event)
    registration = event.registrations.get(pk=registration.pk)
    if present and registration.attended_at is None:
        registration.attended_at = now or timezone.now()
    elif not present:
        registration.attended_at = None
    registration.save(update_fields=["attended_at"])
    return registration


def _locked(event):
    """The meeting as it is now, while nobody else decides who comes."""
    return EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)


def _refuse_when_closed(event, now):
    code = why_closed(event, now)
    if code:
        raise Refused(code)


def _join(event, registration, wishes, now):
    """Put somebody at the end of the line, and on a seat when there is one."""
    last = event.registrations.aggregate(last=Max("queued_at"))["last"]
    # Clocks of two machines differ: who comes later stands later.
    registration.queued_at = max(now, last) if last else now
    registration.offered_until = None
    _settle(event, now)
    registration.status = Status.CONFIRMED if _free(event) else Status.WAITING
    registration.save()
    if wishes is not None:
        _write_wishes(event, registration, wishes)
    elif registration.break_out_id and _is_full(registration.break_out, registration):
        registration.break_out = None
        registration.save(update_fields=["break_out"])
    if registration.status == Status.CONFIRMED:
        telling.confirmed(registration)
    else:
        telling.waiting(registration)
    return registration


def _free(event):
    """How many seats are free; always some when their number has no limit."""
    if event.capacity is None:
        return 1
    return max(0, event.capacity - event.registrations.seated().count())


def _settle(event, now):
    """Let past offers end and pass on free seats; how many registrations changed."""
    changed = 0
    for registration in event.registrations.filter(status=Status.OFFERED, offered_until__lte=now):
        _leave(registration, None, "")
        telling.lapsed(registration)
        changed += 1
    if event.starts_at <= now or event.state == EventState.CANCELLED:
        return changed
    line = event.registrations.line()
    free = line.count() if event.capacity is None else _free(event)
    for registration in list(line[:free]) if free else ():
        registration.status = Status.OFFERED
        registration.offered_until = min(now + timedelta(hours=event.offer_hours), event.starts_at)
        if registration.break_out_id and _is_full(registration.break_out, registration):
            registration.break_out = None
        registration.save(update_fields=["status", "offered_until", "break_out"])
        telling.offered(registration)
        changed += 1
    return changed


def _leave(registration, by, reason):
    registration.status, registration.offered_until, registration.break_out = Status.CANCELLED, None, None
    registration.save(update_fields=["status", "offered_until", "break_out"])
    registration.answers.all().delete()
    if by is not None:
        _note(registration, by, reason)


def _note(registration, by, reason):
    RegistrationChange.objects.create(registration=registration, by=by, what=registration.status, reason=reason)


def _write_wishes(event, registration, wishes):
    theme = wishes.break_out
    if theme is not None and (theme.event_id != event.pk or _is_full(theme, registration)):
        raise Refused("theme_full")
    registration.break_out, registration.shown_to_others = theme, wishes.shown_to_others
    registration.save(update_fields=["break_out", "shown_to_others"])
    asked = set(event.questions.values_list("pk", flat=True))
    registration.answers.exclude(question__in=wishes.answers).delete()
    for question, text in wishes.answers.items():
        if question in asked and text:
            Answer.objects.update_or_create(registration=registration, question_id=question, defaults={"text": text})


def _is_full(theme, registration):
    """Whether others take all seats of a break-out theme."""
    if theme.capacity is None:
        return False
    return theme.registrations.seated().exclude(pk=registration.pk).count() >= theme.capacity
