"""Meetings as calendar files (iCalendar, RFC 5545), for feeds, downloads and mails.

Moments are in UTC: every calendar shows them in the time of its owner, also after the clocks change. A meeting keeps
its ``UID``; whenever it is changed its ``SEQUENCE`` goes up, so that a calendar that has it already takes over the
change, and one that is cancelled stays in feeds as cancelled.
"""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDatetime, vText, vUri

from base.html import plain_text
from base.mail import absolute_url
from base.models import SiteSettings
from base.text import clean_text

# What is over stays so long in a feed: a calendar that looks seldom still hears of a late change.
KEPT = timedelta(days=90)
CONTENT_TYPE = "text/calendar; charset=utf-8"


def uid(event):
    """The name of a meeting in every calendar, the same for ever."""
    return f"{event.uid}@{urlsplit(settings.BASE_URL).hostname or 'leerkring'}"


def calendar_of(events, name, method="PUBLISH"):
    """A calendar file (bytes) with these rows: meetings, or pairs (meeting, whether its reader has a seat)."""
    file = Calendar()
    file.add("prodid", "-//Leerkring//agenda//NL")
    file.add("version", "2.0")
    file.add("method", method)
    file.add("x-wr-calname", _line(name))
    file.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for row in events:
        event, inside = row if isinstance(row, tuple) else (row, False)
        file.add_component(component(event, inside=inside))
    return file.to_ical()


def invitation(registration, method="REQUEST"):
    """The calendar file for who registered: ``REQUEST`` puts the meeting there or changes it, ``CANCEL`` ends it."""
    event = registration.event
    file = Calendar()
    file.add("prodid", "-//Leerkring//agenda//NL")
    file.add("version", "2.0")
    file.add("method", method)
    entry = component(event, inside=registration.takes_part)
    # Of two files with the same SEQUENCE a calendar takes the later one: who cancels may register again.
    entry["DTSTAMP"] = vDatetime(_utc(timezone.now()))
    organiser = vCalAddress(f"mailto:{SiteSettings.current().contact_email or settings.DEFAULT_FROM_EMAIL}")
    organiser.params["CN"] = vText(_line(event.organisation or SiteSettings.current().site_name))
    attendee = vCalAddress(f"mailto:{registration.email}")
    attendee.params["CN"] = vText(_line(registration.name))
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    entry.add("organizer", organiser, encode=0)
    entry.add("attendee", attendee, encode=0)
    if method == "CANCEL":
        entry["STATUS"] = vText("CANCELLED")
    file.add_component(entry)
    return file.to_ical()


def attachment(registration, method="REQUEST"):
    """The same as an attachment of a mail."""
    return (f"{registration.event.slug}.ics", invitation(registration, method), f"text/calendar; method={method}")


def component(event, inside=False):
    """A meeting as VEVENT; the online link only for who is ``inside``."""
    changed = event.last_published_at or event.starts_at
    if event.cancelled_at and event.cancelled_at > changed:
        changed = event.cancelled_at
    address = absolute_url(event.get_absolute_url())
    entry = Event()
    entry.add("uid", uid(event))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", _utc(changed))
    entry.add("last-modified", _utc(changed))
    entry.add("dtstart", _utc(event.starts_at))
    entry.add("dtend", _utc(event.ends_at))
    title = _("Cancelled: %(title)s") % {"title": event.title} if event.is_cancelled else event.title
    entry.add("summary", _line(title))
    entry.add("description", clean_text(_description(event, address, inside)))
    if place := ", ".join(part for part in (event.venue, event.address, event.room) if part):
        entry.add("location", _line(place))
    elif event.online:
        entry.add("location", _("Online"))
    entry.add("url", vUri(address))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    entry.add("class", "PUBLIC" if event.visibility == "public" else "PRIVATE")
    return entry


def _description(event, address, inside):
    parts = [event.cancel_reason if event.is_cancelled else "", event.summary, plain_text(event.description)[:1500]]
    if inside and event.online_link:
        parts.append(f"{_('Take part online:')} {event.online_link}")
    return "\n\n".join(part for part in (*parts, address) if part)


def _line(text):
    """One line, without what no calendar wants to read."""
    return " ".join(clean_text(str(text)).split())


def _utc(moment):
    return moment.astimezone(UTC).replace(microsecond=0)
