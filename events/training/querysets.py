"""Questions about SKJ folders. Whoever asks, the answer is about one member: there is no list of everybody's."""

from django.db import models
from django.db.models import Sum


class OwnQuerySet(models.QuerySet):
    """Rows of one member, which nobody else gets to see."""

    def of(self, member):
        return self.filter(member=member)


class EntryQuerySet(OwnQuerySet):
    """What members wrote in their folder."""

    def between(self, since, until):
        """On these days, the last one included; None is no end."""
        found = self
        if since is not None:
            found = found.filter(happened_on__gte=since)
        if until is not None:
            found = found.filter(happened_on__lte=until)
        return found


class PeriodQuerySet(OwnQuerySet):
    """Registration periods."""

    def overlapping(self, starts_on, ends_on):
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)


class ProofFileQuerySet(OwnQuerySet):
    """Files that members sent."""

    def loose(self):
        """Sent with a form that had something else wrong; of no entry yet."""
        return self.filter(entry=None)

    def bytes(self):
        """How much room they take."""
        return self.aggregate(all=Sum("size"))["all"] or 0
