"""News and plain pages as kinds of things that search finds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.rich_text import get_text_for_indexing

from base import stamps
from base.findable import Facts, Kind, Row
from home.models import ContentPage, NewsPage


class Written(Kind):
    """What staff write in the admin, for everybody alike."""

    def audience(self, member):
        return "all"

    def rows(self, pks, member):
        """One query for the rows; addresses come from Wagtail's list of sites, which is remembered."""
        return [self.row(page) for page in self.visible_to(member).filter(pk__in=list(pks))]

    def row(self, page):
        texts = [page.lead, " ".join(get_text_for_indexing(page.body).split())]
        return Row(
            pk=page.pk,
            title=page.title,
            url=page.get_url(),
            summary=page.lead,
            texts=[("", text) for text in texts if text],
        )


class News(Written):
    """News, with its date."""

    name = "news"
    slug = "nieuws"
    model = NewsPage
    template = "search/_news.html"
    label = _("News")
    date_label = _("Published")

    def counted(self, number):
        return ngettext("%(count)s news item", "%(count)s news items", number) % {"count": number}

    def facts(self):
        return stamps.remember(stamps.SITE, "facts of news", _dates)

    def row(self, page):
        row = super().row(page)
        row.date = page.date
        return row


class Pages(Written):
    """Plain pages: about us, how it works."""

    name = "page"
    slug = "paginas"
    model = ContentPage
    label = _("Pages")

    def counted(self, number):
        return ngettext("%(count)s page", "%(count)s pages", number) % {"count": number}

    def facts(self):
        return stamps.remember(stamps.SITE, "facts of pages", _no_facts)


def _dates():
    return {pk: Facts(date=date) for pk, date in NewsPage.objects.order_by().values_list("pk", "date")}


def _no_facts():
    return {pk: Facts() for pk in ContentPage.objects.order_by().values_list("pk", flat=True)}
