"""Services as one kind of thing that search finds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from base.html import plain_text
from network.organisations.models import Organisation
from network.services.facets import index
from network.services.models import Service, WaitingTime
from network.topics.models import Topic


class Services(Kind):
    """Where there is room: what is on offer, with its waiting time."""

    name = "service"
    slug = "aanbod"
    answer = "where"
    model = Service
    template = "services/_found.html"
    label = _("Services")
    made_of = {
        Topic: lambda topic: Service.topics.through.objects.filter(topic=topic).values_list("service_id", flat=True),
        Organisation: lambda one: Service.objects.filter(organisation=one).values_list("pk", flat=True),
    }

    def counted(self, number):
        return ngettext("%(count)s form of help", "%(count)s forms of help", number) % {"count": number}

    def visible_to(self, member):
        """What is on offer; who edits a service that isn't finds it under their own organisation."""
        return Service.objects.offered()

    def audience(self, member):
        return "everybody"

    def visible_pks(self, member):
        return index().position.keys()

    def facts(self):
        return stamps.remember("services", "facts of services", _facts)

    def rows(self, pks, member):
        found = self.visible_to(member).filter(pk__in=list(pks)).complete()
        waiting = WaitingTime.objects.latest_of(list(pks))
        return [_row(service, waiting.get(service.pk)) for service in found]


def _row(service, waiting):
    texts = [service.summary, plain_text(service.description), plain_text(service.how_to_refer)]
    return Row(
        pk=service.pk,
        title=service.name,
        url=service.get_absolute_url(),
        summary=service.summary,
        texts=[("", text) for text in texts if text],
        topics=[topic for topic in service.topics.all() if topic.status == Topic.Status.ACCEPTED],
        extra={"service": service, "organisation": service.organisation.name, "waiting": waiting},
    )


def _facts():
    topics, municipalities = {}, {}
    for service, topic in Service.topics.through.objects.values_list("service_id", "topic_id"):
        topics.setdefault(service, []).append(topic)
    for service, place in Service.municipalities.through.objects.values_list("service_id", "municipality_id"):
        municipalities.setdefault(service, []).append(place)
    return {
        pk: Facts(tuple(topics.get(pk, ())), tuple(municipalities.get(pk, ())))
        for pk in Service.objects.order_by("pk").values_list("pk", flat=True)
    }
