"""Questions about members and invitations."""

from django.db import models
from django.utils import timezone

from network.people import keys


class MemberQuerySet(models.QuerySet):
    """Members, asked by name."""

    def active(self):
        """Members with an account that works."""
        return self.filter(is_active=True)

    def waiting(self):
        """People who asked for an account and wait for approval."""
        return self.filter(is_active=False, approved_at=None)

    def in_role(self, *names):
        """Active members with one of these roles."""
        return self.active().filter(groups__name__in=names).distinct()


class InvitationQuerySet(models.QuerySet):
    """Invitations, asked by name."""

    def open(self):
        """Invitations that still can be accepted."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())

    def find(self, key):
        """The open invitation with this key, or None."""
        return self.open().filter(key_hash=keys.hash_of(key)).select_related("organisation").first()
