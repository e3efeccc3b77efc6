"""Questions about meetings and registrations."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet

from base.choices import Visibility
from base.serving import closed_sections
from events.meetings.choices import ALIVE, SEATED, TAKES_PART, EventState, Status
from network.people.rules import is_member, is_staff_member


class EventQuerySet(PageQuerySet):
    """Meetings, asked by name."""

    def published(self):
        """Live meetings outside every section that Wagtail keeps closed (a password, a group), but for private ones."""
        return self._live().filter(private=False)

    def _live(self):
        live = self.live()
        return live.public() if closed_sections() else live

    def visible_to(self, member):
        """Published meetings that ``member`` (None or anonymous: a visitor) may see.

        A private one only for who takes part or organises it, whatever their role.
        """
        if not is_member(member):
            return self.published().filter(visibility=Visibility.PUBLIC)
        # As primary keys: a subquery with Exists breaks Wagtail's search.
        registrations = self.model.registrations.rel.related_model.objects
        joined = registrations.filter(member=member, status__in=ALIVE).values("event_id")
        own = models.Q(pk__in=joined) | models.Q(pk__in=self.model.objects.organised_by(member).values("pk"))
        shared = models.Q(private=False)
        if not is_staff_member(member):
            shared &= models.Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS])
        return self._live().filter(shared | own)

    def listed_to(self, member):
        """Those of them that lists for many show: private ones stand on somebody's own pages only."""
        return self.visible_to(member).filter(private=False)

    def organised_by(self, member):
        """Meetings that ``member`` made or organises, published or not."""
        shared = self.model.organisers.through.objects.filter(member_id=member.pk).values("eventpage_id")
        return self.filter(models.Q(owner=member) | models.Q(pk__in=shared))

    def upcoming(self, now=None):
        """Not over yet, the first one first."""
        return self.filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Over, the last one first."""
        return self.filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "-pk")

    def going_on(self):
        """Without those that were cancelled."""
        return self.exclude(state=EventState.CANCELLED)


EventManager = PageManager.from_queryset(EventQuerySet)


class RegistrationQuerySet(models.QuerySet):
    """Registrations, asked by name."""

    def seated(self):
        """Who takes a seat: confirmed, or offered one."""
        return self.filter(status__in=SEATED)

    def taking_part(self):
        """Who has a seat."""
        return self.filter(status__in=TAKES_PART)

    def alive(self):
        """Who comes, or would like to."""
        return self.filter(status__in=ALIVE)

    def line(self):
        """The waiting list, who is next first."""
        return self.filter(status=Status.WAITING).order_by("queued_at", "pk")

    def with_place(self):
        """With ``place``, the number that each would have on the waiting list, from 1."""
        outer = models.OuterRef
        before = models.Q(queued_at__lt=outer("queued_at")) | models.Q(queued_at=outer("queued_at"), pk__lt=outer("pk"))
        ahead = self.model.objects.filter(before, event=outer("event"), status=Status.WAITING).order_by()
        number = models.Subquery(ahead.values("event").annotate(number=models.Count("pk")).values("number"))
        return self.annotate(place=Coalesce(number, 0) + 1)

    def attended(self):
        """Who was checked in."""
        return self.filter(attended_at__isnull=False)

    def with_people(self):
        """With what a list of people shows."""
        return self.select_related("member__organisation", "break_out")
