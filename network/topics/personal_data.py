"""What topics hold about people, for the register."""

from django.db.models import Q

from base.personal_data import Leaving, register
from network.topics.models import Topic


def fill():
    register(
        Topic,
        rows=lambda member: Q(suggested_by=member),
        leaving=Leaving.EMPTY,
        nothing="id slug kind synonyms broader status merged_into uri",
        person="suggested_by",
        own="suggestion_reason suggested_at",
        work="name definition",
        others="remark",
    )
