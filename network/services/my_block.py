"""Under ``/mijn/``: what the provider that I speak for has on the map, and which figures are old."""

from network.people.rules import is_provider_editor
from network.services.freshness import Freshness
from network.services.models import Service, WaitingTime


def block(member):
    """The block for a provider editor, None for others."""
    if not is_provider_editor(member) or member.organisation_id is None:
        return None
    services = list(Service.objects.offered().filter(organisation=member.organisation_id).values_list("pk", flat=True))
    waiting = WaitingTime.objects.latest_of(services)
    old = [pk for pk in services if pk not in waiting or waiting[pk].freshness != Freshness.FRESH]
    return {
        "template": "services/my_block.html",
        "organisation": member.organisation,
        "count": len(services),
        "old": len(old),
    }
