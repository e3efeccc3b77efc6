"""How long notices are kept."""

from django.utils.translation import gettext_lazy as _

from base.retention import Rule, rules
from network.notices.models import Notification


def read_before(moment):
    return Notification.objects.filter(read_at__lt=moment)


def never_read(moment):
    return Notification.objects.filter(read_at=None, created_at__lt=moment)


def fill():
    """Register all rules of this room."""
    rules.register(Rule("notices.read", 90, _("Notices that were read"), read_before))
    rules.register(Rule("notices.unread", 365, _("Notices that nobody read"), never_read))
