"""From the moments that people can make to a session with a date, and back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.choices import EventKind
from events.sessions.actions import planning
from events.sessions.choices import SessionState
from network.requests import rules
from network.requests.actions import asking, telling
from network.requests.actions.flow import NotAllowed, locked
from network.requests.actions.flow import move as go
from network.requests.choices import Meets, Part, RequestKind, RequestStatus
from network.requests.models import Appointment, MomentAnswer

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
def propose_moments(request, by, moments):
    """Other moments (pairs of start and end) than before; who takes part is asked about them. Raises ``NotAllowed``."""
    request = locked(request)
    if not rules.asked(by, request) or request.status not in (RequestStatus.OPEN, RequestStatus.MATCHED):
        raise NotAllowed("edit")
    known = set(request.moments.values_list("starts_at", flat=True))
    asking.write_moments(request, moments)
    if {start for start, _end in moments} - known:
        people = request.participations.joined().values_list("member_id", flat=True)
        telling.tell(people, "request_moments", request, by, f"moments:{request.pk}:{timezone.now().timestamp():.0f}")


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
    if ends_at <= starts_at:
        raise NotAllowed("moment")
    people = [row.member for row in request.joined()]
    if not people:
        raise NotAllowed("people")
    request = go(request, RequestStatus.SCHEDULED, by, tell=False)
    session = planning.plan(
        _title(request),
        by,
        [request.asked_by, *people],
        starts_at=starts_at,
        ends_at=ends_at,
        method=request.method if request.kind == RequestKind.INTERVISION else None,
        facilitator=facilitator,
        presenter=request.asked_by if request.rules.text_is_private else None,
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


@transaction.atomic
def move(request, by, starts_at, ends_at):
    """Meet at another moment; the meeting mails everybody. Raises ``NotAllowed``."""
    session = _planned(request, by)
    if ends_at <= starts_at:
        raise NotAllowed("moment")
    if starts_at <= timezone.now():
        raise NotAllowed("past")
    try:
        return planning.move(session, by, starts_at, ends_at)
    except ValidationError as error:
        raise NotAllowed("begun") from error


@transaction.atomic
def call_off(request, by, reason=""):
    """Call off what is planned, to look for another moment; the meeting mails everybody. Raises ``NotAllowed``."""
    session = _planned(request, by)
    try:
        return planning.call_off(session, by, reason or _("Another moment is looked for."))
    except ValidationError as error:
        raise NotAllowed("begun") from error


def _planned(request, by):
    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if request.status != RequestStatus.SCHEDULED or request.session is None:
        raise NotAllowed("step")
    if not rules.may_move(by, request):
        raise NotAllowed("begun")
    return request.session


# ---------- what sessions tell ----------


@transaction.atomic
def session_was_held(session, **kwargs):
    """The request was held when its session was."""
    for request in _requests_of(session):
        if request.status == RequestStatus.SCHEDULED and not request.is_offer:
            go(request, RequestStatus.HELD)


@transaction.atomic
def session_was_closed(session, **kwargs):
    """A session that is closed was held, and the text that was for it goes; who asked still says what came of it."""
    from network.requests.actions import closing

    session_was_held(session)
    for request in _requests_of(session):
        closing.delete_if_due(request)


@transaction.atomic
def session_was_called_off(session, **kwargs):
    """Without its session a request looks for another moment; with too few people left, for people."""
    from network.requests.actions import joining

    for request in _requests_of(session):
        if request.status == RequestStatus.SCHEDULED and not request.is_offer:
            request = go(request, RequestStatus.MATCHED)
            if request.rules.joining in ("group", "one") and not joining.is_enough(request):
                go(request, RequestStatus.OPEN, tell=False)


@transaction.atomic
def place_was_given_up(sender, instance, **kwargs):
    """Who cancels at the meeting itself takes part in the request no longer; without who asked it doesn't go on."""
    from network.requests.actions import joining

    rows = Appointment.objects.filter(session=instance.session_id).select_related("request", "session__event")
    for one in rows.filter(session__state=SessionState.PLANNED, request__status=RequestStatus.SCHEDULED):
        request = one.request
        if request.is_offer or not request.rules.text_is_private or one.session.is_called_off:
            continue
        if request.asked_by_id == instance.member_id:
            call_off_all(request, request.asked_by)
        part = request.participations.filter(member=instance.member_id, state=Part.JOINED).first()
        if part is not None:
            joining.leave(part)


def _requests_of(session):
    return [locked(one.request) for one in Appointment.objects.filter(session=session).select_related("request")]
