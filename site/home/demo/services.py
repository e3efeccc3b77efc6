"""What the providers of the demo region offer, with a year of waiting times, and its groups of people."""

import datetime
import hashlib

from django.utils import timezone

from base import stamps
from home.demo.content import days_ago, read
from network.organisations.models import Location, QualityRegistration
from network.people.models import Membership, PeopleGroup
from network.services.models import Service, WaitingTime

# Days since the last figure was told, by how fresh it should look.
LAST_TOLD = {"fresh": (1, 30), "fading": (40, 65), "unknown": (75, 160)}
MONTHS = 12


def load_services(region):
    """Services of the providers, as far as they aren't there, with their history."""
    figures = []
    for row in read("services"):
        organisation = region.organisations[row["organisation"]]
        if Service.objects.filter(organisation=organisation, name=row["name"]).exists():
            continue
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
            contact_name="Aanmelding",
            contact_email=f"aanmelden@{organisation.mail_domain}",
        )
        service.topics.set(region.tags(row["topics"]))
        service.municipalities.set(
            region.places(row["municipalities"]) if row["municipalities"] else organisation.municipalities.all()
        )
        if not row["at_home"]:
            service.locations.set(_locations(organisation))
        figures += _history(service, row)
    WaitingTime.objects.bulk_create(figures)
    # bulk_create sends no signal
    stamps.bump_on_commit("site", "services")


def _locations(organisation):
    """The one place of a provider, in the first municipality where it works."""
    found = list(organisation.locations.all())
    if not found:
        town = organisation.municipalities.order_by("name").first()
        number = _number(organisation.slug, 1, 180)
        found = [
            Location.objects.create(
                organisation=organisation,
                address=f"Voorbeeldstraat {number}",
                city=town.name,
                municipality=town,
                accessibility="Drempelvrij, met een rustige wachtkamer." if number % 2 else "",
            )
        ]
        QualityRegistration.objects.create(organisation=organisation, register="SKJ" if number % 2 else "HKZ")
    return found


def _history(service, row):
    """A figure a month, the last one as old as it should look; all follow from the name, so each load is the same."""
    today = timezone.localdate()
    last = _number(service.slug, *LAST_TOLD[row["fresh"]])
    low, high = row["weeks"]
    figures = []
    for month in range(MONTHS):
        start = _number(f"{service.slug} {month}", low, high)
        now = month == 0
        state = row["state"] if now else WaitingTime.State.WEEKS
        weeks = state == WaitingTime.State.WEEKS
        figures.append(
            WaitingTime(
                service=service,
                state=state,
                weeks_to_start=start if weeks else None,
                weeks_to_intake=max(start // 3, 0) if weeks else None,
                measured_on=today - datetime.timedelta(days=last + 30 * month),
                source=WaitingTime.Source.CONFIRMED if month % 3 else WaitingTime.Source.FORM,
                definition="Gemiddelde van de laatste tien aanmeldingen.",
            )
        )
    return figures


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
                _number(f"{group.slug} {member.slug}", 0, 999),
            ),
        )
        for place, member in enumerate(people[: row["members"]]):
            Membership.objects.create(
                group=group, member=member, is_coordinator=place == 0, since=days_ago(250 - place)
            )


def _number(text, low, high):
    """A number between both, always the same for a text."""
    return low + int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % (high - low + 1)
