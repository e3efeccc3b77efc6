"""News as an Atom feed."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from base.models import SiteSettings
from base.text import clean_text
from home.models import NewsPage

ITEMS = 20


class NewsFeed(Feed):
    """The newest items, as any visitor may read them, whoever asks."""

    feed_type = Atom1Feed
    link = "/nieuws/"

    def title(self):
        return _("News of %(site)s") % {"site": SiteSettings.current().site_name}

    def items(self):
        return NewsPage.objects.visible_to(None).newest_first()[:ITEMS]

    def item_title(self, item):
        return clean_text(item.title)

    def item_description(self, item):
        return clean_text(item.lead)

    def item_link(self, item):
        return item.get_url()

    def item_pubdate(self, item):
        return item.first_published_at or _noon(item.date)

    def item_updateddate(self, item):
        return item.last_published_at or _noon(item.date)


def _noon(date):
    return timezone.make_aware(datetime.combine(date, time(12)))
