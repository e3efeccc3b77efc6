"""When a session is over: who was there, closing it, and forgetting what was written to prepare it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.choices import EventState
from events.sessions import notices, rules
from events.sessions.actions import lessons
from events.sessions.actions.planning import locked
from events.sessions.choices import LessonState, SessionState
from events.sessions.hours import planned_hours
from events.sessions.models import Lesson, Session, SessionSettings
from events.sessions.signals import session_closed, session_held

# So long after a session who leads it is still asked who was there.
ASKED_UNTIL = timedelta(days=7)


@transaction.atomic
def confirm_attendance(session, by, attended, hours=None, now=None):
    """Note who was there: ``attended`` are primary keys of members, ``hours`` how long it took (a ``Decimal``).

    It may be put right until the session is closed. Who was there is asked for their reflection.
    Raises ``ValidationError``.
    """
    session, now = locked(session), now or timezone.now()
    _refuse(session, by, now)
    if Lesson.objects.filter(session=session, state=LessonState.MADE).exists():
        # Who was there had to agree: nobody joins or leaves them afterwards.
        raise ValidationError(_("A lesson of this session was shared, so who was there stays as it is."))
    there = []
    for one in session.members.select_related("member"):
        one.attended, one.confirmed_at = one.member_id in attended, now
        one.save(update_fields=["attended", "confirmed_at"])
        if one.attended:
            there.append(one.member)
    session.hours = hours or planned_hours(session)
    if session.state != SessionState.HELD:
        # A group that didn't use the clock, or let it run.
        session.state, session.held_at = SessionState.HELD, now
        _stop_clock(session)
        session.save()
        session_held.send(Session, session=session)
    else:
        session.save(update_fields=["hours"])
    notices.ask_reflections(session, there)
    lessons.follow_attendance(session)
    return session


@transaction.atomic
def close(session, by=None, now=None):
    """End a session for good; ``by`` is who leads it, None the clock. Again changes nothing.

    Raises ``ValidationError``.
    """
    session, now = locked(session), now or timezone.now()
    if session.state == SessionState.CLOSED:
        return session
    if by is not None:
        _refuse(session, by, now)
        if not is_confirmed(session):
            raise ValidationError(_("First say who was there."))
    session.state, session.closed_at = SessionState.CLOSED, now
    _stop_clock(session)
    if SessionSettings.current().preparation_days == 0:
        session.preparation = ""
    session.save()
    session_closed.send(Session, session=session)
    return session


def _refuse(session, by, now):
    if not rules.may_lead(by, session):
        raise ValidationError(_("Only who leads this session does that."))
    if session.state == SessionState.CLOSED:
        raise ValidationError(_("This session is closed."))
    if session.is_called_off:
        raise ValidationError(_("This session was called off."))
    if not session.has_begun(now):
        raise ValidationError(_("This session has not begun yet."))


def _stop_clock(session):
    """Leave no step going on; screens that are open see that it is over."""
    session.step = session.step_started_at = session.paused_at = None
    session.spent = 0
    session.clock += 1


def is_confirmed(session):
    """Whether somebody said who was there."""
    return session.members.filter(attended__isnull=False).exists()


# ---------- by the clock ----------


def close_due(now=None):
    """Close sessions that nobody closed for so many days; how many that were."""
    now = now or timezone.now()
    before = now - timedelta(days=SessionSettings.current().close_days)
    due = Session.objects.exclude(state=SessionState.CLOSED).exclude(event__state=EventState.CANCELLED)
    due = due.filter(event__ends_at__lt=before).order_by("pk")
    for session in due:
        close(session, now=now)
    return len(due)


def delete_preparation(now=None):
    """Forget what was written to prepare sessions whose day for that has come; of how many."""
    now, days = now or timezone.now(), SessionSettings.current().preparation_days
    over = Q(event__ends_at__lt=now - timedelta(days=days)) if days else Q(state=SessionState.CLOSED)
    return forget(Session.objects.filter(over | Q(event__state=EventState.CANCELLED)))


def forget(sessions):
    """Empty the preparation of these sessions (a queryset); how many had one."""
    return sessions.exclude(preparation="").update(preparation="")


def ask_attendance(now=None):
    """Ask who leads a session that is over who was there, once; how many were asked."""
    now = now or timezone.now()
    over = Session.objects.filter(Q(event__ends_at__lte=now) | Q(state=SessionState.HELD))
    over = (
        over.filter(event__ends_at__gt=now - ASKED_UNTIL)
        .exclude(state=SessionState.CLOSED)
        .exclude(event__state=EventState.CANCELLED)
    )
    over = over.exclude(members__attended__isnull=False)
    return sum(notices.ask_attendance(session) for session in over.order_by("pk"))


def every_day():
    """For the worker; gives 0, as what is done once is done."""
    close_due()
    delete_preparation()
    lessons.settle_all()
    return 0
