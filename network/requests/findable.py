"""Requests as one kind of thing that search finds: the title and topics of all, the text of what isn't private."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from network.requests.models import Request, Response
from network.topics.models import Topic


class Requests(Kind):
    """What was asked, and what the answer is."""

    name = "request"
    slug = "uitwisseling"
    answer = "know"
    model = Request
    template = "requests/_found.html"
    label = _("Exchange")
    made_of = {
        Topic: lambda topic: Request.objects.filter(topics=topic).values_list("pk", flat=True),
        Response: lambda response: [response.request_id],
    }

    def counted(self, number):
        return ngettext("%(count)s request", "%(count)s requests", number) % {"count": number}

    def facts(self):
        return stamps.remember("requests", "facts of requests", _facts)

    def rows(self, pks, member):
        found = self.visible_to(member).filter(pk__in=list(pks)).for_list().prefetch_related("topics", "responses")
        return [_row(asked) for asked in found]


def _row(asked):
    texts = [asked.open_text(), *(response.text for response in asked.responses.all())]
    return Row(
        pk=asked.pk,
        title=asked.title,
        url=asked.get_absolute_url(),
        texts=[("", text) for text in texts if text],
        date=timezone.localdate(asked.created_at),
        topics=[topic for topic in asked.topics.all() if topic.status == Topic.Status.ACCEPTED],
        extra={"asked": asked, "answers": len(asked.responses.all())},
    )


def _facts():
    topics = {}
    for request, topic in Request.topics.through.objects.values_list("request_id", "topic_id"):
        topics.setdefault(request, []).append(topic)
    rows = Request.objects.order_by("pk").values_list("pk", "to_municipality_id", "municipality_id", "created_at")
    return {
        pk: Facts(
            tuple(topics.get(pk, ())),
            tuple(dict.fromkeys(place for place in (to, where) if place)),
            timezone.localdate(asked),
        )
        for pk, to, where, asked in rows
    }
