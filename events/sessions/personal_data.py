"""What sessions hold about people, for the register: what somebody wrote for themselves goes with them."""

from django.db.models import Q

from base.personal_data import Leaving, register
from events.sessions.models import (
    Lesson,
    LessonConsent,
    Reflection,
    Session,
    SessionMember,
    SessionMethod,
    SessionNote,
    SessionSettings,
    SessionStep,
)


def fill():
    register(SessionSettings, nothing="id site preparation_days close_days")
    register(SessionMethod, nothing="id slug", work="name summary when_to_use roles least most")
    register(SessionStep, nothing="id sort_order", work="method title minutes instruction who")
    register(
        Session,
        rows=lambda member: Q(presenter=member),
        leaving=Leaving.EMPTY,
        nothing="id steps step step_started_at paused_at spent clock",
        person="facilitator presenter",
        own="preparation",
        work="event method state held_at closed_at hours created_at",
    )
    register(
        SessionMember,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="session attended confirmed_at",
    )
    register(
        SessionNote,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="session text changed_at",
    )
    register(
        Reflection,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="session happened_on title about technical normative personal take_away hours created_at changed_at",
    )
    register(
        Lesson,
        rows=lambda member: Q(written_by=member),
        leaving=Leaving.EMPTY,
        nothing="id became_url",
        person="written_by",
        work="session title text state became made_at",
    )
    register(
        LessonConsent,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="lesson given at",
    )
