"""Shadow visits for tests."""

from datetime import timedelta

from django.utils import timezone

from events.meetings.models import EventIndexPage
from events.sessions.actions import closing as sessions
from events.sessions.models import Session
from home.actions import ensure_site_tree
from network.requests.choices import RequestKind
from network.requests.models import VisitDay
from tests.factories.requests import RequestFactory


def make_offer(*places, **fields):
    """An open offer with a day for each number of places: next week, and so on."""
    if not EventIndexPage.objects.exists():
        ensure_site_tree()
    defaults = {"title": "Een dag in het gezinshuis", "text": "Je eet mee.", "place": "De Brink", "size": None}
    offer = RequestFactory(kind=RequestKind.VISIT, is_offer=True, **defaults | fields)
    for number, places_then in enumerate(places, start=1):
        make_day(offer, days=7 * number, places=places_then)
    return offer


def make_day(offer, *, days=7, hours=6, places=1):
    """A day of an offer, so many days from now."""
    start = (timezone.now() + timedelta(days=days)).replace(microsecond=0)
    return VisitDay.objects.create(
        request=offer, starts_at=start, ends_at=start + timedelta(hours=hours), places=places
    )


def make_asked(**fields):
    """An open request of somebody who wants to look."""
    if not EventIndexPage.objects.exists():
        ensure_site_tree()
    defaults = {"title": "Meekijken op een groep", "text": "Hoe eten jullie samen?", "size": None}
    return RequestFactory(kind=RequestKind.VISIT, **defaults | fields)


def let_it_pass(session, days=30):
    """Let a planned session have been: so many days before its moment."""
    session = Session.objects.select_related("event").get(pk=session.pk)
    event, back = session.event, timedelta(days=days)
    event.starts_at, event.ends_at = event.starts_at - back, event.ends_at - back
    event.save()
    return Session.objects.select_related("event").get(pk=session.pk)


def were_there(session, by, *members):
    """The session was, and ``by`` notes that these members were there."""
    session = let_it_pass(session)
    return sessions.confirm_attendance(session, by, {member.pk for member in members})
