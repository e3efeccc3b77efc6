"""Meetings, who comes, and what was asked and told about them."""

from events.meetings.models.after import Evaluation
from events.meetings.models.page import EventIndexPage, EventPage, TaggedEvent
from events.meetings.models.parts import BreakOut, EventDocument, EventQuestion, ProgrammeItem
from events.meetings.models.registrations import Answer, Registration, RegistrationChange
from events.meetings.models.series import EventSeries
from events.meetings.models.told import CalendarKey, EventMessage, EventReminder

__all__ = [
    "Answer",
    "BreakOut",
    "CalendarKey",
    "Evaluation",
    "EventDocument",
    "EventIndexPage",
    "EventMessage",
    "EventPage",
    "EventQuestion",
    "EventReminder",
    "EventSeries",
    "ProgrammeItem",
    "Registration",
    "RegistrationChange",
    "TaggedEvent",
]
