"""``/api/v1/events``: public meetings, for anybody. The same meetings as in the agenda of a visitor."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from base.mail import absolute_url
from events.meetings.agenda import taken_by
from events.meetings.choices import EventKind
from events.meetings.ics import uid
from events.meetings.models import EventPage, TaggedEvent
from network.topics.models import Topic
from network.topics.vocabulary import with_narrower

router = Router(tags=["events"])
PAGE_SIZE = 50
# What ninja answers by itself belongs in the description too.
NOT_FOUND = {"responses": {404: {"description": "There is no such meeting, or it is not public"}}}
UNPROCESSABLE = {"responses": {422: {"description": "A parameter has a value that it can't have"}}}
# Days outside these are no days of meetings, and may not fit a moment in another time zone.
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)


class PlaceOut(Schema):
    """Where people meet."""

    name: str
    address: str
    municipality: str | None = Field(description="slug of a municipality")
    directions: str
    accessibility: str


class EventOut(Schema):
    """A meeting. Moments are in UTC; ``time_zone`` is that of the clocks where it takes place."""

    uid: str = Field(description="its name in calendar files, the same for ever")
    slug: str
    url: str
    calendar_url: str = Field(description="the meeting as iCalendar file")
    title: str
    summary: str
    description: str = Field(description="Markdown")
    kind: str
    for_whom: str
    starts: str
    ends: str
    time_zone: str
    status: str = Field(description="planned or cancelled")
    cancel_reason: str
    place: PlaceOut | None
    online: bool = Field(description="whether one can take part online; the link is for who registered")
    organisation: str | None
    series: str | None
    topics: list[str] = Field(description="slugs of topics")
    capacity: int | None = Field(description="number of seats, null without a limit")
    seats_free: int | None
    updated: str | None


class EventList(Schema):
    """A page of meetings, the first one first."""

    count: int
    page: int
    pages: int
    results: list[EventOut]


class Filters(Schema):
    """What a list may be narrowed by; what is unknown gives an empty list."""

    page: int = Field(1, ge=1, le=1_000_000)
    from_: date | None = Field(None, alias="from", description="not over on this day; today without it")
    until: date | None = Field(None, description="begins on this day or before")
    topic: str = Field("", max_length=100, description="slug of a topic; what is narrower counts too")
    municipality: str = Field("", max_length=80, description="slug of a municipality")
    kind: str = Field("", max_length=20, description=", ".join(EventKind.values))
    online: bool | None = Field(None, description="whether one can take part online")


@router.get("", response=EventList, summary="Published, public meetings", openapi_extra=UNPROCESSABLE)
def events(request, filters: Query[Filters]):
    """A page of 50 meetings, those to come unless ``from`` says otherwise."""
    found = EventPage.objects.visible_to(None)
    found = found.filter(ends_at__gte=_midnight(filters.from_ or timezone.localdate()))
    if filters.until:
        found = found.filter(starts_at__lt=_midnight(filters.until, 1))
    if filters.topic:
        topic = Topic.objects.accepted().filter(slug=_clean(filters.topic)).values_list("pk", flat=True).first()
        carrying = TaggedEvent.objects.filter(tag__in=with_narrower(topic) if topic else [])
        found = found.filter(pk__in=carrying.values("content_object_id"))
    if filters.municipality:
        found = found.filter(municipality__slug=_clean(filters.municipality))
    if filters.kind:
        found = found.filter(kind=_clean(filters.kind))
    if filters.online is not None:
        found = found.filter(online=filters.online)
    paginator = Paginator(_whole(found).order_by("starts_at", "pk"), PAGE_SIZE)
    page = list(paginator.get_page(filters.page)) if filters.page <= paginator.num_pages else []
    taken = taken_by([event.pk for event in page])
    return {
        "count": paginator.count,
        "page": filters.page,
        "pages": paginator.num_pages,
        "results": [describe(event, taken.get(event.pk, 0)) for event in page],
    }


@router.get("/{slug}", response=EventOut, summary="One meeting", openapi_extra=NOT_FOUND)
def one_event(request, slug: str):
    """One published, public meeting; 404 for any other."""
    event = _whole(EventPage.objects.visible_to(None)).filter(slug=_clean(slug)).first()
    if event is None:
        raise Http404
    return describe(event, taken_by([event.pk]).get(event.pk, 0))


def describe(event, taken):
    """A meeting as the API gives it; ``taken`` is its number of seats that are taken."""
    return {
        "uid": uid(event),
        "slug": event.slug,
        "url": absolute_url(event.get_absolute_url()),
        "calendar_url": absolute_url(reverse("meetings:event_file", args=[event.slug])),
        "title": event.title,
        "summary": event.summary,
        "description": event.description,
        "kind": event.kind,
        "for_whom": event.for_whom,
        "starts": _iso(event.starts_at),
        "ends": _iso(event.ends_at),
        "time_zone": settings.TIME_ZONE,
        "status": event.state,
        "cancel_reason": event.cancel_reason,
        "place": _place(event),
        "online": event.online,
        "organisation": event.organisation.name if event.organisation else None,
        "series": event.series.name if event.series else None,
        "topics": sorted(row.tag.slug for row in event.tagged_topics.all() if row.tag.status == Topic.Status.ACCEPTED),
        "capacity": event.capacity,
        "seats_free": None if event.capacity is None else max(0, event.capacity - taken),
        "updated": _iso(event.last_published_at) if event.last_published_at else None,
    }


def _place(event):
    if not (event.venue or event.address or event.municipality):
        return None
    return {
        "name": event.venue,
        "address": event.address,
        "municipality": event.municipality.slug if event.municipality else None,
        "directions": event.directions,
        "accessibility": event.accessibility,
    }


def _whole(events):
    related = events.select_related("organisation", "municipality", "series")
    return related.prefetch_related("tagged_topics__tag")


def _clean(value):
    return value.replace("\x00", "")


def _midnight(day, later=0):
    day = min(max(day, EARLIEST), LATEST) + timedelta(days=later)
    return timezone.make_aware(datetime.combine(day, time.min))


def _iso(moment):
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
