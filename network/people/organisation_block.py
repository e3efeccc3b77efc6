"""Who works for an organisation, on its page: as far as they let the reader see that."""

from django.utils.translation import gettext as _

from network.people.choices import ShownTo
from network.people.models import Member
from network.people.rules import is_member
from network.topics.slots import Block

SHOWN = 24


def block(organisation, member):
    """The members of an organisation, by name. None when there is nobody to show."""
    people = Member.objects.visible_to(member).filter(organisation=organisation)
    colleague = is_member(member) and member.organisation_id == organisation.pk
    levels = [ShownTo.MEMBERS, ShownTo.ORGANISATION] if colleague else [ShownTo.MEMBERS]
    people = people.showing("organisation", levels)
    count = people.count()
    if not count:
        return None
    rows = people.select_related("organisation").order_by("name", "pk")[:SHOWN]
    return Block(
        title=_("People who work here"),
        count=count,
        template="topics/blocks/people.html",
        context={"people": list(rows)},
    )
