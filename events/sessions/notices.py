"""What people are told about their sessions: only that there is something to do, never what was said."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.sessions.models import Session
from network.notices.actions import notify
from network.notices.kinds import NoticeKind, notice_kinds
from network.people.models import Member


def visible_pks(member, pks):
    """Which sessions the member takes part in."""
    return set(Session.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


KINDS = (
    NoticeKind(
        "session_attendance",
        _("Sessions that you lead: who was there"),
        _("Who was there at “%(title)s”?"),
        default="at_once",
        visible_pks=visible_pks,
    ),
    NoticeKind(
        "session_reflection",
        _("Your reflection after a session"),
        _("Write what you take with you from “%(title)s”"),
        default="at_once",
        visible_pks=visible_pks,
    ),
    NoticeKind(
        "session_lesson",
        _("Lessons of your group that others may learn from"),
        _("May this lesson from “%(title)s” leave the group?"),
        default="at_once",
        visible_pks=visible_pks,
    ),
    NoticeKind(
        "session_lesson_agreed",
        _("Lessons of yours that everybody agrees with"),
        _("Everybody agrees with your lesson from “%(title)s”"),
        default="at_once",
        visible_pks=visible_pks,
    ),
)


def fill():
    """Register the kinds."""
    for place, kind in enumerate(KINDS):
        notice_kinds.register(kind, order=40 + place)


def ask_attendance(session):
    """Ask who leads a session, or everybody where nobody does, to say who was there."""
    leads = session.facilitator_id is not None and session.facilitator.is_active
    receivers = [session.facilitator] if leads else Member.objects.filter(sessions_joined__session=session)
    return _tell(receivers, "session_attendance", session, "attendance", "sessions:attendance")


def ask_reflections(session, members):
    """Ask who was there to write their reflection; who did already is not asked."""
    wrote = set(session.reflections.values_list("member_id", flat=True))
    left = [one for one in members if one.pk not in wrote]
    return _tell(left, "session_reflection", session, "reflection", "sessions:reflection")


def ask_consent(lesson, members, words):
    """Ask everybody but the writer whether these words may leave the group."""
    others = [one for one in members if one.pk != lesson.written_by_id]
    return _tell(others, "session_lesson", lesson.session, f"lesson:{words}", "sessions:lesson")


def tell_agreed(lesson, words):
    """Tell the writer that everybody agrees."""
    writer = [lesson.written_by_id] if lesson.written_by_id else []
    return _tell(writer, "session_lesson_agreed", lesson.session, f"agreed:{words}", "sessions:lesson")


def _tell(members, kind, session, what, address):
    return notify(
        members,
        kind,
        key=f"session:{session.pk}:{what}",
        url=reverse(address, args=[session.pk]),
        words={"title": session.title},
        target=session,
    )
