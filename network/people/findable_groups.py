"""Groups of people as one kind of thing that search finds: expert teams and networks to turn to (N10)."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from base.html import plain_text
from network.organisations.models import Organisation
from network.people.findable import STAMP
from network.people.models import PeopleGroup
from network.people.rules import is_member, is_staff_member
from network.topics.models import Topic


class Groups(Kind):
    """Who thinks along together. What is for the group itself is in no index."""

    name = "group"
    slug = "groepen"
    answer = "who"
    model = PeopleGroup
    template = "search/_topic.html"
    label = _("Groups")
    made_of = {
        Topic: lambda topic: PeopleGroup.objects.filter(topics=topic).values_list("pk", flat=True),
        Organisation: lambda one: PeopleGroup.objects.filter(organisations=one).values_list("pk", flat=True),
    }

    def counted(self, number):
        return ngettext("%(count)s group", "%(count)s groups", number) % {"count": number}

    def audience(self, member):
        if not is_member(member):
            return "visitors"
        return "staff" if is_staff_member(member) else member.pk

    def facts(self):
        return stamps.remember(STAMP, "facts of groups", _facts)

    def rows(self, pks, member):
        """Two queries, whatever they are."""
        found = PeopleGroup.objects.visible_to(member).filter(pk__in=list(pks))
        return [_row(group) for group in found.prefetch_related("topics")]


def _row(group):
    texts = [("", group.summary), ("", plain_text(group.description))]
    return Row(
        pk=group.pk,
        title=group.name,
        url=group.get_absolute_url(),
        summary=group.summary,
        texts=[(label, text) for label, text in texts if text],
        topics=[topic for topic in group.topics.all() if topic.status == Topic.Status.ACCEPTED],
        extra={"kind": group.get_kind_display()},
    )


def _facts():
    topics = defaultdict(list)
    for group, topic in PeopleGroup.topics.through.objects.values_list("peoplegroup_id", "topic_id"):
        topics[group].append(topic)
    return {pk: Facts(tuple(topics[pk])) for pk in PeopleGroup.objects.order_by("pk").values_list("pk", flat=True)}
