"""Writes of this room that touch more than one object."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from events.meetings.models import EventIndexPage
from home import first_texts
from home.models import ContentPage, HomePage, NewsIndexPage
from practices.models import PracticeIndexPage


@transaction.atomic
def ensure_site_tree():
    """The home page, with the pages below it that every site must have. Adds what is missing, changes nothing else.

    Called by ``manage.py setup_site`` (which an installation runs after ``migrate``) and by ``load_demo``.
    """
    home = HomePage.objects.order_by("pk").first() or _add_home()
    _point_site_at(home)
    _ensure(home, PracticeIndexPage, "praktijken", "Praktijken")
    _ensure(home, EventIndexPage, "agenda", "Agenda")
    _ensure(home, NewsIndexPage, "nieuws", "Nieuws")
    _ensure(
        home,
        ContentPage,
        "toegankelijkheid",
        "Toegankelijkheid",
        lead=first_texts.ACCESSIBILITY_LEAD,
        body=first_texts.ACCESSIBILITY.strip(),
    )
    _ensure(
        home,
        ContentPage,
        "privacy",
        "Privacy",
        lead=first_texts.PRIVACY_LEAD,
        body=first_texts.PRIVACY.strip(),
    )
    return home


def _add_home():
    home = HomePage(
        title="Begin", slug="begin", lead=first_texts.HOME_LEAD, questions=first_texts.QUESTIONS, show_in_menus=True
    )
    return Page.get_first_root_node().add_child(instance=home)


def _point_site_at(home):
    """Let the default site start at ``home``, at the address of the installation, without Wagtail's welcome page."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.root_page_id else None
    address = urlsplit(settings.BASE_URL)
    wanted = {
        "hostname": address.hostname or site.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
        "site_name": site.site_name or settings.WAGTAIL_SITE_NAME,
        "root_page_id": home.pk,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()


def _ensure(home, model, slug, title, **fields):
    """The page ``slug`` below ``home``; one that staff put there themselves, of whatever kind, stays."""
    home.refresh_from_db()
    if home.get_children().filter(slug=slug).exists() or (model.max_count == 1 and model.objects.exists()):
        return
    page = home.add_child(instance=model(title=title, slug=slug, **fields))
    page.save_revision().publish()
