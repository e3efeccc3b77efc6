"""Agreements as one kind of thing that search finds."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from network.organisations.models import Organisation
from network.tables.models import Agreement
from network.topics.models import Topic


class Agreements(Kind):
    """What was agreed, and how far it is."""

    name = "agreement"
    slug = "afspraken"
    model = Agreement
    template = "tables/_found.html"
    label = _("Agreements")
    made_of = {
        Topic: lambda topic: Agreement.objects.filter(topics=topic).values_list("pk", flat=True),
        Organisation: lambda one: Agreement.objects.filter(organisation=one).values_list("pk", flat=True),
    }

    def counted(self, number):
        return ngettext("%(count)s agreement", "%(count)s agreements", number) % {"count": number}

    def facts(self):
        return stamps.remember("tables", "facts of agreements", _facts)

    def rows(self, pks, member):
        found = self.visible_to(member).filter(pk__in=list(pks)).for_list().prefetch_related("topics")
        return [_row(agreement) for agreement in found]


def _row(agreement):
    return Row(
        pk=agreement.pk,
        title=agreement.title,
        url=agreement.get_absolute_url(),
        texts=[("", agreement.text)] if agreement.text else [],
        date=timezone.localdate(agreement.created_at),
        topics=[topic for topic in agreement.topics.all() if topic.status == Topic.Status.ACCEPTED],
        extra={"agreement": agreement},
    )


def _facts():
    topics = {}
    for agreement, topic in Agreement.topics.through.objects.values_list("agreement_id", "topic_id"):
        topics.setdefault(agreement, []).append(topic)
    rows = Agreement.objects.order_by("pk").values_list("pk", "created_at")
    return {pk: Facts(tuple(topics.get(pk, ())), (), timezone.localdate(made)) for pk, made in rows}
