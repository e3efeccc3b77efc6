"""What counts in the SKJ folder of who came along on a shadow visit, and of who gave a consultation."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.choices import EventState
from events.sessions.choices import SessionState
from events.sessions.hours import planned_hours
from events.sessions.models import SessionMember
from events.training.choices import Category, Source
from events.training.proofs import Proof
from events.training.sources import on_days
from network.requests.choices import Part, RequestKind, RequestStatus
from network.requests.models import Participation, RequestChange

HELD = (SessionState.HELD, SessionState.CLOSED)


def _places(member, since, until, kind):
    """Where it was noted that ``member`` was at a session of a request of this kind."""
    found = SessionMember.objects.filter(
        on_days("session__event__starts_at", since, until),
        member=member,
        attended=True,
        session__state__in=HELD,
        session__appointment__request__kind=kind,
    )
    found = found.exclude(session__event__state=EventState.CANCELLED)
    return found.select_related("session__event", "session__appointment__request__organisation")


def visits(member, since, until):
    """Days on which somebody came along with a host. Two questions, however many there are."""
    places = list(_places(member, since, until, RequestKind.VISIT))
    hosts = _hosts([place.session.appointment.request_id for place in places])
    found = []
    for place in places:
        asked = place.session.appointment.request
        host_pk, organisation = _host_of(asked, hosts)
        if member.pk == host_pk:
            continue
        title = _("Shadow visit at %(name)s") % {"name": organisation} if organisation else _("Shadow visit")
        found.append(_proof(place.session, Category.VISIT, title, asked))
    return found


def _hosts(requests):
    """{primary key of a request: (host, organisation)} of visits that were asked for."""
    rows = Participation.objects.filter(request__in=requests, request__is_offer=False, state=Part.JOINED)
    rows = rows.select_related("member__organisation")
    return {row.request_id: (row.member_id, row.member.organisation) for row in rows}


def _host_of(asked, hosts):
    if asked.is_offer:
        return asked.asked_by_id, asked.organisation
    return hosts.get(asked.pk, (None, None))


def consultations(member, since, until):
    """Consultations that somebody gave: with an appointment when they were noted there, without one when it was said
    that it was held. Three questions."""
    title = _("Consultation given to a colleague")
    found = []
    for place in _places(member, since, until, RequestKind.CONSULTATION):
        asked = place.session.appointment.request
        if asked.asked_by_id != member.pk:
            found.append(_proof(place.session, Category.CONSULTATION, title, asked))
    return found + [_spoken(change, member, title) for change in _spoken_of(member, since, until)]


def _spoken_of(member, since, until):
    """Steps by which consultations of ``member`` without an appointment were held."""
    given = Participation.objects.filter(
        member=member,
        state=Part.JOINED,
        request__kind=RequestKind.CONSULTATION,
        request__status__in=(RequestStatus.HELD, RequestStatus.CLOSED),
    )
    given = given.exclude(request__appointments__session__state__in=HELD).values("request_id")
    changes = RequestChange.objects.filter(on_days("at", since, until), request__in=given, new=RequestStatus.HELD)
    return changes.select_related("request")


def _spoken(change, member, title):
    asked = change.request
    by_colleague = change.by_id != member.pk or asked.outcome
    return Proof(
        category=Category.CONSULTATION,
        title=title,
        happened_on=timezone.localdate(change.at),
        url=asked.get_absolute_url(),
        source=Source.COLLEAGUE.label if by_colleague else Source.OWN.label,
    )


def _proof(session, category, title, asked):
    return Proof(
        category=category,
        title=title,
        happened_on=session.event.starts.date(),
        hours=planned_hours(session) if session.hours is None else session.hours,
        url=asked.get_absolute_url(),
        source=Source.COLLEAGUE.label,
    )
