"""What follows from a meeting being saved, published or removed."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished

from base import stamps
from events.meetings.actions import registering
from events.meetings.agenda import STAMP
from events.meetings.models import EventPage, TaggedEvent


def agenda_changed(sender, **kwargs):
    """The filters of the agenda read meetings and their topics; registrations are counted for each request."""
    stamps.bump_on_commit(STAMP)


def seats_changed(sender, instance, **kwargs):
    """More seats than before: who waits gets them."""
    registering.settle(instance)


def connect():
    """Called once, when the room is ready."""
    for model in (EventPage, TaggedEvent):
        post_save.connect(agenda_changed, sender=model, dispatch_uid=f"agenda of {model.__name__}")
        post_delete.connect(agenda_changed, sender=model, dispatch_uid=f"agenda without {model.__name__}")
    page_published.connect(seats_changed, sender=EventPage, dispatch_uid="seats of a meeting")
    page_unpublished.connect(agenda_changed, sender=EventPage, dispatch_uid="agenda without unpublished")
