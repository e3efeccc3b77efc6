"""Questions about members."""

from django.db import models


class MemberQuerySet(models.QuerySet):
    """Members, asked by name."""

    def active(self):
        """Members with an account that works."""
        return self.filter(is_active=True)

    def waiting(self):
        """People who asked for an account and wait for approval."""
        return self.filter(is_active=False, approved_at=None)
