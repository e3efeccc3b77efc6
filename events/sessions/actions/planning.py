"""Setting up a session, moving it, calling it off, and who takes part.

The lock of the meeting comes first, then that of the session, here and where somebody cancels at their own page of
the meeting.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.actions import organising, registering
from events.meetings.choices import EventKind
from events.sessions.choices import SessionState
from events.sessions.models import Session, SessionMember
from events.sessions.signals import session_called_off


@transaction.atomic
def plan(
    title,
    by,
    members,
    *,
    starts_at,
    ends_at,
    method=None,
    facilitator=None,
    presenter=None,
    preparation="",
    venue="",
    municipality=None,
    online_link="",
    kind=EventKind.INTERVISION,
):
    """Plan a session for ``members``, and register each: meetings mail them with a calendar file.

    ``by`` only takes part when they are one of ``members``; the facilitator and who brings the question always do.
    Raises ``ValidationError`` for times that run backwards.
    """
    if starts_at >= ends_at:
        raise ValidationError(_("The end is not after the start."))
    people = {one.pk: one for one in (*members, facilitator, presenter) if one is not None}
    event = organising.keep_private(
        title=title,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue,
        municipality=municipality,
        online=bool(online_link),
        online_link=online_link,
    )
    session = Session.objects.create(
        event=event, method=method, facilitator=facilitator, presenter=presenter, preparation=preparation
    )
    for member in people.values():
        SessionMember.objects.create(session=session, member=member)
        registering.add(event, by, member=member)
    return session


@transaction.atomic
def move(session, by, starts_at, ends_at):
    """Give a session that has not begun another moment; who take part are mailed by the meeting.

    Raises ``ValidationError`` when it can't be moved, or not to there.
    """
    session = locked(session)
    _refuse_unless_planned(session)
    if starts_at >= ends_at:
        raise ValidationError(_("The end is not after the start."))
    if starts_at <= timezone.now():
        raise ValidationError(_("Choose a moment that is still to come."))
    organising.move_private(session.event, starts_at, ends_at)
    return locked(session)


@transaction.atomic
def call_off(session, by, reason):
    """Call a session off, and mail who would come. Again changes nothing. Raises ``ValidationError`` once it began."""
    session = locked(session)
    if session.is_called_off:
        return session
    _refuse_unless_planned(session)
    organising.cancel(session.event, by, reason)
    session = locked(session)
    session.preparation = ""
    session.save(update_fields=["preparation"])
    session_called_off.send(Session, session=session)
    return session


@transaction.atomic
def add_member(session, member, by=None):
    """Let somebody take part too; who does already changes nothing. Raises ``ValidationError`` once it is over."""
    session = locked(session)
    if session.is_over or session.is_called_off:
        raise ValidationError(_("This session is over."))
    row, is_new = SessionMember.objects.get_or_create(session=session, member=member)
    if is_new:
        registering.add(session.event, by, member=member)
    return row


@transaction.atomic
def leave(session, member):
    """Somebody takes part no longer; whether they did. What they noted for themselves goes."""
    session = locked(session)
    registration = session.event.registrations.filter(member=member).first()
    if registration is not None:
        registering.cancel(registration)  # the rest follows from that (``signal_handlers``)
    gone, _rows = SessionMember.objects.filter(session=session, member=member).delete()
    return registration is not None or bool(gone)


def locked(session):
    """The session as it is now, while nobody else changes it, its meeting, or who takes part."""
    organising.locked(session.event)
    return Session.objects.select_for_update(of=("self",)).select_related("event", "method").get(pk=session.pk)


def _refuse_unless_planned(session):
    if session.state != SessionState.PLANNED:
        raise ValidationError(_("This session has begun already."))
    if session.is_called_off:
        raise ValidationError(_("This session was called off."))
