"""Practices as an Atom feed: what is public, narrowed by the same filters as the list."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from base.html import render_markdown
from base.models import SiteSettings
from base.text import clean_text
from practices.facets import index
from practices.find import find
from practices.models import PracticePage
from practices.views.listing import query

ENTRIES = 50


class PracticeFeed(Feed):
    """``/feeds/praktijken.xml``: a feed reader is nobody, so it gets what everybody may see, whoever asks."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        if request.GET.get("q"):
            # what words find changes without a change of the site, when the index catches up
            patch_cache_control(response, private=True)
        return response

    def get_object(self, request):
        return find(request.GET, None)

    def title(self, found):
        return _("Practices of %(site)s") % {"site": SiteSettings.current().site_name}

    def subtitle(self, found):
        return _("Ways of working that colleagues learnt from. With why they work, and for whom they don't.")

    def link(self, found):
        path, filters = reverse("practices:list"), query(found)
        return f"{path}?{filters}" if filters else path

    def feed_url(self, found):
        path, filters = reverse("practices:feed"), query(found)
        return f"{path}?{filters}" if filters else path

    def items(self, found):
        pks = found.index.slice(found.mask, "newest", 0, ENTRIES)
        pages = PracticePage.objects.visible_to(None).filter(pk__in=pks)
        by_pk = {page.pk: page for page in pages.select_related("organisation")}
        return [by_pk[pk] for pk in pks if pk in by_pk]

    def item_title(self, page):
        return clean_text(page.title)

    def item_description(self, page):
        return clean_text(f"{render_markdown(page.summary)}{render_markdown(page.occasion)}")

    def item_author_name(self, page):
        return clean_text(page.organisation.name) if page.organisation else None

    def item_categories(self, page):
        return [clean_text(topic.name) for topic in index().topics_of(page.pk)]

    def item_pubdate(self, page):
        return page.first_published_at

    def item_updateddate(self, page):
        return page.last_published_at
