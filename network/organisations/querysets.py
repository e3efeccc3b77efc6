"""Questions about organisations."""

from django.db import models


class OrganisationQuerySet(models.QuerySet):
    """Organisations, asked by name."""

    def visible_to(self, member):
        """Organisations that ``member`` (None or anonymous: a visitor) may see: staff put them in, and all are open."""
        return self.all()

    def complete(self):
        """With all that a page shows, in a number of queries that doesn't grow."""
        return self.prefetch_related("municipalities", "topics", "locations__municipality", "registrations")
