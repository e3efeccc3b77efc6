"""Questions about the days of shadow visits, and what visitors saw."""

from django.db import models
from django.utils import timezone

from network.people.rules import is_member
from network.requests.choices import Part


class VisitDayQuerySet(models.QuerySet):
    """Days on which people may come along, asked by name."""

    def coming(self, now=None):
        """Days that have not begun."""
        return self.filter(starts_at__gt=now or timezone.now())

    def begun(self, now=None):
        """Days of today that have begun, and past ones; the last one first."""
        return self.filter(starts_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def with_taken(self):
        """With ``taken``: how many places are booked."""
        booked = models.Q(bookings__state=Part.JOINED, bookings__member__is_active=True)
        return self.annotate(taken=models.Count("bookings", filter=booked))


class ImpressionQuerySet(models.QuerySet):
    """What visitors saw, asked by name."""

    def visible_to(self, member, is_host):
        """Of one request that ``member`` may open: the host reads all, a visitor their own, others what both shared."""
        if not is_member(member):
            return self.none()
        if is_host:
            return self
        return self.filter(models.Q(member=member) | models.Q(offered=True, agreed_at__isnull=False))
