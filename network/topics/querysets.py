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
        """Topics that wait for staff, the oldest first."""
        return self.filter(status="suggested").order_by("suggested_at", "pk")

    def called(self, name):
        """Topics with this name or synonym, whatever their status; capitals and spaces don't matter."""
        wanted = " ".join(name.split()).casefold()
        # Synonyms are lines of a text. There are hundreds of topics, not thousands, so Python compares.
        rows = self.order_by().values_list("pk", "name", "synonyms")
        found = [
            pk
            for pk, own, synonyms in rows
            if wanted in {" ".join(word.split()).casefold() for word in (own, *synonyms.splitlines())}
        ]
        return self.filter(pk__in=found)

    def resolve(self, slugs):
        """Topics behind these addresses; the address of a topic that was merged gives the one it went into."""
        merged = self.model.objects.filter(slug__in=slugs, status="merged").values("merged_into_id")
        return self.filter(models.Q(slug__in=slugs) | models.Q(pk__in=merged)).exclude(status="merged")
