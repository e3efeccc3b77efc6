"""What requests hold about people, for the register: questions and answers stay, with a former member."""

from django.db.models import Q

from base.personal_data import register
from network.requests.models import Request, Response


def fill():
    register(
        Request,
        rows=lambda member: Q(asked_by=member),
        nothing="id kind reminded_at",
        person="asked_by to_member",
        work="title text topics to_organisation to_municipality event visibility status answer_by "
        "created_at answered_at",
    )
    register(
        Response,
        rows=lambda member: Q(member=member),
        nothing="id",
        person="member",
        work="request text is_accepted created_at",
    )
