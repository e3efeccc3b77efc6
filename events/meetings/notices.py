"""What members are told about meetings, and that they can follow a series of them."""

from django.utils.translation import gettext_lazy as _

from base.choices import Visibility
from events.meetings.models import EventPage, EventSeries, TaggedEvent
from network.notices.actions import followers_of, notify
from network.notices.kinds import Followable, NoticeKind, followables, notice_kinds
from network.topics.vocabulary import with_broader


def visible(member, pks):
    return set(EventPage.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


KINDS = (
    NoticeKind("event_new", _("New meetings in what I follow"), _("New meeting: “%(title)s”"), visible_pks=visible),
)


def fill():
    """Register the kinds, and series as something to follow."""
    for place, kind in enumerate(KINDS):
        notice_kinds.register(kind, order=30 + place)
    followables.register(
        Followable("series", EventSeries, EventSeries.objects.visible_to, _("Series of meetings")), order=25
    )


def tell_followers_published(event):
    """Who follows its series, one of its topics or who organises it hears once of a new meeting that is to come.

    What only participants see is told to nobody: they were asked already.
    """
    # Read again: what was published is the page with all that hangs on it, not this object.
    event = EventPage.objects.get(pk=event.pk)
    is_new = event.live and event.first_published_at == event.last_published_at
    if not is_new or event.is_over or event.private or event.visibility == Visibility.PARTICIPANTS:
        return
    topics = with_broader(TaggedEvent.objects.filter(content_object=event).values_list("tag_id", flat=True))
    organisers = {event.owner_id, *event.organisers.values_list("pk", flat=True)} - {None}
    followers = followers_of("topic", topics) | followers_of("person", organisers)
    followers |= followers_of("series", [event.series_id] if event.series_id else [])
    notify(
        followers.exclude(pk__in=organisers),
        "event_new",
        key=f"event:{event.pk}:new",
        url=event.get_absolute_url(),
        words={"title": event.title},
        target=event,
        bundle=f"series:{event.series_id}:new" if event.series_id else "",
    )
