"""Choices of sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Who(models.TextChoices):
    """Who is at work in a step of a method."""

    EVERYONE = "everyone", _("Everybody")
    PRESENTER = "presenter", _("Who brings the question")
    FACILITATOR = "facilitator", _("The facilitator")
    OTHERS = "others", _("Everybody but who brings the question")
    EACH_ALONE = "each_alone", _("Each for themselves")


class SessionState(models.TextChoices):
    """How far a session is. That it was called off is known of its meeting."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Going on")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")


class About(models.TextChoices):
    """What a reflection is mostly about: the dimensions of the professional register."""

    TECHNICAL = "technical", _("How I work")
    NORMATIVE = "normative", _("What I find good and right")
    PERSONAL = "personal", _("What it does to me")


class LessonState(models.TextChoices):
    """How far a lesson of a session is."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Everybody agrees")
    MADE = "made", _("Shared")
