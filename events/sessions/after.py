"""What is left to do after a session, on its own page and under ``/mijn/``."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.choices import EventState
from events.sessions import rules
from events.sessions.actions import closing, lessons
from events.sessions.choices import LessonState, SessionState
from events.sessions.models import Lesson, Reflection, Session, SessionMember

# Under ``/mijn/`` what is older than this is no longer brought up.
LATELY = timedelta(days=60)
SHOWN = 4


def session_block(session, member):
    """What comes after the session, for this member; empty before it has begun."""
    if not session.has_begun() or session.is_called_off:
        return ""
    if session.state == SessionState.RUNNING and not session.event.is_over:
        return ""  # first they meet
    place = session.members.filter(member=member).first()
    if place is None:
        return ""
    place.session = session
    rows = [row for row in (_attendance(session, member), _reflection(place), _lesson(session, member)) if row]
    return render_to_string("sessions/after/block.html", {"rows": rows, "session": session}) if rows else ""


def _row(title, text, address="", label="", done=False):
    return {"title": title, "text": text, "address": address, "label": label, "done": done}


def _attendance(session, member):
    confirmed, closed = closing.is_confirmed(session), session.state == SessionState.CLOSED
    title, address = _("Who was there?"), reverse("sessions:attendance", args=[session.pk])
    if not rules.may_lead(member, session):
        text = _("Noted.") if confirmed else _("Who leads this session notes it. Then the hours count.")
        return _row(title, text, done=confirmed)
    if closed:
        return _row(title, _("This session is closed."), address, _("See who was there"), done=True)
    if confirmed:
        return _row(title, _("Noted. Close the session when everything is right."), address, _("Look and close"))
    return _row(title, _("Nobody gets hours before you have noted it."), address, _("Note who was there"))


def _reflection(place):
    if not rules.may_reflect(place):
        return None
    title, text = _("Your reflection"), _("For you alone: nobody else can read it, and it stands in your SKJ folder.")
    written = Reflection.objects.of(place.member).filter(session=place.session).first()
    if written is not None:
        return _row(title, text, reverse("sessions:own", args=[written.pk]), _("Read your reflection"), done=True)
    return _row(title, text, reverse("sessions:reflection", args=[place.session_id]), _("Write your reflection"))


def _lesson(session, member):
    if not rules.was_there(member, session):
        return None
    title, address = _("A lesson for others"), reverse("sessions:lesson", args=[session.pk])
    lesson = Lesson.objects.filter(session=session).first()
    if lesson is None:
        text = _("Did you learn something that others can use? It only leaves the group if all of you agree.")
        return _row(title, text, address, _("Write a lesson")) if lessons.asked(session).count() > 1 else None
    if lesson.state == LessonState.MADE:
        return _row(
            title, _("All of you agreed, so your lesson leaves the group."), address, _("Read the lesson"), done=True
        )
    if not lesson.consents.filter(member=member).exists():
        return _row(title, _("You are asked whether it may leave the group."), address, _("Read it and answer"))
    return _row(title, _("It only leaves the group if all of you agree."), address, _("Read the lesson"), done=True)


def my_block(member):
    """Sessions of the last weeks where something waits for this member: who was there, a reflection, an answer."""
    since, now = timezone.now() - LATELY, timezone.now()
    places = SessionMember.objects.filter(member=member, session__event__starts_at__range=(since, now))
    places = places.exclude(session__event__state=EventState.CANCELLED).select_related("session__event")
    places = list(places.select_related("session__facilitator").order_by("-session__event__starts_at"))
    if not places:
        return None
    rows = _waiting(places, member)
    return {"template": "sessions/after/my_block.html", "rows": rows[:SHOWN]} if rows else None


def _waiting(places, member):
    pks = [place.session_id for place in places]
    wrote = set(Reflection.objects.of(member).filter(session__in=pks).values_list("session_id", flat=True))
    noted = set(Session.objects.filter(pk__in=pks, members__attended__isnull=False).values_list("pk", flat=True))
    asked = Lesson.objects.filter(session__in=pks).exclude(state=LessonState.MADE).exclude(consents__member=member)
    asked = set(asked.values_list("session_id", flat=True))
    rows = []
    for place in places:
        session = place.session
        what = []
        over = session.state != SessionState.CLOSED and session.ends_at <= timezone.now()
        if over and session.pk not in noted and rules.leads(member, session):
            what.append((_("Note who was there"), reverse("sessions:attendance", args=[session.pk])))
        if place.attended is not False and session.pk not in wrote:
            what.append((_("Write your reflection"), reverse("sessions:reflection", args=[session.pk])))
        if place.attended and session.pk in asked:
            what.append((_("Answer about the lesson"), reverse("sessions:lesson", args=[session.pk])))
        if what:
            rows.append({"session": session, "what": what})
    return rows
