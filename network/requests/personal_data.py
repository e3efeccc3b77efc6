"""What requests hold about people, for the register: what was asked stays with a former member, private text goes."""

from django.db.models import Q

from base.personal_data import Leaving, register
from network.requests import leaving
from network.requests.models import (
    Appointment,
    Assessment,
    Availability,
    Criterion,
    ExchangeSettings,
    Impression,
    MomentAnswer,
    MomentOption,
    Participation,
    PartyInvitation,
    Proposal,
    Request,
    RequestChange,
    Response,
    Score,
    VisitDay,
)


def fill():
    register(
        ExchangeSettings,
        nothing="id site ground_rules keep_text_days patience_days round_size round_days expire_days",
    )
    register(
        Request,
        rows=lambda member: Q(asked_by=member),
        before=leaving.take_back_private,
        nothing="id kind reminded_at round next_round_at weights text_deleted_at",
        person="asked_by to_member chosen assessors reader",
        work="is_offer title text about topics organisation to_organisation to_municipality event visibility group "
        "status outcome outcome_text wanted_by method size facilitator_wanted other_organisations_only meets place "
        "municipality travel_km answer_within asks_itself budget decided_by proposals_shown created_at opened_at "
        "closed_at",
    )
    register(
        RequestChange,
        rows=lambda member: Q(by=member),
        leaving=Leaving.EMPTY,
        nothing="id",
        person="by",
        work="request old new remark at",
    )
    register(
        Participation,
        rows=lambda member: Q(member=member),
        before=leaving.leave_groups,
        leaving=Leaving.DELETE,
        nothing="id origin round reasons apart reminded_at",
        person="member",
        own="request state message leads agreed_at promised_by until day asked_at answered_at",
    )
    register(
        Availability,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="reports_to most_a_month travel_km weekdays",
    )
    register(MomentOption, nothing="id", work="request starts_at ends_at")
    register(
        MomentAnswer,
        rows=lambda member: Q(participation__member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        own="option participation can",
    )
    register(Appointment, nothing="id", work="request session")
    register(
        Response,
        rows=lambda member: Q(member=member),
        nothing="id",
        person="member",
        work="request text is_accepted created_at",
    )
    register(VisitDay, nothing="id", work="request starts_at ends_at places session")
    register(
        Impression,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="request text offered agreed_at created_at",
    )
    register(Criterion, nothing="id sort_order", work="request text weight")
    register(
        Proposal,
        rows=lambda member: Q(made_by=member) | Q(writers=member),
        nothing="id key version",
        person="made_by writers changed_by",
        work="request title text costs organisations taken_off status reason created_at changed_at handed_in_at",
    )
    register(
        PartyInvitation,
        rows=lambda member: Q(invited_by=member),
        leaving=Leaving.EMPTY,
        nothing="id",
        person="invited_by",
        work="request organisation group at",
    )
    register(
        Assessment,
        rows=lambda member: Q(assessor=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="assessor",
        own="request scored done_at",
    )
    register(
        Score,
        rows=lambda member: Q(assessor=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="assessor",
        own="proposal criterion points remark",
    )
