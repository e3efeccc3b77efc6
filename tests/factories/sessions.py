"""Sessions for tests."""

from datetime import timedelta

from django.utils import timezone

from events.meetings.models import EventIndexPage, EventPage
from events.sessions.actions import planning
from events.sessions.choices import SessionState
from events.sessions.models import Session, SessionMethod, SessionStep
from home.actions import ensure_site_tree
from tests.factories.people import MemberFactory


def make_method(name="Drie vragen", minutes=(5, 10, 15), who=("presenter", "others", "everyone"), **fields):
    """A method with a step for each number of minutes."""
    fields = {"slug": name.lower().replace(" ", "-"), "summary": "Kort en goed.", **fields}
    method = SessionMethod(name=name, **fields)
    method.steps.set(
        [
            SessionStep(
                sort_order=place,
                title=f"Stap {place + 1}",
                minutes=number,
                instruction=f"Doe stap {place + 1}.",
                who=who[place % len(who)],
            )
            for place, number in enumerate(minutes)
        ]
    )
    method.save()
    return method


def make_session(title="Hoe blijf ik rustig?", *, members=None, days=7, hours=2, state=None, **fields):
    """A session that starts ``days`` from now (negative: it was) with ``members``, three new ones by default.

    ``state`` is written as it is; who needs the rules calls the actions.
    """
    if not EventIndexPage.objects.exists():
        ensure_site_tree()
    members = [MemberFactory() for _number in range(3)] if members is None else members
    start = fields.pop("starts_at", None) or timezone.now() + timedelta(days=days)
    end = fields.pop("ends_at", None) or start + timedelta(hours=hours)
    session = planning.plan(title, members[0], members, starts_at=start, ends_at=end, **fields)
    if state is not None:
        moment = end if state in (SessionState.HELD, SessionState.CLOSED) else None
        closed = end if state == SessionState.CLOSED else None
        Session.objects.filter(pk=session.pk).update(state=state, held_at=moment, closed_at=closed)
    return Session.objects.select_related("event", "method").get(pk=session.pk)


def people_of(session):
    """Who take part, in the order in which they joined."""
    return [row.member for row in session.members.select_related("member").order_by("pk")]


def event_of(session):
    """The meeting of a session as it is in the database now."""
    return EventPage.objects.get(pk=session.event_id)
