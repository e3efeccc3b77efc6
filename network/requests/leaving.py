"""What happens to requests when a member leaves the site: nobody waits for them, and no private text stays."""

from contextlib import suppress

from network.requests.actions import closing, joining, meeting
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import OVER, Part, RequestStatus
from network.requests.models import Participation, Request


def take_back_private(member):
    """End the intervision and consultations that they asked for, and delete their texts, whatever the region keeps."""
    mine = Request.objects.filter(asked_by=member, kind__in=closing.PRIVATE)
    for request in mine.exclude(status__in=OVER).order_by("pk"):
        meeting.call_off_all(request, member)
        request = locked(request)
        ends = (RequestStatus.WITHDRAWN, RequestStatus.CLOSED)
        move(request, next(to for to in ends if request.rules.may_go(request.status, to)))
    for request in mine.filter(text_deleted_at=None).order_by("pk"):
        closing.delete_text(request)


def leave_groups(member):
    """Take part no longer: who asked hears that a place came free."""
    rows = Participation.objects.filter(member=member, state=Part.JOINED).select_related("request", "member")
    for row in rows.filter(request__kind__in=closing.PRIVATE).exclude(request__status__in=OVER).order_by("pk"):
        with suppress(NotAllowed):
            joining.leave(row)
