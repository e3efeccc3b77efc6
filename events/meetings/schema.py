"""A meeting in the words of schema.org, for search engines."""

from django.conf import settings
from django.utils import timezone

from base.choices import Visibility
from base.mail import absolute_url


def describe(event, topics, seats):
    """JSON-LD of a public meeting; nothing for what is not public. Never the link to take part online."""
    if event.visibility != Visibility.PUBLIC or not event.live:
        return None
    url = absolute_url(event.get_absolute_url())
    facts = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "description": event.summary,
        "startDate": _local(event.starts_at),
        "endDate": _local(event.ends_at),
        "previousStartDate": _local(event.moved_from) if event.moved_from and not event.is_cancelled else None,
        "eventStatus": f"https://schema.org/{_status(event)}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(event)}",
        "location": _location(event, url),
        "organizer": _organiser(event),
        "about": [
            {"@type": "DefinedTerm", "name": topic.name, "url": absolute_url(topic.get_absolute_url())}
            for topic in topics
        ],
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": seats.free,
        "superEvent": {"@type": "EventSeries", "name": event.series.name} if event.series else None,
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value not in (None, [], "")}


def _status(event):
    if event.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if event.moved_from else "EventScheduled"


def _has_place(event):
    return bool(event.venue or event.address or event.municipality)


def _attendance(event):
    if not event.online:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if _has_place(event) else "OnlineEventAttendanceMode"


def _location(event, url):
    places = []
    if _has_place(event):
        address = ", ".join(part for part in (event.address, str(event.municipality or "")) if part)
        place = {"@type": "Place", "name": event.venue or address, "address": address}
        places.append({name: value for name, value in place.items() if value})
    if event.online:
        places.append({"@type": "VirtualLocation", "url": url})
    return places


def _organiser(event):
    if event.organisation is None:
        return None
    about = event.organisation
    return {"@type": "Organization", "name": about.name, "url": absolute_url(about.get_absolute_url())}


def _local(moment):
    """With the offset of the region at that moment, so that it reads the same before and after summer time."""
    return timezone.localtime(moment).replace(microsecond=0).isoformat()
