"""The fixed lists of practices, reports and reviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Badge(models.IntegerChoices):
    """How far a practice has been tested. Computed from what happened, never typed in; no endorsement."""

    DESCRIBED = 1, _("Described")
    REVIEWED = 2, _("Read by peers")
    APPLIED = 3, _("Applied elsewhere")
    RECOGNISED = 4, _("Recognised")


class Result(models.TextChoices):
    """What came of a practice that somebody else used."""

    WORKED = "worked", _("Worked")
    PARTLY = "partly", _("Worked partly")
    NOT = "not", _("Did not work here")
    TOO_EARLY = "too_early", _("Too early to say")


class ElementKind(models.TextChoices):
    """Whether an active element is found in many approaches or belongs to this one."""

    GENERAL = "general", _("a general element")
    SPECIFIC = "specific", _("a specific element")


class Core(models.TextChoices):
    """Whether a part may be changed (CFIR)."""

    CORE = "core", _("Core")
    ADAPTABLE = "adaptable", _("Adaptable")


class Basis(models.TextChoices):
    """What a mechanism rests on."""

    THEORY = "theory", _("Theory")
    STUDY = "study", _("Study")
    OWN_DATA = "own_data", _("Own figures")
    EXPERIENCE = "experience", _("Experience")


class RecognitionLevel(models.TextChoices):
    """Levels of the national register of effective youth interventions."""

    WELL_FOUNDED = "well_founded", _("Well founded")
    FIRST = "first", _("First indications of effectiveness")
    GOOD = "good", _("Good indications of effectiveness")
    STRONG = "strong", _("Strong indications of effectiveness")


class Score(models.IntegerChoices):
    """A peer's answer to one criterion."""

    NO = 0, _("No")
    PARTLY = 1, _("Partly")
    YES = 2, _("Yes")
