"""What members say about being asked."""

from django.db import transaction

from network.people.models import Member
from network.requests.matching.index import OPEN_TO
from network.requests.models import Availability

FIELDS = ("most_a_month", "travel_km", "weekdays", "reports_to")


@transaction.atomic
def set_availability(member, cleaned):
    """Write what was filled in: what somebody is open to with the member, as on the profile, the rest beside it."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    changed = [name for name in OPEN_TO if getattr(member, name) != cleaned[name]]
    for name in changed:
        setattr(member, name, cleaned[name])
    if changed:
        member.save(update_fields=changed)
    values = {name: cleaned[name] for name in FIELDS} | {"weekdays": sorted(set(cleaned["weekdays"]))}
    return Availability.objects.update_or_create(member=member, defaults=values)[0]
