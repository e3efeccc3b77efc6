"""How long sessions keep what was written to prepare them, whatever the region chose and whoever forgot to close."""

from django.utils.translation import gettext_lazy as _

from base.retention import Rule, rules
from events.sessions.actions.closing import forget
from events.sessions.models import Session
from events.sessions.models.settings import LONGEST


def old_preparation(before):
    """Sessions that were over before that moment, and still have what was written to prepare them."""
    return Session.objects.filter(event__ends_at__lt=before).exclude(preparation="")


def fill():
    """Register the rule of this room."""
    rules.register(
        Rule("sessions.preparation", LONGEST, _("Preparation of a session"), old_preparation, all_at_once=forget)
    )
