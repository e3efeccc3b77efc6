"""What search holds about people, for the register. Of what is looked for nobody can see who did."""

from django.db.models import Q

from base.personal_data import Leaving, register
from search.models import Asked, CompoundRule, IndexCheck, Pending, SavedSearch, Synonym


def fill():
    register(Pending, nothing="id model object_id created_at")
    register(Synonym, nothing="id term means one_way")
    register(CompoundRule, nothing="id word parts")
    register(Asked, nothing="id words day times times_nothing")
    register(IndexCheck, nothing="id checked_at documents missing left_over note")
    register(
        SavedSearch,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="words filters created_at mailed_at mails",
        secret="known",  # noqa: S106
    )
