"""Choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownTo(models.TextChoices):
    """Who sees one field of a profile. The name is always shown to members."""

    MEMBERS = "members", _("All members")
    ORGANISATION = "organisation", _("My organisation only")
    NOBODY = "nobody", _("Nobody")


class GroupKind(models.TextChoices):
    """What sort of group of people it is (N5, N10)."""

    EXPERT_TEAM = "expert_team", _("Expert team")
    CLUSTER = "cluster", _("Cluster of providers")
    LEARNING_NETWORK = "learning_network", _("Learning network")
    TEAM = "team", _("Interprofessional team")


class Joining(models.TextChoices):
    """How one becomes part of a group."""

    ASK = "ask", _("Members may ask to join")
    INVITED = "invited", _("By invitation only")
