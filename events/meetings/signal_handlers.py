"""What follows from a meeting being saved, published or removed."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished

from base import stamps
from base.models import CustomDocument
from events.meetings.actions import announcing, registering
from events.meetings.agenda import STAMP
from events.meetings.models import BreakOut, EventDocument, EventPage, EventSeries, ProgrammeItem, TaggedEvent
from events.meetings.notices import tell_followers_published


def agenda_changed(sender, **kwargs):
    """The filters of the agenda read meetings and their topics; registrations are counted for each request."""
    stamps.bump_on_commit(STAMP)


def event_published(sender, instance, **kwargs):
    """Published in the front end, in the admin or by the clock: all of it follows from here.

    Calendars and who would come hear of another time or place, who waits gets the seats that came, and followers hear
    of a new meeting. Wagtail sends the signal as well for what is only planned: then nothing happened yet.
    """
    if not instance.live:
        return
    announcing.announce(instance)
    registering.settle(instance)
    tell_followers_published(instance)


def connect():
    """Called once, when the room is ready."""
    for model in (EventPage, EventSeries, TaggedEvent, ProgrammeItem, BreakOut, EventDocument, CustomDocument):
        post_save.connect(agenda_changed, sender=model, dispatch_uid=f"agenda of {model.__name__}")
        post_delete.connect(agenda_changed, sender=model, dispatch_uid=f"agenda without {model.__name__}")
    page_published.connect(event_published, sender=EventPage, dispatch_uid="a meeting is published")
    page_unpublished.connect(agenda_changed, sender=EventPage, dispatch_uid="agenda without unpublished")
