"""Practices on the page of a member and on that of an organisation."""

from django.utils.translation import gettext as _

from network.topics.slots import Block
from practices.models import PracticePage

SHOWN = 50


def block(person, member):
    """What ``person`` wrote, helped to write or answers questions about, and ``member`` may see."""
    return _block(PracticePage.objects.visible_to(member).written_by(person))


def organisation_block(organisation, member):
    """What comes from an organisation, and ``member`` may see."""
    return _block(PracticePage.objects.visible_to(member).filter(organisation=organisation))


def _block(practices):
    count = practices.count()
    if not count:
        return None
    rows = practices.select_related("organisation").order_by("-badge", "-first_published_at", "-pk")[:SHOWN]
    return Block(
        title=_("Practices"), count=count, template="topics/blocks/practices.html", context={"practices": list(rows)}
    )
