"""From the moments that people can make to a session with a date, and back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.choices import EventKind
from events.sessions.actions import planning
from events.sessions.choices import SessionState
from network.requests import rules
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import Meets, RequestKind, RequestStatus
from network.requests.models import Appointment, MomentAnswer
from network.requests.settings import exchange_settings

EVENT_KIND = {RequestKind.INTERVISION: EventKind.INTERVISION}


@transaction.atomic
def answer_moments(participation, answers):
    """Write when somebody can come: ``{primary key of a moment: value of Can}``."""
    request = locked(participation.request)
    for option in request.moments.filter(pk__in=answers):
        MomentAnswer.objects.update_or_create(
            option=option, participation=participation, defaults={"can": answers[option.pk]}
        )


@transaction.atomic
def schedule(request, by, starts_at, ends_at, *, venue="", online_link="", facilitator=None):
    """Plan the session for who takes part: a private meeting with calendar and reminders. Gives the session.

    Raises ``NotAllowed`` for a moment that is over, or when there aren't enough people.
    """
    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if starts_at <= timezone.now():
        raise NotAllowed("past")
    people = [row.member for row in request.joined()]
    if not people:
        raise NotAllowed("people")
    request = move(request, RequestStatus.SCHEDULED, by, tell=False)
    session = planning.plan(
        _title(request),
        by,
        [request.asked_by, *people],
        starts_at=starts_at,
        ends_at=ends_at,
        method=request.method if request.kind == RequestKind.INTERVISION else None,
        facilitator=facilitator,
        presenter=request.asked_by,
        preparation=request.text if request.rules.text_is_private else "",
        venue=venue or request.place,
        municipality=request.municipality if request.meets != Meets.ONLINE else None,
        online_link=online_link,
        kind=EVENT_KIND.get(request.kind, EventKind.WORKING),
    )
    Appointment.objects.create(request=request, session=session)
    return session


def _title(request):
    """What stands in calendars, also on telephones that others see: the kind and the subject, no names."""
    return _("%(kind)s: %(title)s") % {"kind": request.rules.label, "title": request.title}


def leave_all(request, member):
    """Take somebody out of what is planned."""
    for appointment in request.appointments.select_related("session__event"):
        if appointment.session.state == SessionState.PLANNED:
            planning.leave(appointment.session, member)


def call_off_all(request, by):
    """Call off what is planned and has not begun."""
    for appointment in request.appointments.select_related("session__event"):
        session = appointment.session
        if session.state == SessionState.PLANNED and not session.is_called_off:
            planning.call_off(session, by, _("It was taken back by who asked."))


# ---------- what sessions tell ----------


@transaction.atomic
def session_was_held(session, **kwargs):
    """The request was held when its session was."""
    for request in _requests_of(session):
        if request.status == RequestStatus.SCHEDULED and not request.is_offer:
            move(request, RequestStatus.HELD)


@transaction.atomic
def session_was_closed(session, **kwargs):
    """A session that is closed was held, and the text that was for it goes; who asked still says what came of it."""
    from network.requests.actions import closing

    session_was_held(session)
    for request in _requests_of(session):
        if request.rules.text_is_private and exchange_settings().keep_text_days == 0:
            closing.delete_text(request)


@transaction.atomic
def session_was_called_off(session, **kwargs):
    """Without its session a request looks for another moment."""
    for request in _requests_of(session):
        if request.status == RequestStatus.SCHEDULED and not request.is_offer:
            move(request, RequestStatus.MATCHED)


def _requests_of(session):
    return [locked(one.request) for one in Appointment.objects.filter(session=session).select_related("request")]
