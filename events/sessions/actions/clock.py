"""The clock of a session, the same for everybody who has it open.

Each act names the number (``Session.clock``) that its screen saw. When that isn't the number any more nothing happens:
so a second click, a form that is sent again and a screen that is behind do no harm. ``state`` is what all screens show.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.sessions import rules
from events.sessions.choices import SessionState, Who
from events.sessions.models import Session
from events.sessions.signals import session_held

# The clock can be started so long before the start, and so long after the end, of the meeting.
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=12)
# What no clock runs longer than, in seconds: somebody forgot it.
LONGEST = 24 * 3600


def start(session, by, version, now=None):
    """Begin with the first step. The steps of the method are copied, so that later changes of it don't matter."""
    return _act("start", session, by, version, now)


def next_step(session, by, version, now=None):
    return _act("next", session, by, version, now)


def previous_step(session, by, version, now=None):
    return _act("previous", session, by, version, now)


def pause(session, by, version, now=None):
    return _act("pause", session, by, version, now)


def resume(session, by, version, now=None):
    return _act("resume", session, by, version, now)


def finish(session, by, version, now=None):
    """End it: what was to be done together is done. Rooms to the right hear of it."""
    return _act("finish", session, by, version, now)


def allowed(session, now=None):
    """The names of what the clock can do now, as a set, whoever does it."""
    now = now or timezone.now()
    if session.is_called_off:
        return set()
    if session.state == SessionState.PLANNED:
        return {"start"} if session.starts_at - BEFORE <= now <= session.ends_at + AFTER else set()
    if session.state != SessionState.RUNNING:
        return set()
    can = {"finish", "resume" if session.paused_at else "pause"}
    if session.step > 0:
        can.add("previous")
    if session.step < len(session.steps) - 1:
        can.add("next")
    return can


def _act(verb, session, by, version, now):
    """Do it under the lock of the session; whether anything changed."""
    now = now or timezone.now()
    with transaction.atomic():
        current = Session.objects.select_for_update(of=("self",)).select_related("event", "method", "facilitator")
        current = current.get(pk=session.pk)
        if current.clock != version or verb not in allowed(current, now) or not rules.may_lead(by, current):
            return False
        _VERBS[verb](current, now)
        current.clock += 1
        current.save()
        if verb == "finish":
            session_held.send(Session, session=current)
    return True


def _start(session, now):
    session.state, session.steps = SessionState.RUNNING, session.planned_steps() or [_whole(session)]
    _begin(session, 0, now)


def _begin(session, step, now):
    session.step, session.step_started_at, session.paused_at, session.spent = step, now, None, 0


def _pause(session, now):
    session.spent, session.paused_at = elapsed(session, now), now


def _resume(session, now):
    session.step_started_at, session.paused_at = now, None


def _finish(session, now):
    session.state, session.held_at = SessionState.HELD, now
    session.step = session.step_started_at = session.paused_at = None
    session.spent = 0


_VERBS = {
    "start": _start,
    "next": lambda session, now: _begin(session, session.step + 1, now),
    "previous": lambda session, now: _begin(session, session.step - 1, now),
    "pause": _pause,
    "resume": _resume,
    "finish": _finish,
}


def _whole(session):
    """The one step of a session without a method: the whole of it."""
    minutes = round((session.ends_at - session.starts_at) / timedelta(minutes=1))
    return {"title": _("Conversation"), "minutes": max(1, minutes), "instruction": "", "who": Who.EVERYONE.value}


def elapsed(session, now):
    """How many seconds the step has taken; a pause takes none, and a clock that was set back neither."""
    if session.paused_at is not None or session.step_started_at is None:
        return session.spent
    running = (now - session.step_started_at).total_seconds()
    return min(session.spent + max(0.0, running), LONGEST)


def state(session, now=None):
    """What all screens show, as a dict of plain values; ``total`` and ``left`` are seconds, and ``left`` falls below 0.

    ``{version, state, step, steps, title, who, total, left, paused, server_now}``; ``step`` is None unless it runs.
    """
    now = now or timezone.now()
    running = session.state == SessionState.RUNNING
    row = session.steps[session.step] if running else None
    total = row["minutes"] * 60 if row else 0
    return {
        "version": session.clock,
        "state": "called_off" if session.is_called_off else session.state,
        "step": session.step if running else None,
        "steps": len(session.planned_steps()),
        "title": row["title"] if row else "",
        "who": row["who"] if row else "",
        "total": total,
        "left": round(total - elapsed(session, now), 3) if row else 0,
        "paused": session.paused_at is not None,
        "server_now": now.isoformat(),
    }
