"""Choices of agreements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementStatus(models.TextChoices):
    """How far an agreement is. That it is late follows from the date."""

    PROPOSED = "proposed", _("Waits for who has to do it")
    AGREED = "agreed", _("Agreed")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not going on")


# Something still has to happen.
OPEN = (AgreementStatus.PROPOSED, AgreementStatus.AGREED)
