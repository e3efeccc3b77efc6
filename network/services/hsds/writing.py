"""Our rows as HSDS 3.1 objects: dicts, with empty optional fields left out as the standard asks.

What the standard has no field for is an *attribute* with a term of a taxonomy of ours: the waiting time
(docs/open-data.md).
"""

import datetime

from django.conf import settings
from django.utils import timezone

from network.services import hours
from network.services.freshness import Freshness
from network.services.hsds import ids
from network.services.models import WaitingTime
from network.topics.models import Topic

COUNTRY = "NL"
WAITING = "waiting-time"
# Terms of our own taxonomy: key -> (number, name, what it means).
WAITING_TERMS = {
    "state": (1, "waiting_state", "weeks, room_now or stopped"),
    "intake": (2, "weeks_to_intake", "Weeks until the first talk"),
    "start": (3, "weeks_to_start", "Weeks until help starts"),
    "measured": (4, "measured_on", "Day on which the waiting time was measured (ISO 8601)"),
    "definition": (5, "waiting_definition", "How the waiting time was measured, in words"),
    "source": (6, "waiting_source", "Where the figure comes from: form, confirmed, import or exchange"),
}
# As RFC 5545 names the days, Monday first.
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TAXONOMIES = {kind: number for number, kind in enumerate([*Topic.Kind.values, WAITING], start=1)}


def filled(**values):
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def address_of(path):
    """An address on this site with its host."""
    return settings.BASE_URL.rstrip("/") + path


def day_as_moment(day):
    """A day as the standard writes a moment."""
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=timezone.get_default_timezone()).isoformat()


def taxonomy(kind):
    """One kind of topic as a taxonomy, or our own one of waiting times."""
    label = "Waiting time" if kind == WAITING else str(Topic.Kind(kind).label)
    return {
        "id": ids.make("taxonomy", TAXONOMIES[kind]),
        "name": label,
        "description": f"{label}: terms of {settings.BASE_URL}",
        "uri": address_of("/onderwerpen/"),
    }


def term(topic):
    """A topic as a term of its taxonomy."""
    return filled(
        id=ids.make("topic", topic.pk),
        code=topic.slug,
        name=topic.name,
        description=topic.definition or topic.name,
        parent_id=ids.make("topic", topic.broader_id) if topic.broader_id else None,
        taxonomy=str(Topic.Kind(topic.kind).label),
        language="nl",
        taxonomy_id=ids.make("taxonomy", TAXONOMIES[topic.kind]),
        term_uri=topic.uri or address_of(topic.get_absolute_url()),
    )


def waiting_term(key):
    """A part of a waiting time as a term."""
    number, name, meaning = WAITING_TERMS[key]
    return {
        "id": ids.make("waiting-term", number),
        "code": name,
        "name": name,
        "description": meaning,
        "taxonomy": "Waiting time",
        "taxonomy_id": ids.make("taxonomy", TAXONOMIES[WAITING]),
    }


def organization(organisation, *, locations=None):
    """An organisation; with ``locations`` (a list) as the standard nests them."""
    return filled(
        id=ids.make("organisation", organisation.pk),
        name=organisation.name,
        description=organisation.description or organisation.name,
        website=organisation.website,
        uri=address_of(f"/aanbieders/{organisation.slug}/"),
        locations=[location(one) for one in locations or []],
        attributes=[attribute("organisation", organisation.pk, term(one)) for one in _accepted(organisation)],
    )


def location(place):
    """A place that can be visited."""
    key = ids.make("location", place.pk)
    return filled(
        id=key,
        location_type="physical",
        organization_id=ids.make("organisation", place.organisation_id),
        name=place.name or place.city,
        latitude=_number(place.latitude),
        longitude=_number(place.longitude),
        addresses=[
            {
                "id": ids.make("address", place.pk),
                "location_id": key,
                "address_1": place.address,
                "city": place.city,
                "state_province": place.municipality.name if place.municipality else place.city,
                "postal_code": place.postcode or "-",
                "country": COUNTRY,
                "address_type": "physical",
            }
        ],
        accessibility=[
            {"id": ids.make("accessibility", place.pk), "location_id": key, "description": place.accessibility}
        ]
        if place.accessibility
        else [],
        schedules=[opened | {"location_id": key} for opened in _weekly("place-hours", place)],
    )


def service(one, waiting=None, *, full=False):
    """A service; ``full`` nests what belongs to it. ``waiting`` is its waiting time of now."""
    key = ids.make("service", one.pk)
    found = filled(
        id=key,
        organization_id=ids.make("organisation", one.organisation_id),
        name=one.name,
        description=one.description or one.summary,
        url=address_of(f"/sociale-kaart/{one.slug}/"),
        status=one.status,
        application_process=one.how_to_refer,
        minimum_age=one.age_from,
        maximum_age=one.age_to,
        last_modified=one.updated_at.isoformat(),
    )
    if not full:
        return found
    return found | filled(
        organization=organization(one.organisation),
        service_areas=[
            {
                "id": ids.pair("area", one.pk, place.pk),
                "service_id": key,
                "name": place.name,
                "extent": place.code,
                "extent_type": "other",
            }
            for place in one.municipalities.all()
        ],
        service_at_locations=[service_at_location(one, place) for place in one.locations.all()],
        languages=[
            {"id": ids.pair("language", one.pk, number), "service_id": key, "name": name}
            for number, name in enumerate(part.strip() for part in one.languages.split(",") if part.strip())
        ],
        schedules=_schedules(one, key),
        capacities=_capacities(one, waiting, key),
        attributes=[attribute("service", one.pk, term(topic)) for topic in _accepted(one)]
        + waiting_attributes(one, waiting),
    )


def service_at_location(one, place):
    """A service where it can be visited."""
    return {
        "id": ids.pair("service-at-location", one.pk, place.pk),
        "service_id": ids.make("service", one.pk),
        "location_id": ids.make("location", place.pk),
        "location": location(place),
    }


def attribute(kind, key, its_term, value=None, number=0):
    """That something carries a term, or has a value for it."""
    link = ids.make(kind, key)
    their_number = ids.read("topic", its_term["id"]) or number
    return filled(
        id=ids.pair(f"attribute-{kind}-{'value' if number else 'topic'}", key, their_number),
        link_id=link,
        link_entity="organization" if kind == "organisation" else kind,
        taxonomy_term_id=its_term["id"],
        taxonomy_term=its_term,
        label=its_term["name"],
        value=value,
    )


def waiting_attributes(one, waiting):
    """The waiting time of now; none when nobody believes the figure any more."""
    if waiting is None or waiting.freshness == Freshness.UNKNOWN:
        return []
    values = {
        "state": waiting.state,
        "intake": waiting.weeks_to_intake,
        "start": waiting.weeks_to_start,
        "measured": waiting.measured_on.isoformat(),
        "definition": waiting.definition,
        "source": waiting.source,
    }
    return [
        attribute("service", one.pk, waiting_term(key), str(value), WAITING_TERMS[key][0])
        for key, value in values.items()
        if value not in (None, "")
    ]


def _capacities(one, waiting, key):
    """Whether there is room, as far as we know: at least one place, or none."""
    if waiting is None or waiting.freshness == Freshness.UNKNOWN:
        return []
    room = waiting.state == WaitingTime.State.ROOM_NOW
    return [
        {
            "id": ids.make("capacity", one.pk),
            "service_id": key,
            "unit": {"id": ids.make("unit", 1), "name": "clients"},
            "unit_id": ids.make("unit", 1),
            "available": 1 if room else 0,
            "description": "At least this many" if room else "There is a waiting time",
            "updated": day_as_moment(waiting.measured_on),
        }
    ]


def _schedules(one, key):
    """When it is open, and from when until when it is offered, as far as that is known."""
    offered = filled(
        valid_from=one.starts_on.isoformat() if one.starts_on else "",
        valid_to=one.ends_on.isoformat() if one.ends_on else "",
    )
    opened = _weekly("service-hours", one) or ([{"id": ids.make("schedule", one.pk)}] if offered else [])
    return [schedule | {"service_id": key} | offered for schedule in opened]


def _weekly(kind, thing):
    """Opening hours as weekly events in local time: one schedule for all days with the same hours."""
    days = {}
    for weekday, opens, closes in hours.of(thing):
        days.setdefault((opens, closes), []).append(weekday)
    return [
        {
            "id": ids.pair(kind, thing.pk, _minutes(opens) * 1440 + _minutes(closes)),
            "freq": "WEEKLY",
            "byday": ",".join(BYDAY[weekday - 1] for weekday in weekdays),
            "opens_at": f"{opens:%H:%M}",
            "closes_at": f"{closes:%H:%M}",
        }
        for (opens, closes), weekdays in sorted(days.items())
    ]


def _minutes(time):
    return time.hour * 60 + time.minute


def _accepted(thing):
    return [topic for topic in thing.topics.all() if topic.status == Topic.Status.ACCEPTED]


def _number(decimal):
    return None if decimal is None else float(decimal)
