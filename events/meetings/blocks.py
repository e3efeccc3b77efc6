"""Meetings where other rooms show them: home, my pages, a topic, a person, an organisation."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import bits
from base.faceted import topic_facet
from events.meetings.actions.evaluating import results
from events.meetings.agenda import index
from events.meetings.choices import ALIVE
from events.meetings.models import EventPage, Registration, TaggedEvent
from network.people.rules import is_member
from network.topics.slots import Block

SHOWN = 4
MOST = 30


def home_block(request):
    """The next meetings that the visitor may see; nothing when none is planned."""
    coming = EventPage.objects.listed_to(request.user).going_on().upcoming()
    events = list(coming.select_related("municipality")[:SHOWN])
    return {"template": "meetings/blocks/home.html", "events": events} if events else None


def my_block(member):
    """What I registered for and is still to come; a seat that waits for my answer first. Private meetings have a block
    of the room that makes them."""
    mine = Registration.objects.filter(member=member, status__in=ALIVE)
    visible = EventPage.objects.listed_to(member).upcoming()
    coming = visible.filter(pk__in=mine.values("event_id")).values_list("pk", flat=True)
    rows = list(mine.filter(event__in=list(coming[:MOST])).select_related("event", "break_out"))
    if not rows:
        return None
    rows.sort(key=lambda row: (row.status != "offered", row.event.starts_at))
    return {"template": "meetings/blocks/mine.html", "rows": rows}


def evaluation_block(event, member):
    """What people thought of a meeting, in numbers: what somebody wrote is for who organises it."""
    found = results(event) if event.is_over else None
    return render_to_string("meetings/blocks/evaluation.html", {"results": found}) if found else ""


def topic_block(topic, topic_ids, member):
    """Meetings about the topic or a narrower one: what is coming first, then the latest."""
    about = index()
    mask = about.masks.get(topic_facet(topic.kind), {}).get(topic.slug, 0)
    return _block(about, mask, member, f"{reverse('meetings:agenda')}?onderwerp={topic.slug}")


def carried(member):
    """Which meetings that ``member`` may see carry which topic."""
    visible = EventPage.objects.listed_to(member).order_by().values("pk")
    return TaggedEvent.objects.filter(content_object__in=visible).values_list("tag_id", "content_object_id")


def person_block(person, member):
    """What a member organises or speaks at; for members, as for visitors people aren't listed by what they do."""
    if not is_member(member):
        return None
    own = EventPage.objects.organised_by(person).order_by().values("pk")
    speaks = EventPage.objects.filter(programme__speakers=person).order_by().values("pk")
    does = EventPage.objects.filter(Q(pk__in=own) | Q(pk__in=speaks)).order_by()
    about = index()
    return _block(about, about.mask_of(does.values_list("pk", flat=True)), member)


def organisation_block(organisation, member):
    """What an organisation organises."""
    about = index()
    return _block(about, about.organised.get(organisation.pk, 0), member)


def _block(about, mask, member, more_url=None):
    """Of these meetings (bits of the index) those that ``member`` may see: how many, and the first to come."""
    mask = mask and mask & about.base(member)
    if not mask:
        return None
    count, coming = mask.bit_count(), mask & about.coming(timezone.now())
    places = bits.places(coming) + bits.places(mask & ~coming)[::-1]
    pks = [about.events[place].pk for place in places[:SHOWN]]
    found = EventPage.objects.visible_to(member).filter(pk__in=pks).select_related("municipality")
    rows = {event.pk: event for event in found}
    more = {}
    if more_url:
        label = ngettext("See this meeting in the agenda", "All %(count)s meetings", count) % {"count": count}
        more = {"more_url": more_url, "more_label": label}
    return Block(
        title=_("Meetings"),
        count=count,
        template="meetings/blocks/rows.html",
        context={"events": [rows[pk] for pk in pks if pk in rows]},
        **more,
    )
