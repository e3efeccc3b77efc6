"""Choices of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """Whether others than its writers can read a report."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class NoteKind(models.TextChoices):
    """What a note is, in the order in which a report shows them."""

    FINDING = "finding", _("Finding")
    QUOTE = "quote", _("Quote")
    RECOMMENDATION = "recommendation", _("Recommendation")
    QUESTION = "question", _("Question")
    AGREEMENT = "agreement", _("Agreement")


class Consent(models.TextChoices):
    """Whether who said something agrees that it stands in the report."""

    NONE = "none", _("Not asked yet, or no: it stays out of the report")
    WITHOUT_NAME = "unnamed", _("Yes, without a name")
    WITH_NAME = "named", _("Yes, with the name")
