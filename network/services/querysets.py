"""Questions about services and waiting times."""

from django.db import models
from django.utils import timezone

from network.people.rules import is_provider_editor, is_staff_member
from network.services import freshness


class ServiceQuerySet(models.QuerySet):
    """Services, asked by name."""

    def offered(self, today=None):
        """Services that can be referred to today: active, begun and not ended."""
        today = today or timezone.localdate()
        return self.filter(
            models.Q(starts_on=None) | models.Q(starts_on__lte=today),
            models.Q(ends_on=None) | models.Q(ends_on__gte=today),
            status="active",
        )

    def visible_to(self, member):
        """Services that ``member`` (None or anonymous: a visitor) may see: the offer is public.

        What is not offered (yet, or any more) is seen by who keeps it up to date.
        """
        if is_staff_member(member):
            return self
        # One level of ``pk__in`` only: search can't filter by anything deeper.
        offered = models.Q(pk__in=self.model.objects.offered().values("pk"))
        if is_provider_editor(member) and member.organisation_id:
            return self.filter(offered | models.Q(organisation_id=member.organisation_id))
        return self.filter(offered)

    def editable_by(self, member):
        """Services that ``member`` may change: staff all, a provider editor those of the own organisation."""
        if is_staff_member(member):
            return self
        if is_provider_editor(member) and member.organisation_id:
            return self.filter(organisation_id=member.organisation_id)
        return self.none()

    def with_waiting(self):
        """With the waiting time of now as ``waiting_id``: the one that was measured last."""
        from network.services.models import WaitingTime

        last = WaitingTime.objects.filter(service=models.OuterRef("pk")).order_by("-measured_on", "-pk")
        return self.annotate(waiting_id=models.Subquery(last.values("pk")[:1]))

    def stale(self, today=None):
        """Offered services without a recent figure, for the report of staff."""
        from network.services.models import WaitingTime

        recent = WaitingTime.objects.filter(measured_on__gte=freshness.oldest_fresh(today)).values("service_id")
        return self.offered(today).exclude(pk__in=recent)

    def with_last_measured(self):
        """With the day of the newest figure as ``last_measured``; None where nobody ever told one."""
        return self.annotate(last_measured=models.Max("waiting_times__measured_on"))

    def complete(self):
        """With all that a row or page shows, in a number of queries that doesn't grow."""
        return self.select_related("organisation").prefetch_related("topics", "municipalities", "locations")


class WaitingTimeQuerySet(models.QuerySet):
    """Waiting times, asked by name."""

    def latest_of(self, services):
        """The waiting time of now of each of ``services`` (an iterable of primary keys), by service, in one query."""
        from network.services.models import Service

        # The database looks up one row for each service: there may be years of figures.
        last = Service.objects.order_by().filter(pk__in=services).with_waiting().values("waiting_id")
        return {waiting.service_id: waiting for waiting in self.filter(pk__in=last).order_by()}

    def history(self, since):
        """Figures from ``since`` on, the oldest first: what a chart draws."""
        return self.filter(measured_on__gte=since).order_by("measured_on", "pk")
