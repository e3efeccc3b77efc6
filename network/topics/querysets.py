"""Questions about topics."""

from django.db import models


class TopicQuerySet(models.QuerySet):
    """Topics, asked by name."""

    def accepted(self):
        """Topics that are part of the vocabulary."""
        return self.filter(status="accepted")

    def visible_to(self, member):
        """Topics that ``member`` (or an anonymous visitor) may see: the accepted ones."""
        return self.accepted()

    def suggested(self):
        """Topics that wait for staff."""
        return self.filter(status="suggested")
