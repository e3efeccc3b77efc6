"""Questions as one kind of thing that search finds."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from network.requests.models import Request, Response
from network.topics.models import Topic


class Questions(Kind):
    """What was asked, and what the answer is."""

    name = "question"
    slug = "vragen"
    answer = "know"
    model = Request
    template = "requests/_found.html"
    label = _("Questions")
    made_of = {
        Topic: lambda topic: Request.objects.filter(topics=topic).values_list("pk", flat=True),
        Response: lambda response: [response.request_id],
    }

    def counted(self, number):
        return ngettext("%(count)s question", "%(count)s questions", number) % {"count": number}

    def facts(self):
        return stamps.remember("requests", "facts of questions", _facts)

    def rows(self, pks, member):
        found = self.visible_to(member).filter(pk__in=list(pks)).for_list().prefetch_related("topics", "responses")
        return [_row(question) for question in found]


def _row(question):
    texts = [question.text, *(response.text for response in question.responses.all())]
    return Row(
        pk=question.pk,
        title=question.title,
        url=question.get_absolute_url(),
        texts=[("", text) for text in texts if text],
        date=timezone.localdate(question.created_at),
        topics=[topic for topic in question.topics.all() if topic.status == Topic.Status.ACCEPTED],
        extra={"question": question, "answers": len(question.responses.all())},
    )


def _facts():
    topics = {}
    for request, topic in Request.topics.through.objects.values_list("request_id", "topic_id"):
        topics.setdefault(request, []).append(topic)
    rows = Request.objects.order_by("pk").values_list("pk", "to_municipality_id", "created_at")
    return {
        pk: Facts(tuple(topics.get(pk, ())), (place,) if place else (), timezone.localdate(asked))
        for pk, place, asked in rows
    }
