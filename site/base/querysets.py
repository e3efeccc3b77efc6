"""Named questions to what every site has."""

from django.db import models


class MailQuerySet(models.QuerySet):
    """Mail in the outbox, by what has to happen with it."""

    def waiting(self):
        """What still has to go, now or later, or is on its way."""
        return self.filter(state="waiting")

    def due(self, now):
        """What may be sent now, in the order in which it goes. What somebody has a lease on isn't, until that ends."""
        return self.waiting().filter(next_try__lte=now).order_by("next_try", "pk")

    def dead(self):
        """What could not be delivered, until somebody does something about it."""
        return self.filter(state="dead")

    def stuck(self):
        """What staff may want to know of: dead, or tried without success."""
        return self.filter(models.Q(state="dead") | models.Q(state="waiting", attempts__gt=0, lease=None))

    def over(self, before):
        """What was over before that moment: sent, dropped or dead."""
        return self.exclude(state="waiting").filter(written_at__lt=before)
