"""Questions about requests."""

from django.db import models

from base.choices import Visibility
from events.meetings.models import EventPage
from network.people.rules import is_member, is_staff_member
from network.requests.choices import RequestStatus


class RequestQuerySet(models.QuerySet):
    """Requests, asked by name."""

    def sent(self):
        """Without drafts and what was withdrawn."""
        return self.exclude(status__in=[RequestStatus.DRAFT, RequestStatus.WITHDRAWN])

    def visible_to(self, member):
        """Requests that ``member`` (None or anonymous: a visitor) may see.

        One that is only for who takes part: who asked, who is asked, and who may see the meeting that it came from.
        """
        sent = self.sent()
        if not is_member(member):
            return sent.filter(visibility=Visibility.PUBLIC)
        if is_staff_member(member):
            return sent
        part = models.Q(asked_by=member) | models.Q(to_member=member)
        if member.organisation_id:
            part |= models.Q(to_organisation=member.organisation_id)
        events = EventPage.objects.visible_to(member).filter(visibility=Visibility.PARTICIPANTS).values("pk")
        part |= models.Q(event__in=events)
        return sent.filter(models.Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS]) | part)

    def open(self):
        """Without an answer yet."""
        return self.filter(status=RequestStatus.OPEN)

    def for_list(self):
        """With what a list shows."""
        return self.select_related("asked_by", "to_organisation", "to_municipality", "to_member", "event")
