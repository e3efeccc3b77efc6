"""Questions about notices."""

from django.db import models


class NotificationQuerySet(models.QuerySet):
    """Notices, asked by name. None of these says whether the member may still see the target: ``reading`` does."""

    def unread(self):
        return self.filter(read_at=None)

    def waiting(self):
        """Those that the next mail that gathers has to tell: not mailed yet, and not read meanwhile."""
        return self.filter(waits_for_mail=True, read_at=None)
