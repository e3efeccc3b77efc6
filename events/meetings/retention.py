"""How long meetings keep what they know of people."""

from django.utils.translation import gettext_lazy as _

from base.retention import Rule, rules
from events.meetings.choices import Status
from events.meetings.models import Answer, Registration


def old_answers(before):
    """What people answered (what they eat, what they need), counted from the end of the meeting."""
    return Answer.objects.filter(registration__event__ends_at__lt=before)


def unproven_guests(before):
    """Guests who never confirmed their address: it may be somebody else's."""
    return Registration.objects.filter(status=Status.UNPROVEN, queued_at__lt=before)


def absent_guests(before):
    """Guests who were not there; who was may ask for the certificate later."""
    return Registration.objects.filter(member=None, attended_at=None, event__ends_at__lt=before)


def _delete(rows):
    return rows.delete()[0]


def fill():
    """Register all rules of this room."""
    rules.register(
        Rule("meetings.answers", 30, _("Answers to questions of a meeting"), old_answers, all_at_once=_delete)
    )
    rules.register(Rule("meetings.unproven", 7, _("Guests who did not confirm their address"), unproven_guests))
    rules.register(Rule("meetings.guests", 365, _("Guests of a meeting who were not there"), absent_guests))
