"""Topics as one kind of thing that search finds: what a word means, and the page where all of it comes together."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from network.topics.models import Topic
from network.topics.vocabulary import terms


class Topics(Kind):
    """The vocabulary. What was only suggested, declined or merged is found by nobody."""

    name = "topic"
    slug = "onderwerpen"
    model = Topic
    template = "search/_topic.html"
    label = gettext_lazy("Topics")

    def counted(self, number):
        return ngettext("%(count)s topic", "%(count)s topics", number) % {"count": number}

    def audience(self, member):
        return "all"

    def visible_pks(self, member):
        return stamps.remember("topics", "visible topics", lambda: frozenset(terms()))

    def facts(self):
        return stamps.remember("topics", "facts of topics", lambda: {pk: Facts(topics=(pk,)) for pk in terms()})

    def rows(self, pks, member):
        """One query."""
        return [_row(topic) for topic in Topic.objects.visible_to(member).filter(pk__in=list(pks))]


def _row(topic):
    texts = [("", topic.definition), (_("Also called"), ", ".join(topic.synonym_list))]
    return Row(
        pk=topic.pk,
        title=topic.name,
        url=topic.get_absolute_url(),
        summary=topic.definition,
        texts=[(label, text) for label, text in texts if text],
        topics=[topic],
        extra={"kind": topic.get_kind_display()},
    )
