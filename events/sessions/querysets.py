"""Questions about sessions."""

from django.db import models
from django.utils import timezone

from events.meetings.choices import EventState
from events.sessions.choices import SessionState
from network.people.rules import is_member


class SessionQuerySet(models.QuerySet):
    """Sessions, asked by name."""

    def visible_to(self, member):
        """The sessions that ``member`` takes part in. Nobody else sees one, whatever role they have."""
        if not is_member(member):
            return self.none()
        joined = self.model.members.rel.related_model.objects.filter(member_id=member.pk).values("session_id")
        return self.filter(pk__in=joined)

    def coming(self, now=None):
        """Going on, or planned and not over yet; the first one first."""
        now = now or timezone.now()
        open_now = models.Q(state=SessionState.RUNNING) | models.Q(state=SessionState.PLANNED, event__ends_at__gte=now)
        return self.filter(open_now).order_by("event__starts_at", "pk")

    def past(self, now=None):
        """Held, or planned and over; the last one first."""
        now = now or timezone.now()
        done = models.Q(state__in=(SessionState.HELD, SessionState.CLOSED))
        over = models.Q(state=SessionState.PLANNED, event__ends_at__lt=now)
        return self.filter(done | over).order_by("-event__starts_at", "-pk")

    def not_called_off(self):
        return self.exclude(event__state=EventState.CANCELLED)

    def with_meeting(self):
        """With what a row of a list shows."""
        return self.select_related("event__municipality", "method", "facilitator", "presenter")


class ReflectionQuerySet(models.QuerySet):
    """Reflections, asked by name."""

    def of(self, member):
        """The own reflections of ``member``: nobody sees another's, whatever role they have."""
        return self.filter(member_id=member.pk) if is_member(member) else self.none()
