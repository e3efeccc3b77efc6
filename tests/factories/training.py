"""SKJ folders for tests."""

import datetime
from decimal import Decimal

import factory
from django.core.files.base import ContentFile

from events.training import actions
from events.training.choices import Category
from events.training.models import Entry, Period
from tests.factories.people import MemberFactory

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


class PeriodFactory(factory.django.DjangoModelFactory):
    """Five years around today."""

    class Meta:
        model = Period

    member = factory.SubFactory(MemberFactory)
    starts_on = datetime.date(2024, 1, 1)
    ends_on = datetime.date(2028, 12, 31)


class EntryFactory(factory.django.DjangoModelFactory):
    """A training elsewhere."""

    class Meta:
        model = Entry

    member = factory.SubFactory(MemberFactory)
    category = Category.TRAINING
    title = factory.Sequence(lambda number: f"Opleiding {number}")
    happened_on = datetime.date(2026, 3, 1)
    hours = Decimal("2.5")


def with_proof(entry, content=PDF, name="Bewijs van mij.pdf"):
    """The entry with a file as its proof; gives the ``ProofFile``."""
    proof = actions.keep_file(entry.member, ContentFile(content, name=name))
    actions.keep_entry(entry, proof)
    proof.refresh_from_db()
    return proof
