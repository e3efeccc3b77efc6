"""Questions about groups of people."""

from django.db import models

from base.choices import Visibility
from network.people.rules import is_member, is_staff_member


class PeopleGroupQuerySet(models.QuerySet):
    """Groups, asked by name."""

    def of(self, member):
        """Groups that ``member`` takes part in."""
        return self.filter(pk__in=self._memberships().active().filter(member=member).values("group_id"))

    def visible_to(self, member):
        """Groups that ``member`` (None or anonymous: a visitor) may know of."""
        if not is_member(member):
            return self.filter(visibility=Visibility.PUBLIC)
        if is_staff_member(member):
            return self
        # Who was invited sees what for.
        own = self._memberships().filter(member=member).exclude(status="asked").values("group_id")
        return self.filter(models.Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS]) | models.Q(pk__in=own))

    def coordinated_by(self, member):
        """Groups that ``member`` may change: staff all, others those they coordinate."""
        if is_staff_member(member):
            return self
        if not is_member(member):
            return self.none()
        return self.filter(
            pk__in=self._memberships().active().filter(member=member, is_coordinator=True).values("group_id")
        )

    def _memberships(self):
        from network.people.models import Membership

        return Membership.objects.all()


class MembershipQuerySet(models.QuerySet):
    """Memberships of groups, asked by name."""

    def active(self):
        """Those who take part, with an account that works."""
        return self.filter(status="active", member__is_active=True)

    def waiting(self):
        """Those who asked to join, the oldest first."""
        return self.filter(status="asked", member__is_active=True).order_by("since", "pk")
