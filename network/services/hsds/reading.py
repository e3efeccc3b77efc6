"""A file of HSDS objects as plain values in our own words. What comes in is never trusted: whatever isn't of the type
that the standard says is left out.

It may be a page of an API (``contents``), a list, one object, or an object of lists (``services``, ``organizations``,
``locations``, ``service_at_locations``, ``taxonomy_terms``, and lists of parts such as ``schedules``).
"""

import datetime
import json

from django.conf import settings
from django.utils.translation import gettext as _

from base.text import clean_text
from network.services.hsds.writing import BYDAY, WAITING_TERMS
from network.services.importing.reading import UnreadableFile

MOST_THINGS = 25_000
MOST_ID = 300  # signs
LISTS = {
    "taxonomy_terms": "term",
    "organizations": "organization",
    "locations": "location",
    "services": "service",
    "service_at_locations": "place",
}
# Lists of parts: where they belong, and the fields that say of what.
PARTS = ("schedules", "attributes", "service_areas", "capacities", "languages", "phones", "contacts", "addresses")
OWNERS = ("service_id", "location_id", "organization_id", "link_id")
_WAITING = {name: key for key, (_number, name, _meaning) in WAITING_TERMS.items()}


def text(thing, name, otherwise=""):
    """A field as tidy text; numbers too."""
    value = thing.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return otherwise
    return clean_text(str(value)).strip() or otherwise


def dicts(value):
    """The objects in a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


class File:
    """All objects of a file by sort and id, also those that are nested in others."""

    def __init__(self, content):
        self.found = {sort: {} for sort in LISTS.values()}
        try:
            self._take(self._parse(content))
        except (ValueError, RecursionError) as problem:
            raise UnreadableFile(_("This is no JSON that we can read.")) from problem
        if sum(map(len, self.found.values())) > MOST_THINGS:
            raise UnreadableFile(_("This file has more than %(limit)s rows. Split it.") % {"limit": MOST_THINGS})

    def _parse(self, content):
        if len(content) > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            message = _("This file is larger than %(limit)s MB. Split it into smaller ones.")
            raise UnreadableFile(message % {"limit": limit})
        return json.loads(content.decode("utf-8-sig"), parse_constant=lambda _name: None)

    def _take(self, whole):
        if isinstance(whole, dict) and isinstance(whole.get("contents"), list):
            whole = whole["contents"]
        if isinstance(whole, dict) and any(isinstance(whole.get(name), list) for name in LISTS) and "id" not in whole:
            for name, sort in LISTS.items():
                for one in dicts(whole.get(name)):
                    self._add(sort, one)
            for name in PARTS:
                self._hang(name, dicts(whole.get(name)))
            return
        for one in dicts(whole if isinstance(whole, list) else [whole]):
            self._add(_sort_of(one), one)

    def _hang(self, name, parts):
        """Put parts that stand in a list of their own in what they belong to."""
        owners = {key: one for things in self.found.values() for key, one in things.items()}
        for part in parts:
            owner = next((owners[text(part, field)] for field in OWNERS if text(part, field) in owners), None)
            if owner is not None:
                owner[name] = [*dicts(owner.get(name)), part]

    def _add(self, sort, one):
        key = text(one, "id")
        if not key or len(key) > MOST_ID:
            return
        known = self.found[sort].setdefault(key, {})
        for name, value in one.items():
            known.setdefault(name, value)
        for attribute in dicts(one.get("attributes")):
            self._add_nested("term", attribute, "taxonomy_term", "taxonomy_term_id")
        if sort == "service":
            self._add_nested("organization", known, "organization", "organization_id")
            for place in dicts(one.get("service_at_locations")):
                self._add("place", {**place, "service_id": key})
        elif sort == "organization":
            for location in dicts(one.get("locations")):
                self._add("location", {"organization_id": key, **location})
            for service in dicts(one.get("services")):
                self._add("service", {"organization_id": key, **service})
        elif sort == "place":
            self._add_nested("location", known, "location", "location_id")

    def _add_nested(self, sort, owner, name, key):
        nested = owner.get(name)
        if isinstance(nested, dict):
            self._add(sort, nested)
            owner.setdefault(key, nested.get("id"))


def _sort_of(one):
    """What an object is, by the fields that the standard gives it."""
    if "location_type" in one:
        return "location"
    if "service_id" in one and ("location_id" in one or "location" in one):
        return "place"
    if "organization_id" in one or "organization" in one or ("status" in one and "name" in one):
        return "service"
    if "taxonomy" in one or "taxonomy_id" in one or "term_uri" in one or "code" in one:
        return "term"
    return "organization"


def read(content):
    """The things of a file as ``(sort, values)``: topics, organisations, locations and services, in that order."""
    found, places = File(content).found, {}  # places: id of a service -> its locations
    for place in found["place"].values():
        location = found["location"].get(text(place, "location_id"))
        service = found["service"].get(text(place, "service_id"))
        if location is not None and service is not None:
            if not text(location, "organization_id"):
                location["organization_id"] = service.get("organization_id")
            places.setdefault(text(service, "id"), []).append(location)
    things = [("topic", _topic(one)) for one in found["term"].values() if text(one, "name") not in _WAITING]
    things += [("organisation", _organisation(one, found)) for one in found["organization"].values()]
    things += [("location", _location(one)) for one in found["location"].values() if _is_physical(one)]
    things += [("service", _service(one, found, places.get(key, []))) for key, one in found["service"].items()]
    if not things:
        raise UnreadableFile(_("There is nothing of HSDS in this file."))
    return things


def _is_physical(one):
    return text(one, "location_type", "physical") == "physical"


def filled(**values):
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _unless(value, stand_in):
    return "" if value == stand_in else value


def _topic(one):
    return filled(
        id=text(one, "id"),
        name=text(one, "name"),
        code=text(one, "code"),
        kind=text(one, "taxonomy"),
        definition=_unless(text(one, "description"), text(one, "name")),
        uri=text(one, "term_uri"),
        broader=text(one, "parent_id"),
    )


def _organisation(one, found):
    return filled(
        id=text(one, "id"),
        name=text(one, "name"),
        # ours are described by their name when nobody did
        description=_unless(text(one, "description"), text(one, "name")),
        website=text(one, "website"),
        topics=_topics(one, found),
    )


def _location(one):
    address = next(iter(dicts(one.get("addresses"))), {})
    access = next(iter(dicts(one.get("accessibility"))), {})
    postcode, name, city = text(address, "postal_code"), text(one, "name"), text(address, "city")
    return filled(
        id=text(one, "id"),
        organisation=text(one, "organization_id"),
        # ours are called after the town when they have no name
        name=_unless(name, city),
        address=text(address, "address_1"),
        postcode=_unless(postcode, "-"),
        city=city,
        municipality=text(address, "state_province"),
        latitude=_degrees(one.get("latitude")),
        longitude=_degrees(one.get("longitude")),
        accessibility=text(access, "description"),
        hours=_hours(one),
    )


def _service(one, found, places):
    contact, phone = next(iter(dicts(one.get("contacts"))), {}), next(iter(dicts(one.get("phones"))), {})
    offered = next(iter(dicts(one.get("schedules"))), {})
    return filled(
        id=text(one, "id"),
        organisation=text(one, "organization_id"),
        name=text(one, "name"),
        description=text(one, "description"),
        status=text(one, "status"),
        how_to_refer=text(one, "application_process"),
        age_from=_whole(one.get("minimum_age"), 120),
        age_to=_whole(one.get("maximum_age"), 120),
        languages=", ".join(filter(None, (text(lang, "name") for lang in dicts(one.get("languages"))))),
        municipalities=[
            filled(code=text(area, "extent"), name=text(area, "name")) for area in dicts(one.get("service_areas"))
        ],
        locations=sorted({text(place, "id") for place in places if _is_physical(place)}),
        online=any(text(place, "location_type") == "virtual" for place in places) or None,
        topics=_topics(one, found),
        contact_name=text(contact, "name"),
        contact_phone=text(phone, "number"),
        contact_email=text(one, "email"),
        starts_on=_day(text(offered, "valid_from")),
        ends_on=_day(text(offered, "valid_to")),
        hours=_hours(one),
        waiting=_waiting(one, found),
    )


def _topics(one, found):
    keys = {text(attribute, "taxonomy_term_id") for attribute in dicts(one.get("attributes"))}
    return sorted(key for key in keys if key in found["term"] and text(found["term"][key], "name") not in _WAITING)


def _waiting(one, found):
    """Our own attributes; without them room now, when a capacity says so."""
    told = {}
    for attribute in dicts(one.get("attributes")):
        term = found["term"].get(text(attribute, "taxonomy_term_id"), {})
        key = _WAITING.get(text(term, "code")) or _WAITING.get(text(attribute, "label"))
        if key:
            told[key] = text(attribute, "value")
    if told:
        return filled(
            state=told.get("state"),
            weeks_to_intake=_whole(told.get("intake"), 260),
            weeks_to_start=_whole(told.get("start"), 260),
            measured_on=_day(told.get("measured", "")),
            definition=told.get("definition", "")[:300],
        )
    for capacity in dicts(one.get("capacities")):
        if _whole(capacity.get("available"), 10**6) and _day(text(capacity, "updated")):
            return {"state": "room_now", "measured_on": _day(text(capacity, "updated"))}
    return None


def _hours(one):
    """Weekly opening hours as sorted [weekday, opens, closes]; other schedules can't be shown here."""
    found = set()
    for schedule in dicts(one.get("schedules")):
        opens, closes = _time(text(schedule, "opens_at")), _time(text(schedule, "closes_at"))
        weekly = text(schedule, "freq", "WEEKLY") == "WEEKLY" and text(schedule, "interval", "1") == "1"
        if opens and closes and opens < closes and weekly:
            days = {day.strip().upper() for day in text(schedule, "byday").split(",")}
            found |= {(place, opens, closes) for place, day in enumerate(BYDAY, 1) if day in days}
    return sorted(map(list, found))


def _time(value):
    """``HH:MM`` of a time, as the clock on the wall says it."""
    try:
        return datetime.time.fromisoformat(value.rstrip("Zz")).strftime("%H:%M") if value else ""
    except ValueError:
        return ""


def _day(value):
    try:
        return datetime.date.fromisoformat(value[:10]).isoformat() if value else ""
    except ValueError:
        return ""


def _whole(value, most):
    try:
        number = int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 <= number <= most and not isinstance(value, bool) else None


def _degrees(value):
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 180:
        return None
    return f"{value:.5f}"
