"""What search engines may know of: the pages that a visitor who is not signed in may read, room by room."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from events.meetings.models import EventPage, EventSeries
from events.reports.models import MeetingReport, Method
from events.sessions.models import SessionMethod
from home.models import ContentPage, FormPage, HomePage, NewsIndexPage, NewsPage
from network.organisations.models import Organisation
from network.requests.models import Request
from network.services.models import Service
from network.tables.models import Agreement
from network.topics.models import Topic
from practices.models import PracticePage


class WrittenPages(Sitemap):
    """What staff write in the admin."""

    def items(self):
        kinds = (HomePage, ContentPage, NewsIndexPage, NewsPage, FormPage)
        return Page.objects.live().public().exact_type(*kinds).order_by("path")

    def lastmod(self, page):
        return page.last_published_at

    def location(self, page):
        return page.get_url()


class Practices(Sitemap):
    """Practices that everybody may read."""

    def items(self):
        return PracticePage.objects.visible_to(None).order_by("pk").values_list("slug", "last_published_at")

    def lastmod(self, row):
        return row[1]

    def location(self, row):
        return reverse("practices:detail", args=[row[0]])


class Topics(Sitemap):
    """Topics of the vocabulary."""

    def items(self):
        return Topic.objects.visible_to(None)


class Organisations(Sitemap):
    """Who works in the region."""

    def items(self):
        return Organisation.objects.visible_to(None)


class Services(Sitemap):
    """What is on offer."""

    def items(self):
        return Service.objects.visible_to(None).order_by("pk").values_list("slug", "updated_at")

    def lastmod(self, row):
        return row[1]

    def location(self, row):
        return reverse("services:detail", args=[row[0]])


class Events(Sitemap):
    """Meetings that everybody may read of, also what is over."""

    def items(self):
        return EventPage.objects.visible_to(None).order_by("pk").values_list("slug", "last_published_at")

    def lastmod(self, row):
        return row[1]

    def location(self, row):
        return reverse("meetings:detail", args=[row[0]])


class Series(Sitemap):
    """Series of which everybody may see a meeting."""

    def items(self):
        return EventSeries.objects.visible_to(None)


class Questions(Sitemap):
    """Questions and answers that everybody may read."""

    def items(self):
        return Request.objects.visible_to(None).order_by("pk")


class Agreements(Sitemap):
    """Agreements that everybody may read."""

    def items(self):
        return Agreement.objects.visible_to(None).order_by("pk")


class Reports(Sitemap):
    """Reports of meetings that everybody may read."""

    def items(self):
        found = MeetingReport.objects.visible_to(None).order_by("pk")
        return found.values_list("event__slug", "published_at")

    def lastmod(self, row):
        return row[1]

    def location(self, row):
        return reverse("reports:report", args=[row[0]])


class Methods(Sitemap):
    """Ways to lead a meeting."""

    def items(self):
        return Method.objects.all()


class SessionMethods(Sitemap):
    """Ways for a small group to work on a question."""

    def items(self):
        return SessionMethod.objects.all()


class Lists(Sitemap):
    """The lists that rooms have."""

    def items(self):
        return [
            "practices:list",
            "topics:list",
            "topics:glossary",
            "services:map",
            "organisations:list",
            "meetings:agenda",
            "requests:list",
            "tables:agreements",
            "reports:methods",
            "sessions:methods",
        ]

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "lists": Lists,
    "pages": WrittenPages,
    "practices": Practices,
    "topics": Topics,
    "organisations": Organisations,
    "services": Services,
    "events": Events,
    "series": Series,
    "questions": Questions,
    "agreements": Agreements,
    "reports": Reports,
    "methods": Methods,
    "session_methods": SessionMethods,
}
