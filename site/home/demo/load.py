"""Loading the demo region: all of it or nothing, without a mail to anybody."""

from django.db import transaction

from base import stamps
from base.mail import switched_off
from events.meetings.models import EventPage, Registration
from events.reports.first_methods import ensure_first_methods
from events.reports.models import MeetingReport
from events.sessions.first_methods import ensure_first_methods as ensure_first_session_methods
from events.sessions.models import Session
from home.demo import agreed, described, exchange, folders, meeting_reports, meetings, pages, services
from home.demo.region import load_network
from network.organisations.models import Municipality, Organisation
from network.people.models import Member, PeopleGroup
from network.requests.models import Request
from network.services.models import Service
from network.tables.models import Agreement
from network.topics.models import Topic
from practices.models import AdoptionReport, PracticePage, Review
from search.first_words import ensure_first_words


def load_region():
    """Put the demo region in the database, as far as it isn't there."""
    with transaction.atomic(), switched_off():
        pages.load_pages()
        region = load_network()
        pages.load_news(region)
        described.load_practices(region)
        described.load_reviews(region)
        described.load_reports(region)
        described.load_own(region)
        services.load_services(region)
        services.load_groups(region)
        ensure_first_methods()
        ensure_first_session_methods()
        meetings.load_meetings(region)
        meeting_reports.load_meeting_reports(region)
        agreed.load_agreed(region)
        exchange.load_exchange(region)
        folders.load_folders(region)
        ensure_first_words()
        # Moments are set back with update(), which sends no signal.
        stamps.bump_on_commit("site", "practices", "agenda", "requests")


def counts():
    """How much of everything there is now."""
    return {
        "municipalities": Municipality.objects.count(),
        "organisations": Organisation.objects.count(),
        "members": Member.objects.count(),
        "services": Service.objects.count(),
        "groups": PeopleGroup.objects.count(),
        "topics": Topic.objects.accepted().count(),
        "published practices": PracticePage.objects.live().count(),
        "adoption reports": AdoptionReport.objects.count(),
        "reviews": Review.objects.count(),
        "meetings": EventPage.objects.live().count(),
        "registrations": Registration.objects.count(),
        "meeting reports": MeetingReport.objects.count(),
        "agreements": Agreement.objects.count(),
        "requests": Request.objects.count(),
        "sessions": Session.objects.count(),
    }
