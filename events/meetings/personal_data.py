"""What meetings hold about people, for the register: who came goes with them, what they organised stays."""

from django.db.models import Q

from base.personal_data import Leaving, register
from events.meetings.actions.registering import leave_all
from events.meetings.models import (
    Answer,
    BreakOut,
    CalendarKey,
    Evaluation,
    EventDocument,
    EventIndexPage,
    EventMessage,
    EventPage,
    EventQuestion,
    EventReminder,
    EventSeries,
    ProgrammeItem,
    Registration,
    RegistrationChange,
    TaggedEvent,
)


def fill():
    register(EventIndexPage, work="intro")
    register(EventSeries, nothing="id slug", work="name description")
    register(
        EventPage,
        rows=lambda member: Q(owner=member) | Q(organisers=member),
        nothing="offer_hours remind_days state cancelled_at moved_from uid sequence announced private",
        person="organisers",
        work="summary kind description for_whom organisation series starts_at ends_at venue address room municipality "
        "directions accessibility online online_link capacity registration_open registration_from registration_until "
        "guests_allowed hours skj visibility cancel_reason topics",
    )
    register(TaggedEvent, nothing="id tag content_object")
    register(
        ProgrammeItem,
        rows=lambda member: Q(speakers=member),
        nothing="id sort_order",
        person="speakers",
        work="event starts ends title description",
        others="other_speakers",
    )
    register(BreakOut, nothing="id sort_order", work="event title description room capacity")
    register(EventQuestion, nothing="id sort_order", work="event label kind choices required")
    register(EventDocument, nothing="id sort_order", work="event document when participants_only")
    register(
        Registration,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        before=leave_all,  # who waits gets their seats
        nothing="id language",
        person="member",
        own="event status queued_at offered_until break_out shown_to_others attended_at evaluated_at created_at "
        "guest_name guest_email guest_organisation",
        secret="key certificate_code",  # noqa: S106
    )
    register(
        Answer,
        rows=lambda member: Q(registration__member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        own="registration question text",
    )
    register(
        RegistrationChange,
        rows=lambda member: Q(registration__member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="by",
        own="registration what reason at",
    )
    register(Evaluation, nothing="id event score use better on")
    register(
        EventMessage,
        rows=lambda member: Q(by=member),
        leaving=Leaving.EMPTY,
        nothing="id receivers",
        person="by",
        work="event to subject body at",
    )
    register(EventReminder, nothing="id event kind starts_at at")
    register(
        CalendarKey,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="made_at",
        secret="key",  # noqa: S106
    )
