"""Meetings as one kind of thing that search finds."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from base.findable import Facts, Kind, Row
from base.html import plain_text
from events.meetings.agenda import index, rows
from events.meetings.models import EventPage, ProgrammeItem, TaggedEvent
from network.organisations.models import Organisation
from network.topics.models import Topic


class Events(Kind):
    """When we meet: what is coming, and what was."""

    name = "event"
    slug = "agenda"
    answer = "when"
    model = EventPage
    template = "meetings/_found.html"
    label = _("Meetings")
    date_label = _("Takes place")
    made_of = {
        Topic: lambda topic: TaggedEvent.objects.filter(tag=topic).values_list("content_object_id", flat=True),
        Organisation: lambda one: EventPage.objects.filter(organisation=one).values_list("pk", flat=True),
        ProgrammeItem: lambda part: [part.event_id],
    }

    def counted(self, number):
        return ngettext("%(count)s meeting", "%(count)s meetings", number) % {"count": number}

    def visible_to(self, member):
        return EventPage.objects.listed_to(member)

    def facts(self):
        about = index()
        return {
            event.pk: Facts(
                tuple(about.topics_of.get(event.pk, ())),
                (event.municipality_id,) if event.municipality_id else (),
                timezone.localdate(event.starts_at),
            )
            for event in about.events
        }

    def rows(self, pks, member):
        about = index()
        by_pk = {topic.pk: topic for topic in about.topics.values()}
        return [
            Row(
                pk=event.pk,
                title=event.title,
                url=event.get_absolute_url(),
                summary=event.summary,
                texts=[("", text) for text in (event.summary, plain_text(event.description), event.for_whom) if text],
                date=timezone.localdate(event.starts_at),
                topics=[by_pk[pk] for pk in about.topics_of.get(event.pk, ()) if pk in by_pk],
                extra={"event": event},
            )
            for event in rows(list(pks), member)
        ]
