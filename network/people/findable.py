"""Members as one kind of thing that search finds: for members, and of who opened their card for everyone."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from base.html import plain_text
from network.organisations.models import Municipality, Organisation
from network.people.models import Member, MemberTopic
from network.people.profiles import Profile
from network.people.rules import is_member
from network.topics.models import Topic

# What the facts are made of; ``apps.py`` lets the rooms that write it bump this stamp.
STAMP = "people"


class People(Kind):
    """Who can help: with which topics, and where."""

    name = "person"
    slug = "mensen"
    answer = "who"
    model = Member
    template = "search/_person.html"
    label = gettext_lazy("People")
    is_name = True
    sign_in = gettext_lazy("Sign in to look for people too")
    made_of = {
        MemberTopic: lambda row: [row.member_id],
        Topic: lambda topic: MemberTopic.objects.filter(topic=topic).values_list("member_id", flat=True),
        Organisation: lambda one: Member.objects.filter(organisation=one).values_list("pk", flat=True),
        Municipality: lambda one: Member.objects.filter(municipalities=one).values_list("pk", flat=True),
    }

    def counted(self, number):
        return ngettext("%(count)s person", "%(count)s people", number) % {"count": number}

    def audience(self, member):
        return "members" if is_member(member) else "visitors"

    def facts(self):
        return stamps.remember(STAMP, "facts of people", _facts)

    def rows(self, pks, member):
        """A number of queries that doesn't grow, whoever they are."""
        found = Member.objects.visible_to(member).filter(pk__in=list(pks)).for_page()
        return [_row(Profile(person, member)) for person in found]


def _row(person):
    topics = person.can_help
    why = [topic.name for topic in topics]
    role = person.role
    return Row(
        pk=person.pk,
        title=person.name,
        url=person.url,
        summary=_("Can help with %(topics)s") % {"topics": ", ".join(why)} if why else "",
        texts=texts_of(person),
        topics=topics,
        extra={
            "face": person,
            "role": role,
            "why": why,
            "expert_by_experience": person.expert_by_experience,
            "open_to_questions": person.is_open_to("open_to_questions"),
        },
        names=True,
    )


def texts_of(person):
    """What words are looked for in, of a ``Profile``: (label, text) pairs, the best first."""
    texts = [
        (_("Can help with"), ", ".join(topic.name for topic in person.can_help)),
        ("", plain_text(person.bio)),
        ("", person.role),
        (_("Works in"), ", ".join(municipality.name for municipality in person.municipalities)),
        (_("Languages"), person.languages),
    ]
    return [(label, text) for label, text in texts if text]


def _facts():
    """Topics that somebody can help with and where they work, of everybody with a page who shows it to all members."""
    topics, places = defaultdict(list), defaultdict(list)
    able = MemberTopic.objects.filter(
        level=MemberTopic.Level.CAN_HELP,
        topic__status=Topic.Status.ACCEPTED,
        member__in=Member.objects.showing("topics").values("pk"),
    )
    for member_id, topic_id in able.values_list("member_id", "topic_id"):
        topics[member_id].append(topic_id)
    working = Member.municipalities.through.objects.filter(
        member__in=Member.objects.showing("municipalities").values("pk")
    )
    for member_id, municipality_id in working.values_list("member_id", "municipality_id"):
        places[member_id].append(municipality_id)
    listed = Member.objects.listed().order_by().values_list("pk", flat=True)
    return {pk: Facts(tuple(topics[pk]), tuple(places[pk])) for pk in listed}
