"""Who works for an organisation, on its page; for members only."""

from django.utils.translation import gettext as _

from network.people.models import Member
from network.topics.slots import Block

SHOWN = 24


def block(organisation, member):
    """The members of an organisation, those who are open to questions first. None for a visitor."""
    people = Member.objects.visible_to(member).filter(organisation=organisation)
    count = people.count()
    if not count:
        return None
    rows = people.select_related("organisation").order_by("-open_to_questions", "name", "pk")[:SHOWN]
    return Block(
        title=_("People who work here"),
        count=count,
        template="topics/blocks/people.html",
        context={"people": list(rows)},
    )
