"""What follows for shadow visits when something happens to their sessions, wherever that was done."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.models import EventPage
from events.sessions import signals
from events.sessions.actions import planning
from events.sessions.choices import SessionState
from events.sessions.models import SessionMember
from network.requests.actions import joining, telling, visits
from network.requests.actions.flow import locked, move
from network.requests.choices import Outcome, Part, RequestKind, RequestStatus
from network.requests.models import Appointment, Participation, VisitDay
from network.requests.rules_visits import is_host


def connect():
    """Called once, when the room is ready."""
    post_delete.connect(place_given_up, sender=SessionMember, dispatch_uid="requests.visits.left")
    post_save.connect(meeting_moved, sender=EventPage, dispatch_uid="requests.visits.moved")
    signals.session_called_off.connect(session_was_called_off, dispatch_uid="requests.visits.called_off")
    signals.session_held.connect(session_was_held, dispatch_uid="requests.visits.held")
    signals.session_closed.connect(session_was_closed, dispatch_uid="requests.visits.closed")


def place_given_up(sender, instance, **kwargs):
    """Who takes no part in the session gave back their place; a day for which nobody is left is free again."""
    appointment = Appointment.objects.filter(session=instance.session_id, request__kind=RequestKind.VISIT)
    appointment = appointment.select_related("request", "session__event").first()
    if appointment is None or appointment.session.state != SessionState.PLANNED or appointment.session.is_called_off:
        return
    with transaction.atomic():
        if appointment.request.is_offer and instance.member_id == appointment.request.asked_by_id:
            planning.call_off(appointment.session, None, _("Your host can't come."))
        elif appointment.request.is_offer:
            _free(appointment, instance.member_id)
        else:
            _part(appointment, instance.member_id)


def _part(appointment, member_id):
    """One visitor and one host: without either of them there is nothing to come to."""
    planning.call_off(appointment.session, None, _("One of you can't come."))
    part = appointment.request.participations.filter(member=member_id, state=Part.JOINED).first()
    if part is not None:
        joining.leave(part)


def _free(appointment, member_id):
    day = VisitDay.objects.filter(session=appointment.session).first()
    if day is None:
        return
    for row in Participation.objects.filter(day=day, member=member_id, state=Part.JOINED).select_related("request"):
        visits.give_back(row)
    if not appointment.session.members.exclude(member=appointment.request.asked_by_id).exists():
        VisitDay.objects.filter(pk=day.pk).update(session=None)
        planning.call_off(appointment.session, None, _("Nobody comes along on this day any more."))


def meeting_moved(sender, instance, raw=False, created=False, **kwargs):
    """The times of a booked day are those of its meeting."""
    if raw or created or not instance.private:
        return
    moved = VisitDay.objects.filter(session__event=instance.pk)
    moved.exclude(starts_at=instance.starts_at, ends_at=instance.ends_at).update(
        starts_at=instance.starts_at, ends_at=instance.ends_at
    )


@transaction.atomic
def session_was_called_off(session, **kwargs):
    """A day that is called off is no day of the offer any more, and who booked it may choose another."""
    day = VisitDay.objects.filter(session=session).first()
    if day is None:
        return
    booked = Participation.objects.filter(day=day, state=Part.JOINED)
    booked.update(state=Part.LEFT, day=None, answered_at=timezone.now())
    day.delete()


@transaction.atomic
def session_was_held(session, **kwargs):
    """Who came along is asked what they saw, once."""
    appointment = Appointment.objects.filter(session=session, request__kind=RequestKind.VISIT).first()
    if appointment is None:
        return
    request = appointment.request
    places = session.members.exclude(attended=False).exclude(member__impressions__request=request)
    visitors = [place.member for place in places.select_related("member") if not is_host(place.member, request)]
    telling.tell(visitors, "visit_over", request, None, f"visit:{session.pk}:over")


@transaction.atomic
def session_was_closed(session, **kwargs):
    """A visit that was asked for is done when its session is closed."""
    found = Appointment.objects.filter(session=session, request__kind=RequestKind.VISIT, request__is_offer=False)
    for appointment in found.select_related("request"):
        request = locked(appointment.request)
        if request.status == RequestStatus.HELD:
            move(request, RequestStatus.CLOSED, outcome=Outcome.DONE)
