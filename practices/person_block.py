"""Practices and adoption reports on the pages of a member, a group and an organisation."""

from django.utils.translation import gettext as _

from network.people.rules import is_member
from network.topics.slots import Block
from practices.models import AdoptionReport, PracticePage

SHOWN = 50
SHOWN_OF_GROUP = 10


def block(person, member):
    """What ``person`` wrote, helped to write or answers questions about, and ``member`` may see."""
    return _block(PracticePage.objects.visible_to(member).written_by(person), _("Practices"))


def reports_block(person, member):
    """What ``person`` tried of others and ``member`` may read. Visitors don't learn who wrote a report."""
    if not is_member(member):
        return None
    visible = PracticePage.objects.visible_to(member).values("pk")
    reports = AdoptionReport.objects.filter(member=person, practice__in=visible)
    count = reports.count()
    if not count:
        return None
    rows = reports.select_related("practice", "municipality").order_by("-created_at", "-pk")[:SHOWN]
    return Block(
        title=_("Tried in practice"),
        count=count,
        template="practices/blocks/reports.html",
        context={"reports": list(rows)},
    )


def organisation_block(organisation, member):
    """What comes from an organisation, and ``member`` may see."""
    return _block(PracticePage.objects.visible_to(member).filter(organisation=organisation), _("Practices"))


def group_block(group, member):
    """What the people of a group wrote, and ``member`` may see. Visitors don't learn who wrote a practice."""
    if not is_member(member):
        return None
    people = group.memberships.active().values("member_id")
    written = PracticePage.objects.visible_to(member).authored_by_any(people)
    return _block(written, _("Practices that they share"), SHOWN_OF_GROUP)


def _block(practices, title, most=SHOWN):
    count = practices.count()
    if not count:
        return None
    rows = practices.select_related("organisation").order_by("-badge", "-first_published_at", "-pk")[:most]
    return Block(title=title, count=count, template="topics/blocks/practices.html", context={"practices": list(rows)})
