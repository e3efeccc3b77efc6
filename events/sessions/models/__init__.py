"""Methods, sessions, who takes part, and what they take home."""

from events.sessions.models.after import Lesson, LessonConsent, Reflection
from events.sessions.models.methods import SessionMethod, SessionStep
from events.sessions.models.sessions import Session, SessionMember, SessionNote
from events.sessions.models.settings import SessionSettings

__all__ = [
    "Lesson",
    "LessonConsent",
    "Reflection",
    "Session",
    "SessionMember",
    "SessionMethod",
    "SessionNote",
    "SessionSettings",
    "SessionStep",
]
