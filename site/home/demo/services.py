"""What the providers of the demo region offer, with a year of waiting times, and its groups of people."""

import datetime

from django.utils import timezone

from base import stamps
from home.demo.content import days_ago, read
from home.demo.waiting import DEFINITIONS, number, year
from network.organisations.models import Location, QualityRegistration
from network.people.models import Membership, PeopleGroup
from network.people.roles import PROVIDER_EDITOR, STAFF
from network.services import hours
from network.services.actions import report_waiting
from network.services.models import Service, WaitingTime

# A large provider has more than one place where it can be visited.
PLACES = {"large": 3, "small": 1}
REGISTERS = ("SKJ", "HKZ", "ISO 9001")
# When a place is open, and when one may call about a service, as people write it: {day of the week: hours}.
OPEN = (
    dict.fromkeys(range(1, 6), "8:30-17:00"),
    dict.fromkeys(range(1, 6), "9:00-17:00") | {2: "9:00-21:00", 3: "9:00-12:30"},
    dict.fromkeys((1, 2, 4), "9:00-12:30, 13:00-17:00"),
)
CALL = dict.fromkeys((1, 2, 4, 5), "9:00-10:30")


def load_services(region):
    """Services of the providers, as far as they aren't there, with their history.

    The last figure of each is told as an editor tells it. The eleven before it go in together: nobody told them.
    """
    tellers, past = _tellers(region), []
    for row in read("services"):
        organisation = region.organisations[row["organisation"]]
        if Service.objects.filter(organisation=organisation, name=row["name"]).exists():
            continue
        service = _service(region, organisation, row)
        teller = tellers.get(row["organisation"], tellers[None])
        # a provider measures all it offers in one way
        way = DEFINITIONS[number(row["organisation"], 0, len(DEFINITIONS) - 1)]
        *earlier, last = year(service.slug, row["fresh"], row["state"], row["weeks"], way) or [None]
        past += [WaitingTime(service=service, reported_by=teller, **figure) for figure in earlier]
        if last:
            report_waiting(service, teller, **last)
    WaitingTime.objects.bulk_create(past)
    # bulk_create sends no signal
    stamps.bump_on_commit("site", "services")


def _tellers(region):
    """Who tells the figures of an organisation (by its slug): its editor, and under None the staff for the others."""
    tellers = {}
    for row in read("members"):
        if row.get("role") == PROVIDER_EDITOR:
            tellers.setdefault(row["organisation"], region.members[row["slug"]])
        elif row.get("role") == STAFF:
            tellers.setdefault(None, region.members[row["slug"]])
    return tellers


def _service(region, organisation, row):
    service = Service.objects.create(
        organisation=organisation,
        name=row["name"],
        summary=row["summary"],
        age_from=row["ages"][0],
        age_to=row["ages"][1],
        at_home=row["at_home"],
        online=row["online"],
        how_to_refer=row["refer"],
        consultation_possible=row["consultation"],
        languages=row["languages"],
        status=row["status"],
        ends_on=timezone.localdate() + datetime.timedelta(days=row["ends_in_days"]) if "ends_in_days" in row else None,
        contact_name="Aanmelding",
        contact_email=f"aanmelden@{organisation.mail_domain}",
    )
    service.topics.set(region.tags(row["topics"]))
    service.municipalities.set(
        region.places(row["municipalities"]) if row["municipalities"] else organisation.municipalities.all()
    )
    if row["consultation"]:
        _set_hours(service, CALL)
    if not row["at_home"]:
        places = _locations(organisation)
        service.locations.set(places[: number(service.slug, 1, len(places))])
    return service


def _locations(organisation):
    """The places of a provider, in the first municipalities where it works; made with the first service."""
    found = list(organisation.locations.all())
    if found:
        return found
    for town in organisation.municipalities.order_by("name")[: PLACES[organisation.size]]:
        key, place = f"{organisation.slug} {town.slug}", read("places")[town.name]
        found.append(
            Location.objects.create(
                organisation=organisation,
                address=f"Voorbeeldstraat {number(key, 1, 180)}",
                city=place["city"],
                municipality=town,
                # somewhere within a kilometre of the middle of the town
                latitude=round(place["latitude"] + number(f"{key} lat", -80, 80) / 10_000, 5),
                longitude=round(place["longitude"] + number(f"{key} lon", -130, 130) / 10_000, 5),
                accessibility="Drempelvrij, met een rustige wachtkamer." if number(key, 0, 1) else "",
            )
        )
        _set_hours(found[-1], OPEN[number(key, 0, len(OPEN) - 1)])
    register = REGISTERS[number(organisation.slug, 0, len(REGISTERS) - 1)]
    QualityRegistration.objects.create(organisation=organisation, register=register)
    return found


def _set_hours(thing, week):
    hours.replace(thing, [(day, *stretch) for day, text in week.items() for stretch in hours.read(text)])


def load_groups(region):
    """Groups of people: the members of the organisations that take part, the first of them coordinates."""
    for row in read("groups"):
        if PeopleGroup.objects.filter(name=row["name"]).exists():
            continue
        group = PeopleGroup.objects.create(
            name=row["name"],
            kind=row["kind"],
            summary=row["summary"],
            description=row["description"],
            for_members=row["for_members"],
            joining=row["joining"],
            visibility=row["visibility"],
            created_at=days_ago(300),
        )
        group.topics.set(region.tags(row["topics"]))
        organisations = [region.organisations[slug] for slug in row["organisations"]]
        group.organisations.set(organisations)
        people = sorted(
            (member for member in region.members.values() if member.is_active),
            key=lambda member: (
                member.organisation not in organisations,
                number(f"{group.slug} {member.slug}", 0, 999),
            ),
        )
        for place, member in enumerate(people[: row["members"]]):
            Membership.objects.create(
                group=group, member=member, is_coordinator=place == 0, since=days_ago(250 - place)
            )
