"""Shadow visits: days that a host offers, places that members book on them, and how an offer ends.

Booking goes under the lock of the request, so a day never has more people than places. From the first booking on a
day is a private session of the host and who comes: calendar, mails and reminders come from there. Who gives up their
seat there gives up their place here, and a session that is moved or called off there takes its day along
(``actions.visit_sessions``).
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.choices import EventKind
from events.sessions.actions import planning
from network.notices.following import followers_of
from network.requests import rules_visits as rules
from network.requests.actions import telling
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import Origin, Outcome, Part, RequestKind, RequestStatus
from network.requests.models import Appointment, Participation, Request, VisitDay

MOST_DAYS = 30  # that are still to come
QUIET = timedelta(days=14)  # an offer without new days ends so long after the last one


@transaction.atomic
def add_day(request, by, starts_at, ends_at, places):
    """Offer another day; who follows the offer hears of it. Raises ``NotAllowed``."""
    request = locked(request)
    _refuse_unless_host(request, by)
    _refuse_times(request, starts_at, ends_at)
    if request.days.coming().count() >= MOST_DAYS:
        raise NotAllowed("days")
    day = VisitDay.objects.create(request=request, starts_at=starts_at, ends_at=ends_at, places=places)
    key = f"visit:{request.pk}:days:{timezone.localdate()}"
    telling.tell(followers_of("request", [request.pk]), "visit_days", request, by, key)
    return day


@transaction.atomic
def change_day(day, by, starts_at, ends_at, places):
    """Move a day, or give it another number of places; who booked it is mailed. Raises ``NotAllowed``."""
    request, day = _locked(day)
    _refuse_unless_host(request, by)
    if day.has_begun:
        raise NotAllowed("past")
    if places < taken(day):
        raise NotAllowed("booked")
    if (starts_at, ends_at) != (day.starts_at, day.ends_at):
        _refuse_times(request, starts_at, ends_at, day)
        if day.session is not None:
            _of_session(planning.move, day.session, by, starts_at, ends_at)
    day.starts_at, day.ends_at, day.places = starts_at, ends_at, places
    day.save(update_fields=["starts_at", "ends_at", "places"])
    return day


@transaction.atomic
def take_away(day, by, reason=""):
    """A day doesn't go on; who booked it is mailed why. What was, stays. Raises ``NotAllowed``."""
    request, day = _locked(day)
    _refuse_unless_host(request, by)
    if day.has_begun:
        raise NotAllowed("past")
    if day.session is not None:
        _of_session(planning.call_off, day.session, by, reason)  # the rest follows from that
    VisitDay.objects.filter(pk=day.pk).delete()


@transaction.atomic
def book(day, member, *, agreed=False):
    """Take a place on a day, or change to it; again changes nothing. Raises ``NotAllowed``.

    ``agreed``: to the promise to keep things to oneself, which also holds when one changes to another day.
    """
    request, day = _locked(day)
    if not rules.may_book(member, request):
        raise NotAllowed("over")
    row = Participation.objects.filter(request=request, member=member).select_related("day__session__event").first()
    is_booked = row is not None and row.state == Part.JOINED and row.day_id is not None
    if is_booked and row.day_id == day.pk:
        return row
    if not agreed and not rules.has_promised(row):
        raise NotAllowed("promise")
    if day.has_begun:
        raise NotAllowed("past")
    if taken(day) >= day.places:
        raise NotAllowed("places")
    old = row.day if is_booked and not row.day.has_begun else None
    row = row or Participation(request=request, member=member)
    _write_booking(row, day, agreed)
    if old is not None and old.session is not None:
        planning.leave(old.session, member)
    _join_session(request, day, member)
    key = f"booked:{row.pk}:{day.pk}:{row.answered_at.timestamp():.0f}"
    telling.tell([request.asked_by_id], "visit_booked", request, member, key, name=member.name)
    return row


@transaction.atomic
def cancel(request, member):
    """Give back a place on a day to come; again changes nothing. Raises ``NotAllowed`` once the day has begun."""
    row = request.participations.filter(member=member, state=Part.JOINED).select_related("day").first()
    if row is None or row.day is None:
        return False
    _request, day = _locked(row.day)
    if day.has_begun:
        raise NotAllowed("past")
    if day.session is not None:
        planning.leave(day.session, member)  # the rest follows from that
    row.refresh_from_db()
    if row.day_id is not None:
        give_back(row)
    return True


def give_back(row):
    """Somebody comes along no longer; the host hears of it."""
    row.state, row.day, row.answered_at = Part.LEFT, None, timezone.now()
    row.save(update_fields=["state", "day", "answered_at"])
    key = f"left:{row.pk}:{row.answered_at.timestamp():.0f}"
    telling.tell([row.request.asked_by_id], "request_left", row.request, row.member, key)


def taken(day):
    """How many places of a day are booked."""
    return day.bookings.joined().count()


@transaction.atomic
def close(request, by, text=""):
    """The host ends the offer: days that nobody booked go. Raises ``NotAllowed`` while somebody is still to come."""
    request = locked(request)
    if not request.is_offer or not rules.may_end(by, request):
        raise NotAllowed("edit")
    coming = request.days.coming().with_taken()
    if any(day.taken for day in coming):
        raise NotAllowed("coming")
    request.days.filter(pk__in=[day.pk for day in coming]).delete()
    return move(request, RequestStatus.CLOSED, by, outcome=Outcome.DONE, outcome_text=text)


def close_quiet(now=None):
    """For the worker: end offers whose last day was two weeks ago; how many there were."""
    now = now or timezone.now()
    open_offers = Request.objects.open().of_kind(RequestKind.VISIT).filter(is_offer=True)
    quiet = open_offers.annotate(last=Max("days__ends_at")).filter(last__lt=now - QUIET)
    number = 0
    for request in Request.objects.filter(pk__in=[one.pk for one in quiet]):
        with transaction.atomic():
            current = locked(request)
            if current.is_open and not current.days.filter(ends_at__gte=now - QUIET).exists():
                move(current, RequestStatus.CLOSED, outcome=Outcome.DONE)
                number += 1
    return number


# ---------- pieces ----------


def _locked(day):
    """The request and the day as they are now, while nobody else books."""
    request = locked(day.request)
    current = VisitDay.objects.select_related("session__event").filter(pk=day.pk).first()
    if current is None:
        raise NotAllowed("step")
    current.request = request
    return request, current


def _refuse_unless_host(request, by):
    if not rules.may_keep_days(by, request):
        raise NotAllowed("edit")


def _refuse_times(request, starts_at, ends_at, day=None):
    if starts_at <= timezone.now() or ends_at <= starts_at:
        raise NotAllowed("past")
    others = request.days.exclude(pk=day.pk) if day is not None else request.days.all()
    if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise NotAllowed("twice")


def _of_session(action, *args):
    """Do something with a session; it refuses once it has begun."""
    try:
        return action(*args)
    except ValidationError as error:
        raise NotAllowed("step") from error


def _write_booking(row, day, agreed):
    now = timezone.now()
    row.state, row.day, row.answered_at = Part.JOINED, day, now
    row.origin = Origin.SELF
    if agreed:
        row.agreed_at = now
    row.save()


def _join_session(request, day, member):
    """Put who booked in the session of the day; the first one makes it."""
    if day.session is not None:
        _of_session(planning.add_member, day.session, member)
        return
    day.session = planning.plan(
        title_of(request),
        member,
        [request.asked_by, member],
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        facilitator=request.asked_by,
        venue=request.place,
        municipality=request.municipality,
        kind=EventKind.WORKING,
    )
    Appointment.objects.create(request=request, session=day.session)
    day.save(update_fields=["session"])


def title_of(request):
    """What stands in calendars: the kind and the subject, no names."""
    return _("%(kind)s: %(title)s") % {"kind": request.rules.label, "title": request.title}
