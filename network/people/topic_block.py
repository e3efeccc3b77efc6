"""Members who can help with a topic, on its page; for members only."""

from django.utils.translation import gettext as _

from network.people.models import Member, MemberTopic
from network.people.profiles import Profile
from network.people.rules import is_member
from network.topics.slots import Block

SHOWN = 6


def block(topic, topic_ids, member):
    """Who said that they can help with the topic or a narrower one, by name."""
    if not is_member(member):
        return None
    able = MemberTopic.objects.filter(topic__in=topic_ids, level=MemberTopic.Level.CAN_HELP).values("member_id")
    people = Member.objects.visible_to(member).showing("topics").filter(pk__in=able)
    count = people.count()
    if not count:
        return None
    rows = [Profile(one, member) for one in people.with_faces().order_by("name", "pk")[:SHOWN]]
    asked = _("Open to questions")
    return Block(
        title=_("People who can help"),
        count=count,
        template="topics/blocks/people.html",
        context={"people": [(one, asked if one.open_to_questions else "") for one in rows]},
    )
