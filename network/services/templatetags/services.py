"""Small pieces of the pages of this room."""

import re
from urllib.parse import quote

from django import template
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.mail import absolute_url
from network.services.freshness import FRESH_DAYS, KNOWN_DAYS, Freshness
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


@register.inclusion_tag("services/_wait_legend.html")
def wait_legend():
    """What the three rings mean."""
    return {
        "rows": [
            (Freshness.FRESH, _("Recent"), _("told in the last %(days)s days") % {"days": FRESH_DAYS}),
            (
                Freshness.FADING,
                _("Fading"),
                _("%(first)s to %(last)s days old: call to be sure") % {"first": FRESH_DAYS + 1, "last": KNOWN_DAYS},
            ),
            (
                Freshness.UNKNOWN,
                _("Unknown"),
                _("older than %(days)s days: we don't show the number any more") % {"days": KNOWN_DAYS},
            ),
        ]
    }


@register.simple_tag
def map_file(name):
    """The address of a file of Leaflet, which comes with a package and is served by the site itself."""
    return static(f"js_lib_leaflet/{name}")


@register.filter
def ages(service):
    """The ages in words; empty when the provider doesn't say."""
    if service.age_from is None and service.age_to is None:
        return ""
    if service.age_to is None:
        return _("from %(age)s years") % {"age": service.age_from}
    if service.age_from is None:
        return _("up to %(age)s years") % {"age": service.age_to}
    return _("%(first)s to %(last)s years") % {"first": service.age_from, "last": service.age_to}


@register.filter
def phone_digits(number):
    """A phone number as a link wants it: digits and a leading plus."""
    return ("+" if number.strip().startswith("+") else "") + re.sub(r"\D", "", number)


@register.simple_tag
def mail_to_myself(rows):
    """A link that opens the reader's own mail program with the short list in it: the site sends nothing."""
    lines = []
    for row in rows:
        lines += [f"{row.service.name} ({row.service.organisation.name})", waiting_words(row.waiting)]
        lines += [absolute_url(row.service.get_absolute_url()), ""]
    return f"mailto:?subject={quote(_('Short list'))}&body={quote(chr(10).join(lines))}"


@register.filter
def figure_words(waiting):
    """A figure of the history, whatever its age."""
    return ", ".join(part for part in (_figure(waiting), _until(waiting)) if part)


@register.filter
def waiting_words(waiting):
    """The same in one line, for a mail."""
    if waiting is None or waiting.freshness == Freshness.UNKNOWN:
        return _("Waiting time unknown")
    return figure_words(waiting)


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
