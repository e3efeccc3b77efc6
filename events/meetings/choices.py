"""Choices of meetings and registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What people come together for."""

    NETWORK = "network", _("Network meeting")
    TRAINING = "training", _("Training day")
    INTERVISION = "intervision", _("Intervision")
    WORKING = "working", _("Working session")
    BOARD = "board", _("Board meeting")


class EventState(models.TextChoices):
    """Whether it goes on. That it is over follows from the clock."""

    PLANNED = "planned", _("Goes on")
    CANCELLED = "cancelled", _("Cancelled")


class Status(models.TextChoices):
    """Where somebody stands who registered. Who was there is in ``Registration.attended_at``."""

    UNPROVEN = "unproven", _("Has to confirm the address")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("May take a seat that came free")
    CONFIRMED = "confirmed", _("Has a seat")
    CANCELLED = "cancelled", _("Doesn't come")


# Who takes one of the seats: a seat that is offered to somebody is nobody else's until the offer ends.
SEATED = (Status.CONFIRMED, Status.OFFERED)
# Who counts as taking part: they see the online link, and what is only for participants.
TAKES_PART = (Status.CONFIRMED,)
# Who may still come.
ALIVE = (Status.WAITING, Status.OFFERED, Status.CONFIRMED)


class AnswerKind(models.TextChoices):
    """How a question to who registers is answered."""

    TEXT = "text", _("A line of text")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of some answers")


class When(models.TextChoices):
    """When a document is shown."""

    BEFORE = "before", _("Before the meeting")
    AFTER = "after", _("After the meeting")
