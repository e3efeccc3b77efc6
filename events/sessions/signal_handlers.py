"""What follows when somebody gives up their seat at the meeting of a session."""

from django.db.models.signals import post_save

from events.meetings.choices import Status
from events.meetings.models import Registration
from events.sessions.models import Session, SessionMember, SessionNote


def seat_given_up(sender, instance, raw=False, **kwargs):
    """Who cancels at their own page of the meeting takes part no longer, and has no part in it any more."""
    if raw or instance.status != Status.CANCELLED or instance.member_id is None:
        return
    gone, _rows = SessionMember.objects.filter(session__event=instance.event_id, member=instance.member_id).delete()
    if gone:
        SessionNote.objects.filter(session__event=instance.event_id, member=instance.member_id).delete()
        mine = Session.objects.filter(event=instance.event_id)
        mine.filter(facilitator=instance.member_id).update(facilitator=None)
        mine.filter(presenter=instance.member_id).update(presenter=None, preparation="")


def connect():
    """Called once, when the room is ready."""
    post_save.connect(seat_given_up, sender=Registration, dispatch_uid="a seat at a session is given up")
