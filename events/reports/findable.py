"""Reports as one kind of thing that search finds."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base import stamps
from base.findable import Facts, Kind, Row
from events.meetings.agenda import index
from events.meetings.models import EventPage, TaggedEvent
from events.reports.models import MeetingReport, Note, Round
from network.topics.models import Topic


def _of_topic(topic):
    events = TaggedEvent.objects.filter(tag=topic).values("content_object_id")
    return MeetingReport.objects.filter(event__in=events).values_list("pk", flat=True)


class Reports(Kind):
    """What meetings yielded."""

    name = "report"
    slug = "verslagen"
    answer = "know"
    model = MeetingReport
    template = "reports/_found.html"
    label = _("Reports of meetings")
    made_of = {
        EventPage: lambda event: MeetingReport.objects.filter(event_id=event.pk).values_list("pk", flat=True),
        Topic: _of_topic,
        Round: lambda round: [round.report_id],
        Note: lambda note: [note.report_id],
    }

    def counted(self, number):
        return ngettext("%(count)s report", "%(count)s reports", number) % {"count": number}

    def facts(self):
        about = index()
        places = {event.pk: event.municipality_id for event in about.events}
        return {
            pk: Facts(
                tuple(about.topics_of.get(event, ())),
                (places[event],) if places.get(event) else (),
                timezone.localdate(published) if published else None,
            )
            for pk, event, published in stamps.remember("reports", "facts of reports", _rows)
        }

    def rows(self, pks, member):
        about = index()
        by_pk = {topic.pk: topic for topic in about.topics.values()}
        found = list(self.visible_to(member).filter(pk__in=list(pks)).select_related("event"))
        texts = {}
        for pk, text in (
            Note.objects.filter(report__in=found).in_own_words().order_by("born").values_list("report_id", "text")
        ):
            texts.setdefault(pk, []).append(("", text))
        return [
            Row(
                pk=report.pk,
                title=report.title,
                url=report.get_absolute_url(),
                summary=report.event.summary,
                texts=([("", report.intro)] if report.intro else []) + texts.get(report.pk, []),
                date=timezone.localdate(report.published_at),
                topics=[by_pk[pk] for pk in about.topics_of.get(report.event_id, ()) if pk in by_pk],
                extra={"report": report},
            )
            for report in found
        ]


def _rows():
    return list(MeetingReport.objects.order_by("pk").values_list("pk", "event_id", "published_at"))
