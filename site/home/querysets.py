"""Questions about the pages that staff write."""

from wagtail.models import PageManager, PageQuerySet


class NewsQuerySet(PageQuerySet):
    """News items, asked by name."""

    def visible_to(self, member):
        """Published items that anybody may read. A page behind one of Wagtail's locks is nobody's in a list."""
        return self.live().public()

    def newest_first(self):
        """As a list of news has them."""
        return self.order_by("-date", "-first_published_at", "-pk")


NewsManager = PageManager.from_queryset(NewsQuerySet)
