"""Choices of requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    """What somebody asks of the network."""

    QUESTION = "question", _("Question")


class RequestStatus(models.TextChoices):
    """How far a request is."""

    DRAFT = "draft", _("Not sent yet")
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
