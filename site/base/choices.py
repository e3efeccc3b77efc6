"""Choices that several rooms share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see something: design.md section 3."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members only")
    PARTICIPANTS = "participants", _("Only those who take part")
