"""What pages and answers to surveys hold about people, for the register."""

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import IContains

from base.personal_data import Leaving, register
from home.models import ContentPage, FormAnswer, FormField, FormPage, HomePage, NewsIndexPage, NewsPage


def _answers_with_address(member):
    """Answers aren't linked to anybody. They are a member's when one of them is exactly their address."""
    address = member.email.lower()
    likely = FormAnswer.objects.filter(IContains(Cast(F("form_data"), TextField()), Value(address)))
    mine = [row.pk for row in likely if address in {str(value).strip().lower() for value in row.form_data.values()}]
    return Q(pk__in=mine)


def fill():
    register(HomePage, work="lead questions")
    register(ContentPage, work="lead body")
    register(NewsIndexPage)
    register(NewsPage, nothing="image", work="date lead body")
    register(
        FormPage,
        nothing="to_address from_address subject intro thank_you_text privacy_note",
    )
    register(
        FormField,
        nothing="id sort_order clean_name label field_type required choices default_value help_text page own_details",
    )
    register(
        FormAnswer,
        rows=_answers_with_address,
        leaving=Leaving.DELETE,
        nothing="id",
        own="form_data page submit_time",
        secret="token",  # noqa: S106
    )
