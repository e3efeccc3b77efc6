"""Groups of people on the pages of a member, an organisation and a topic."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.people.models import PeopleGroup
from network.people.rules import is_member
from network.topics.slots import Block

SHOWN = 6


def of_person(person, member):
    """The groups that ``person`` takes part in and ``member`` may know of. Visitors learn of nobody where they are."""
    return _block(PeopleGroup.objects.visible_to(member).of(person)) if is_member(member) else None


def of_organisation(organisation, member):
    """The groups that say that an organisation takes part in them."""
    return _block(PeopleGroup.objects.visible_to(member).filter(organisations=organisation))


def of_topic(topic, topic_ids, member):
    """The groups that know about a topic or a narrower one."""
    carried = PeopleGroup.topics.through.objects.filter(topic__in=topic_ids).values("peoplegroup_id")
    return _block(PeopleGroup.objects.visible_to(member).filter(pk__in=carried))


def _block(groups):
    count = groups.count()
    if not count:
        return None
    return Block(
        title=ngettext("Group", "Groups", count),
        count=count,
        template="people/blocks/groups.html",
        context={"groups": list(groups.order_by("name")[:SHOWN])},
        more_url=reverse("people:groups") if count > SHOWN else "",
        more_label=_("All groups"),
    )
