"""Thousands of generated meetings with who comes, to see how the agenda behaves when it is full.

They go in with bulk inserts, so without signals, revisions and mail: nobody wrote them. Half of them are over. The same
number is always the same meeting, on a day that counts from the day when it was made; what is there already stays.
"""

from datetime import time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from base import stamps
from base.choices import Visibility
from events.meetings.choices import Status
from events.meetings.models import EventIndexPage, EventPage, ProgrammeItem, Registration, TaggedEvent
from home.demo.content import days_ago, page_key, read
from home.demo.scale import BATCH, insert, place
from home.demo.scale_network import STRIDE, dice_of, some
from network.organisations.models import Municipality, Organisation
from network.people.models import Member
from network.topics.models import Topic
from search import indexing

DAYS = 1460  # over which they are spread, half of them past
CROWD = 30  # people who want to come, at most
HOURS = (9, 10, 13, 14, 15, 19)


def load_events(number):
    """Have ``number`` generated meetings; returns how many were added."""
    keys = {_key(n): n for n in range(1, number + 1)}
    held = set(EventPage.objects.values_list("translation_key", flat=True))
    missing = [n for key, n in keys.items() if key not in held]
    about = _Region()
    for start in range(0, len(missing), BATCH):
        _add(missing[start : start + BATCH], about)
    return len(missing)


class _Region:
    """What generated meetings are about, in a fixed order."""

    def __init__(self):
        self.topics = list(Topic.objects.accepted().order_by("pk"))
        self.places = list(Municipality.objects.order_by("pk").values_list("pk", flat=True))
        self.organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
        self.people = list(Member.objects.active().order_by("pk").values_list("pk", flat=True)[:1000])


def _key(number):
    return page_key(f"demo-scale-event-{number:06}")


@transaction.atomic
def _add(numbers, about):
    """Add some meetings whole, with the agenda locked so that nobody else takes their places in the tree."""
    parent = EventIndexPage.objects.select_for_update(of=("self",)).get()
    kind = ContentType.objects.get_for_model(EventPage)
    pages, tagged, parts, registrations = [], [], [], []
    for number in numbers:
        dice = dice_of("event", number)
        topics = some(dice, about.topics, 1, 3, key=lambda topic: topic.pk)
        pages.append(_page(number, dice, topics, about, parent, kind))
        registrations.append(_crowd(pages[-1], dice, about))
        tagged.append(topics)
    place(pages, parent)
    insert(EventPage, pages)
    for page, crowd in zip(pages, registrations, strict=True):
        for one in crowd:
            one.event_id = page.pk
        start = timezone.localtime(page.starts_at).hour
        parts += [
            ProgrammeItem(event_id=page.pk, sort_order=order, starts=time((start + order) % 24), title=title)
            for order, title in enumerate(read("scale_events")["parts"])
        ]
    TaggedEvent.objects.bulk_create(
        [
            TaggedEvent(content_object=page, tag=topic)
            for page, topics in zip(pages, tagged, strict=True)
            for topic in topics
        ]
    )
    ProgrammeItem.objects.bulk_create(parts)
    Registration.objects.bulk_create([one for crowd in registrations for one in crowd])
    indexing.note(EventPage, [page.pk for page in pages])
    stamps.bump_on_commit("site", "agenda")


def _page(number, dice, topics, about, parent, kind):
    words = read("scale_events")
    form, value = dice.choice(words["forms"])
    title = f"{form} {topics[0].name.lower()} {dice.choice(words['groups'])}"
    slug = f"{slugify(title)[:70].strip('-')}-{number}"
    start = days_ago(DAYS // 2 - number * STRIDE % DAYS, hour=dice.choice(HOURS))
    moment = min(start - timedelta(days=40), days_ago(1))
    online = dice.random() < 0.2
    return EventPage(
        title=title,
        draft_title=title,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        translation_key=_key(number),
        locale_id=parent.locale_id,
        content_type=kind,
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
        summary=dice.choice(words["summaries"]),
        kind=value,
        description=dice.choice(words["descriptions"]),
        organisation_id=dice.choice(about.organisations),
        municipality_id=about.places[int(len(about.places) * dice.random() ** 1.6)],
        venue=dice.choice(words["venues"]),
        online=online,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        capacity=dice.choice([None, 8, 12, 16, 20, 30, 40, 60]),
        guests_allowed=dice.random() < 0.3,
        visibility=Visibility.MEMBERS if dice.random() < 0.1 else Visibility.PUBLIC,
    )


def _crowd(page, dice, about):
    """Registrations without their meeting, the first one first: no more seats are taken than there are."""
    wanted = min(len(about.people), dice.randint(0, CROWD))
    over = page.ends_at < timezone.now()
    rows = []
    for number, person in enumerate(dice.sample(about.people, wanted)):
        seated = page.capacity is None or number < page.capacity
        moment = page.first_published_at + timedelta(hours=number)
        rows.append(
            Registration(
                member_id=person,
                status=Status.CONFIRMED if seated else Status.WAITING,
                queued_at=moment,
                created_at=moment,
                shown_to_others=number % 3 == 0,
                attended_at=page.starts_at if over and seated and number % 7 else None,
            )
        )
    return rows
