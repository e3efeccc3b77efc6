"""What agreements hold about people, for the register: what was agreed stays, with a former member."""

from django.db.models import Q

from base.personal_data import register
from network.tables.models import Agreement, AgreementChange


def fill():
    register(
        Agreement,
        rows=lambda member: Q(owner=member) | Q(made_by=member),
        nothing="id",
        person="owner made_by",
        work="title text organisation due status progress event topics visibility created_at",
        secret="key",  # noqa: S106
    )
    register(
        AgreementChange,
        rows=lambda member: Q(by=member),
        nothing="id",
        person="by",
        work="agreement status due note at",
    )
