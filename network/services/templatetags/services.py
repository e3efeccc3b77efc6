"""Small pieces of the pages of this room."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.services.freshness import Freshness
from network.services.models import WaitingTime

register = template.Library()


@register.inclusion_tag("services/_wait.html")
def wait(waiting):
    """How long one waits, with its date and source; a ring says how fresh the figure is: closed, dashed, dotted.

    A figure that nobody believes any more isn't shown. ``waiting`` is a ``WaitingTime`` or None.
    """
    fresh = waiting.freshness if waiting is not None else Freshness.UNKNOWN
    if fresh == Freshness.UNKNOWN:
        return {"fresh": fresh, "weeks": _("Waiting time unknown"), "waiting": waiting, "until": ""}
    return {"fresh": fresh, "waiting": waiting, "weeks": _figure(waiting), "until": _until(waiting)}


@register.filter
def waiting_words(waiting):
    """The same in one line, for a mail."""
    if waiting is None or waiting.freshness == Freshness.UNKNOWN:
        return _("Waiting time unknown")
    return ", ".join(part for part in (_figure(waiting), _until(waiting)) if part)


def _figure(waiting):
    if waiting.state == WaitingTime.State.WEEKS:
        return in_weeks(waiting.weeks)
    return waiting.get_state_display()


def _until(waiting):
    """What the number is counted to, when there is one."""
    if waiting.state != WaitingTime.State.WEEKS:
        return ""
    if waiting.weeks_to_start is None:
        return _("until the first talk")
    if waiting.weeks_to_intake is None:
        return _("until help starts")
    return _("until help starts, %(weeks)s until the first talk") % {"weeks": in_weeks(waiting.weeks_to_intake)}


def in_weeks(number):
    """A number of weeks in words."""
    if number == 0:
        return _("less than a week")
    return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}
