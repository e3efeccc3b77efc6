"""What ``events.sessions`` knows of somebody: intervision that they took part in, and their own reflections."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.meetings.choices import EventKind, EventState
from events.sessions.choices import SessionState
from events.sessions.hours import planned_hours
from events.sessions.models import Reflection, SessionMember
from events.training.choices import Category, Source
from events.training.proofs import Paper, Proof
from events.training.sources import on_days, paper_name


def intervision(member, since, until):
    """Sessions of intervision where the group said that somebody was there. One question.

    A session of another kind belongs to what it came of: the room of requests gives that.
    """
    found = SessionMember.objects.filter(
        on_days("session__event__starts_at", since, until),
        member=member,
        attended=True,
        session__state__in=(SessionState.HELD, SessionState.CLOSED),
        session__event__kind=EventKind.INTERVISION,
    )
    found = found.exclude(session__event__state=EventState.CANCELLED)
    return [_session(place.session, member) for place in found.select_related("session__event", "session__method")]


def _session(session, member):
    details = [session.method.name] if session.method else []
    if session.facilitator_id == member.pk:
        details.append(_("you led it"))
    if session.presenter_id == member.pk:
        details.append(_("you brought the question"))
    return Proof(
        category=Category.INTERVISION,
        title=session.title,
        happened_on=session.event.starts.date(),
        hours=planned_hours(session) if session.hours is None else session.hours,
        url=session.get_absolute_url(),
        source=Source.GROUP.label,
        detail=" · ".join(details),
    )


def reflections(member, since, until):
    """What somebody wrote of their own reflection. One question; the text only goes into the ZIP.

    The hours of a session stand in its own row: a reflection on it adds none.
    """
    found = Reflection.objects.of(member)
    if since is not None:
        found = found.filter(happened_on__gte=since)
    if until is not None:
        found = found.filter(happened_on__lte=until)
    return [_reflection(one) for one in found]


def _reflection(one):
    name = paper_name(one.happened_on, one.title, "txt")
    hours = one.hours if one.session_id is None else None
    return Proof(
        category=Category.REFLECTION,
        title=one.title,
        happened_on=one.happened_on,
        hours=hours,
        adds=hours is not None,
        url=reverse("sessions:own", args=[one.pk]),
        source=Source.OWN.label,
        detail=one.get_about_display() if one.about else "",
        papers=(Paper("reflecties", name, lambda: reflection_text(one).encode()),),
    )


def reflection_text(one):
    """A reflection as a text of its own: what was asked above what was answered."""
    parts = [f"{one.title}\n{one.happened_on:%d-%m-%Y}"]
    for name in ("technical", "normative", "personal", "take_away"):
        if text := getattr(one, name):
            label = str(Reflection._meta.get_field(name).verbose_name)
            parts.append(f"{label[:1].upper()}{label[1:]}\n\n{text}")
    return "\n\n".join(parts) + "\n"
