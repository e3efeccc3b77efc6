"""Organisations as one kind of thing that search finds."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from base.html import plain_text
from network.organisations.models import Municipality, Organisation
from network.topics.models import Topic

# What the facts are made of; ``apps.py`` lets this room's writes bump this stamp.
STAMP = "organisations"


class Organisations(Kind):
    """Where help is to be had."""

    name = "organisation"
    slug = "aanbieders"
    answer = "where"
    model = Organisation
    template = "search/_organisation.html"
    label = gettext_lazy("Organisations")
    is_name = True
    made_of = {
        Municipality: lambda one: Organisation.objects.filter(municipalities=one).values_list("pk", flat=True),
        Topic: lambda topic: Organisation.objects.filter(topics=topic).values_list("pk", flat=True),
    }

    def counted(self, number):
        return ngettext("%(count)s organisation", "%(count)s organisations", number) % {"count": number}

    def audience(self, member):
        return "all"

    def facts(self):
        return stamps.remember(STAMP, "facts of organisations", _facts)

    def rows(self, pks, member):
        """Three queries, whatever they are."""
        found = Organisation.objects.visible_to(member).filter(pk__in=list(pks))
        return [_row(organisation) for organisation in found.prefetch_related("municipalities", "topics")]


def _row(organisation):
    about = plain_text(organisation.description)
    places = [municipality.name for municipality in organisation.municipalities.all()]
    topics = [topic for topic in organisation.topics.all() if topic.status == Topic.Status.ACCEPTED]
    names = ", ".join(topic.name for topic in topics)
    texts = [("", about), (_("Good at"), names), (_("Works in"), ", ".join(places))]
    return Row(
        pk=organisation.pk,
        title=organisation.name,
        url=organisation.get_absolute_url(),
        summary=about,
        texts=[(label, text) for label, text in texts if text],
        topics=topics,
        extra={"kind": organisation.get_kind_display(), "places": places},
        names=True,
    )


def _facts():
    topics, places = defaultdict(list), defaultdict(list)
    for organisation_id, topic_id in Organisation.topics.through.objects.order_by("topic_id").values_list(
        "organisation_id", "topic_id"
    ):
        topics[organisation_id].append(topic_id)
    through = Organisation.municipalities.through.objects
    for organisation_id, municipality_id in through.values_list("organisation_id", "municipality_id"):
        places[organisation_id].append(municipality_id)
    pks = Organisation.objects.order_by().values_list("pk", flat=True)
    return {pk: Facts(tuple(topics[pk]), tuple(places[pk])) for pk in pks}
