"""What every decision about seats is made of: the lock of a meeting, who is next, and what registering refuses.

Only ``registering`` calls these, between taking the lock and the end of the transaction.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.meetings.actions import telling
from events.meetings.choices import SEATED, EventState, Status
from events.meetings.models import Answer, BreakOut, EventPage, RegistrationChange

TICK = timedelta(microseconds=1)


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
    "proved_late": _("This link worked for three days. You can register again."),
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

    @property
    def address(self):
        """The address as it is stored and looked for."""
        return self.email.strip().lower()


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


def locked(event):
    """The meeting as it is now, while nobody else decides who comes.

    ``self`` is the row of the meeting alone: with the row of the page as well, somebody who publishes the page and
    somebody who registers could wait for each other.
    """
    held = EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)
    # Of who waited for the lock, the row of the page is from before.
    held.refresh_from_db(fields=["live"])
    return held


def fresh(event, registration):
    """A registration as it is under the lock. Raises ``Refused`` when its row is gone."""
    found = event.registrations.filter(pk=registration.pk).select_related("member").first()
    if found is None:
        raise Refused("not_coming")
    return found


def refuse_when_closed(event, now):
    code = why_closed(event, now)
    if code:
        raise Refused(code)


def join(event, registration, wishes, now, tell=True):
    """Put somebody at the end of the line, and on a seat when there is one; ``wishes`` None: those of before stay."""
    settle(event, now)
    last = event.registrations.aggregate(last=Max("queued_at"))["last"]
    # Clocks of two machines differ, and who comes back has an old row: who comes later stands later.
    registration.queued_at = now if last is None or last < now else last + TICK
    registration.offered_until = None
    registration.status = Status.CONFIRMED if free(event) else Status.WAITING
    registration.save()
    if wishes is not None:
        write_wishes(event, registration, wishes)
    elif give_up_full_theme(registration):
        registration.save(update_fields=["break_out"])
    if tell and event.ends_at > now:
        sort = telling.confirmed if registration.status == Status.CONFIRMED else telling.waiting
        sort(registration)
    return registration


def free(event):
    """How many seats are free; always some when their number has no limit."""
    if event.capacity is None:
        return 1
    return max(0, event.capacity - event.registrations.seated().count())


def settle(event, now):
    """Let past offers end and pass on free seats; how many registrations changed."""
    # A meeting that has begun or was called off gives no seats any more; nobody has to hear that theirs is gone.
    goes_on = event.starts_at > now and event.state != EventState.CANCELLED
    past = event.registrations.filter(status=Status.OFFERED, offered_until__lte=now).select_related("member")
    changed = 0
    for registration in past:
        leave(registration, None, "")
        if goes_on:
            telling.lapsed(registration)
        changed += 1
    if not goes_on:
        return changed
    line = event.registrations.line().select_related("member")
    for registration in line if event.capacity is None else line[: free(event)]:
        offer(event, registration, now)
        changed += 1
    return changed


def offer(event, registration, now):
    """Keep a seat for who waited, until they answer or the offer ends."""
    registration.status = Status.OFFERED
    registration.offered_until = min(now + timedelta(hours=event.offer_hours), event.starts_at)
    theme = registration.break_out
    gone = give_up_full_theme(registration)
    registration.save(update_fields=["status", "offered_until", "break_out"])
    telling.offered(registration, full_theme=theme if gone else None)


def give_up_full_theme(registration):
    """Take away the theme of who has a seat now, when others filled it while they waited; whether that happened."""
    if registration.status not in SEATED or not registration.break_out_id:
        return False
    if not theme_is_full(registration.break_out, registration):
        return False
    registration.break_out = None
    return True


def leave(registration, by, reason):
    """Take somebody off their seat or out of the line; what they answered goes."""
    registration.status, registration.offered_until, registration.break_out = Status.CANCELLED, None, None
    registration.save(update_fields=["status", "offered_until", "break_out"])
    registration.answers.all().delete()
    if by is not None:
        note(registration, by, reason)


def note(registration, by, reason):
    """Remember what an organiser did, and why."""
    RegistrationChange.objects.create(registration=registration, by=by, what=registration.status, reason=reason)


def write_wishes(event, registration, wishes):
    """Write what somebody filled in. Raises ``Refused`` for a theme that is full, unless they only wait: then it is a
    wish, and whether it can be is seen when a seat comes free."""
    theme = wishes.break_out
    if registration.status in SEATED and theme is not None and theme_is_full(theme, registration):
        raise Refused("theme_full")
    if theme is not None and theme.event_id != event.pk:
        raise Refused("theme_full")
    registration.break_out, registration.shown_to_others = theme, wishes.shown_to_others
    registration.save(update_fields=["break_out", "shown_to_others"])
    asked = set(event.questions.values_list("pk", flat=True))
    given = {question: text for question, text in wishes.answers.items() if question in asked and text}
    registration.answers.exclude(question__in=given).delete()
    for question, text in given.items():
        Answer.objects.update_or_create(registration=registration, question_id=question, defaults={"text": text})


def refuse_full_theme(event, wishes):
    """What somebody hears who would get a seat now with a theme that is full, whoever they are."""
    if wishes.break_out is not None and free(event) and theme_is_full(wishes.break_out):
        raise Refused("theme_full")


def theme_is_full(theme, registration=None):
    """Whether others take all seats of a break-out theme."""
    if theme.capacity is None:
        return False
    return theme.registrations.seated().exclude(pk=registration and registration.pk).count() >= theme.capacity
