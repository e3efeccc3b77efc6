"""What an organisation offers, on its page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.services import rules
from network.services.models import Service, WaitingTime
from network.topics.slots import Block

SHOWN = 10


def action(organisation, member):
    """The way to the screens of who keeps the organisation up to date."""
    if not rules.may_edit_organisation(member, organisation):
        return None
    return _("Keep this page up to date"), reverse("services:manage", args=[organisation.slug])


def block(organisation, member):
    """The services that the reader may see, or None."""
    found = Service.objects.visible_to(member).filter(organisation=organisation).order_by("name")
    count = found.count()
    if not count:
        return None
    shown = list(found[:SHOWN])
    waiting = WaitingTime.objects.latest_of([one.pk for one in shown])
    more = count > SHOWN
    return Block(
        title=_("Services"),
        count=count,
        template="services/organisation_block.html",
        context={"rows": [(one, waiting.get(one.pk)) for one in shown]},
        more_url=reverse("services:map") if more else "",
        more_label=_("The whole provider map"),
    )
