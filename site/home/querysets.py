"""Questions about the pages that staff write."""

from wagtail.models import PageManager, PageQuerySet

from base.serving import closed_sections


class WrittenQuerySet(PageQuerySet):
    """Pages that staff write."""

    def visible_to(self, member):
        """Published pages that anybody may read. A page behind one of Wagtail's locks is nobody's in a list."""
        return self.live().public() if closed_sections() else self.live()


class NewsQuerySet(WrittenQuerySet):
    """News items, asked by name."""

    def newest_first(self):
        """As a list of news has them."""
        return self.order_by("-date", "-first_published_at", "-pk")


WrittenManager = PageManager.from_queryset(WrittenQuerySet)
NewsManager = PageManager.from_queryset(NewsQuerySet)
