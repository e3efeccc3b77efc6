"""Questions about agreements."""

from django.db import models
from django.utils import timezone

from base.choices import Visibility
from events.meetings.models import EventPage
from network.people.rules import is_member, is_staff_member
from network.tables.choices import OPEN


class AgreementQuerySet(models.QuerySet):
    """Agreements, asked by name."""

    def visible_to(self, member):
        """Agreements that ``member`` (None or anonymous: a visitor) may see.

        One that is only for who takes part: its owner, who made it, and who may see the meeting that it came from.
        """
        if not is_member(member):
            return self.filter(visibility=Visibility.PUBLIC)
        if is_staff_member(member):
            return self
        events = EventPage.objects.visible_to(member).filter(visibility=Visibility.PARTICIPANTS).values("pk")
        part = models.Q(owner=member) | models.Q(made_by=member) | models.Q(event__in=events)
        return self.filter(models.Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS]) | part)

    def open(self):
        """Something still has to happen."""
        return self.filter(status__in=OPEN)

    def late(self, today=None):
        """Should have been done before today."""
        return self.open().filter(due__lt=today or timezone.localdate())

    def for_list(self):
        """With what a list shows."""
        return self.select_related("owner", "organisation", "event")
