"""The pages and the settings of the demo region."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Site

from base.models import SiteSettings
from home.actions import ensure_site_tree
from home.demo.content import days_ago, page_key, read, text
from home.models import ContentPage, NewsIndexPage, NewsPage
from practices.models import PracticeIndexPage


def load_pages():
    """The tree that every site has, with the texts and the name of this region."""
    home = ensure_site_tree()
    index = PracticeIndexPage.objects.get()
    if not index.intro:
        index.intro = read("pages")["practices_intro"]
        index.save_revision().publish()
    for row in read("pages")["pages"]:
        _load_page(home, row)
    _load_settings()


def _load_page(home, row):
    page = ContentPage.objects.child_of(home).filter(slug=row["slug"]).first()
    if page is None:
        home.refresh_from_db()
        page = home.add_child(instance=ContentPage(title=row["title"], slug=row["slug"]))
    elif not _is_untouched(page):
        return
    page.title, page.lead, page.body = row["title"], row["lead"], text(row["body"])
    page.save_revision().publish()


def _is_untouched(page):
    """Whether a page still says what ``ensure_site_tree`` put there: one revision, of nobody."""
    return page.revisions.count() == 1 and not page.revisions.exclude(user=None).exists()


def _load_settings():
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    if settings.region_name:
        return
    for name, value in read("pages")["settings"].items():
        setattr(settings, name, value)
    settings.full_clean()
    settings.save()


def load_news(region):
    """The news, oldest first."""
    index = NewsIndexPage.objects.get()
    for row in read("pages")["news"]:
        key = page_key(row["slug"])
        if NewsPage.objects.filter(translation_key=key).exists():
            continue
        index.refresh_from_db()
        page = NewsPage(
            title=row["title"],
            slug=row["slug"],
            translation_key=key,
            lead=row["lead"],
            body=text(row["body"]),
            date=timezone.localdate() - timedelta(days=row["days_ago"]),
            owner=region.moderator([]),
        )
        index.add_child(instance=page)
        page.save_revision(user=page.owner).publish(user=page.owner)
        moment = days_ago(row["days_ago"])
        NewsPage.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)
