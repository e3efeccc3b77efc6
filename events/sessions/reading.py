"""What the pages of a session show, gathered for one reader in a fixed number of queries."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.sessions import rules
from events.sessions.actions import clock
from events.sessions.actions.clock import BEFORE
from events.sessions.choices import SessionState, Who
from events.sessions.models import SessionNote
from events.sessions.slots import session_blocks
from network.people.models import Member
from network.people.profiles import Profile


def at_work(who, session):
    """Who is at work in a step, by name where that is one person."""
    presenter = session.presenter.name if session.presenter_id else _("who brings the question")
    facilitator = session.facilitator.name if session.facilitator_id else _("The facilitator")
    return {
        Who.EVERYONE: _("Everybody"),
        Who.PRESENTER: session.presenter.name if session.presenter_id else _("Who brings the question"),
        Who.FACILITATOR: facilitator,
        Who.OTHERS: _("Everybody but %(name)s") % {"name": presenter},
        Who.EACH_ALONE: _("Each for themselves"),
    }.get(who, _("Everybody"))


def step_rows(session):
    """The steps as a page shows them: with ``number``, ``at_work`` and ``place`` ("done", "now", "todo")."""
    here = session.step if session.state == SessionState.RUNNING else None
    done = session.state in (SessionState.HELD, SessionState.CLOSED)
    rows = []
    for index, step in enumerate(session.planned_steps()):
        place = "now" if index == here else "done" if done or (here is not None and index < here) else "todo"
        rows.append({**step, "number": index + 1, "at_work": at_work(step["who"], session), "place": place})
    return rows


def clock_context(session, member, now=None, on_screen=False):
    """What ``sessions/_clock.html`` shows, on the page of the session or on a large screen."""
    now = now or timezone.now()
    state, rows = clock.state(session, now), step_rows(session)
    leads = rules.leads(member, session)
    can = clock.allowed(session, now) if leads else set()
    here = rows[session.step] if state["step"] is not None else None
    ends_at = now + timedelta(seconds=state["left"])
    return {
        "session": session,
        "on_screen": on_screen,
        "heading": "h1" if on_screen else "h2",
        "state": state,
        "can": can,
        "leads": leads,
        "leader": session.facilitator.name if session.facilitator_id and not leads else "",
        "here": here,
        "next_row": rows[session.step + 1] if here and session.step + 1 < len(rows) else None,
        "rows": rows,
        "began": timezone.localtime(session.step_started_at) if here else None,
        "ends": timezone.localtime(ends_at) if here and not state["paused"] else None,
        "left": clock_face(state["left"]),
        "share": share(state),
        "opens": timezone.localtime(session.starts_at - BEFORE),
        "is_done": session.is_over,
        "is_unused": state["state"] == SessionState.PLANNED and session.event.is_over and not can,
        "is_early": session.starts_at - BEFORE > now,
    }


def clock_face(seconds):
    """Seconds as a clock shows them: “4:05”, “-0:20”; the last second counts until it is over."""
    whole = -int(-seconds // 1)  # rounded up
    minutes, rest = divmod(abs(whole), 60)
    return f"{'-' if whole < 0 else ''}{minutes}:{rest:02}"


def share(state):
    """How much of the step is over, of 100."""
    if not state["total"]:
        return 0
    return round(min(max(1 - state["left"] / state["total"], 0), 1) * 100, 1)


def people(session, reader):
    """Who take part as ``(Profile, role)`` pairs, by name."""
    rows = Member.objects.filter(sessions_joined__session=session).with_faces().order_by("name", "pk")
    return [(Profile(one, reader), _role(one, session)) for one in rows]


def _role(member, session):
    roles = []
    if member.pk == session.presenter_id:
        roles.append(_("Brings the question"))
    if member.pk == session.facilitator_id:
        roles.append(_("Facilitates"))
    return ", ".join(roles)


def shown(session, member):
    """The context of ``sessions/session.html``."""
    note = SessionNote.objects.filter(session=session, member=member).first()
    open_ = session.state == SessionState.PLANNED and not session.is_called_off
    return {
        **clock_context(session, member),
        "event": session.event,
        "people": people(session, member),
        "note": note,
        "blocks": [html for block in session_blocks if (html := block(session, member))],
        "is_presenter": member.pk == session.presenter_id,
        "is_planned": open_ and not session.event.is_over,
        "is_missed": open_ and session.event.is_over,
        "registration": session.event.registrations.filter(member=member).first(),
    }
