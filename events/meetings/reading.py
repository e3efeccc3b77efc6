"""All that the page of a meeting shows, gathered for one reader in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from events.meetings import schema
from events.meetings.actions.registering import SENTENCES, why_closed
from events.meetings.choices import ALIVE, SEATED, Status, When
from events.meetings.models import EventPage, Registration
from events.meetings.parts import kept_parts, parts_of
from events.meetings.rules import organises
from events.meetings.slots import event_blocks, event_tools
from network.people.models import Member
from network.people.profiles import Profile
from network.people.rules import is_member

# Of those who want to be seen, this many are named; the rest is a number.
NAMED = 24


@dataclass(frozen=True)
class Seats:
    """How full a meeting is."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def free(self):
        """Seats that are free; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self):
        return self.free == 0

    @property
    def ring(self):
        """How many of twelve pieces of a ring are taken: only a full meeting has none left."""
        if not self.capacity:
            return 0
        pieces = round(self.taken * 12 / self.capacity)
        return 12 if self.is_full else min(max(pieces, 1 if self.taken else 0), 11)


def filled(event):
    """How full ``event`` is and each of its themes, in one query: (Seats, {primary key of a theme: seats taken})."""
    taken, waiting, by_theme = 0, 0, {}
    counted = event.registrations.filter(status__in=(*SEATED, Status.WAITING)).order_by()
    for status, theme, number in counted.values_list("status", "break_out").annotate(number=Count("pk")):
        if status == Status.WAITING:
            waiting += number
        else:
            taken += number
            by_theme[theme] = by_theme.get(theme, 0) + number
    return Seats(event.capacity, taken, waiting), by_theme


def seats_of(event):
    """How full ``event`` is."""
    return filled(event)[0]


def registration_of(event, member):
    """What ``member`` has to do with ``event``: their registration that still counts, or None."""
    if not is_member(member):
        return None
    mine = Registration.objects.filter(event_id=event.pk, member=member, status__in=ALIVE).with_place()
    registration = mine.select_related("break_out").first()
    if registration is not None:
        registration.event = event
    return registration


def shown(event, reader, preview=False):
    """The context of ``meetings/detail.html``."""
    parts = parts_of(event) if preview else kept_parts(event)
    event.organiser_ids = parts.organisers
    registration = None if preview else registration_of(event, reader)
    organiser = organises(reader, event)
    inside = organiser or (registration is not None and registration.takes_part)
    seats, by_theme = (Seats(event.capacity, 0, 0), {}) if preview else filled(event)
    people = _people({*parts.organisers, *(pk for _part, speakers in parts.programme for pk in speakers)}, reader)
    return {
        "event": event,
        "seats": seats,
        "registration": registration,
        "place": registration.place if registration and registration.status == Status.WAITING else None,
        "closed": SENTENCES.get(why_closed(event), ""),
        "closed_code": why_closed(event),
        "is_organiser": organiser,
        "inside": inside,
        "is_member": is_member(reader),
        "topics": parts.topics,
        "schema": None if preview else schema.describe(event, parts.topics, seats),
        "programme": [(part, [people[pk] for pk in pks if pk in people]) for part, pks in parts.programme],
        "themes": _with_room(parts.themes, by_theme),
        "documents": _documents(event, parts.documents, inside),
        "organisers": [profile for pk, profile in people.items() if pk in parts.organisers],
        "others": _others(event) if registration is not None or organiser else None,
        "blocks": [] if preview else [html for block in event_blocks if (html := block(event, reader))],
        "tools": [html for tool in event_tools if (html := tool(event, reader))] if organiser and not preview else [],
        "one_day": timezone.localdate(event.starts_at) == timezone.localdate(event.ends_at),
    }


def fetch(queryset, slug):
    """The meeting at this address with what every page of it needs. Raises ``EventPage.DoesNotExist``."""
    found = queryset.select_related("organisation", "municipality", "series", "owner")
    return found.get(slug=slug)


def _people(pks, reader):
    """``{primary key: Profile}`` of organisers and speakers, as ``reader`` may see them."""
    return {one.pk: Profile(one, reader) for one in Member.objects.filter(pk__in=pks).with_faces()} if pks else {}


def themes_of(event):
    """Break-out themes with the seats that are free in each (None: no limit)."""
    themes = list(event.break_outs.all())
    return _with_room(themes, filled(event)[1] if themes else {})


def _with_room(themes, taken):
    return [
        (theme, None if theme.capacity is None else max(0, theme.capacity - taken.get(theme.pk, 0))) for theme in themes
    ]


def _documents(event, rows, inside):
    """Documents that are shown now, to this reader."""
    return [
        row.document
        for row in rows
        if (inside or not row.participants_only) and (row.when == When.BEFORE or event.is_over)
    ]


def _others(event):
    """Who else comes, of those who want that to be seen: their names and how many more there are."""
    willing = event.registrations.taking_part().filter(shown_to_others=True).order_by("queued_at", "pk")
    rows = list(willing.select_related("member")[: NAMED + 1])
    return {
        "named": [(one.name, one.member.page_url if one.member_id else "") for one in rows[:NAMED]],
        "more": len(rows) > NAMED,
    }


def open_to(member, slug):
    """The meeting at ``slug`` if ``member`` may see it. Raises ``EventPage.DoesNotExist``."""
    return fetch(EventPage.objects.visible_to(member), slug)
