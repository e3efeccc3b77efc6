"""The meetings of the demo region, of last year and the next: set up, moved and cancelled as organisers do it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.meetings.actions import organising
from events.meetings.choices import EventState
from events.meetings.models import BreakOut, EventIndexPage, EventPage, EventQuestion, EventSeries, ProgrammeItem
from home.demo import attendance
from home.demo.content import days_ago, page_key, read
from home.demo.waiting import number

INTRO = "Bijeenkomsten, trainingen en intervisie in de regio. Meld je aan in twee klikken."
PLAIN = ("title", "summary", "kind", "description", "for_whom", "capacity", "hours")


def load_meetings(region):
    """Put the meetings in the agenda that are not there yet, with who comes. All of them are in ``region.meetings``."""
    if not EventIndexPage.objects.exclude(intro="").exists():
        index = EventIndexPage.objects.get()
        index.intro = INTRO
        index.save_revision().publish()
    for name, description in read("meetings")["series"].items():
        _series(name, description)
    keys = {page_key(f"meeting {row['slug']}"): row["slug"] for row in read("meetings")["meetings"]}
    held = {keys[page.translation_key]: page for page in EventPage.objects.filter(translation_key__in=keys)}
    for row in read("meetings")["meetings"]:
        slug = row["slug"]
        region.meetings[slug] = held[slug] if slug in held else _hold(row, region)


def workday(days, at):
    """A moment so many days from now at a time such as "13:00"; never in a weekend."""
    day = timezone.localdate() + timedelta(days=days)
    day += timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))


def _series(name, description):
    EventSeries.objects.get_or_create(
        name=name, defaults={"slug": name.lower().replace(" ", "-"), "description": description}
    )


def _hold(row, region):
    """Publish a meeting, let people register, and let happen to it what happened."""
    owner = region.members[row["owner"]]
    event = written(row, region, row.get("planned", row["days"]))
    event = organising.keep(event, owner, series=row.get("series", ""), publish=True)
    attendance.fill(event, row, region)
    if "planned" in row:
        event = event.get_latest_revision_as_object()
        event.starts_at, event.ends_at = workday(row["days"], row["at"]), workday(row["days"], row["until"])
        event = organising.keep(event, owner, series=row.get("series", ""), publish=True)
    if "cancelled" in row:
        event = organising.cancel(event, owner, row["cancelled"])
        EventPage.objects.filter(pk=event.pk, state=EventState.CANCELLED).update(cancelled_at=days_ago(2))
    moment = min(event.starts_at - timedelta(days=45 + number(row["slug"], 0, 40)), days_ago(12))
    EventPage.objects.filter(pk=event.pk).update(
        translation_key=page_key(f"meeting {row['slug']}"),
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
    )
    event.revisions.update(created_at=moment)
    return event


def written(row, region, days):
    """A meeting of the files as its organiser would fill it in, unsaved."""
    place = dict(read("meetings")["venues"][row["place"]])
    if "municipality" in place:
        place["municipality"] = region.municipalities[place["municipality"]]
    if "online" in row:
        place |= {"online": True, "online_link": row["online"]}
    event = EventPage(
        **{name: row[name] for name in PLAIN if name in row},
        **place,
        starts_at=workday(days, row["at"]),
        ends_at=workday(days, row["until"]),
        organisation=region.organisations[row["organisation"]],
        guests_allowed=row.get("guests", False),
        skj=row.get("skj", False),
        visibility=row.get("visibility", "public"),
        offer_hours=row.get("offer_hours", 48),
        registration_from=days_ago(-row["opens"]) if "opens" in row else None,
        registration_until=workday(days - 1, "12:00") if row["kind"] == "training" else None,
    )
    event.programme.set(_programme(row, region))
    themes = [(*theme, "")[:3] for theme in row.get("themes", [])]
    event.break_outs.set(
        [
            BreakOut(title=title, capacity=capacity, description=text, sort_order=place)
            for place, (title, capacity, text) in enumerate(themes)
        ]
    )
    asked = [read("meetings")["questions"][place] for place in row.get("questions", [])]
    event.questions.set([EventQuestion(sort_order=place, **one) for place, one in enumerate(asked)])
    event.topics.set(region.tags(row["topics"]))
    event.organisers.set([region.members[slug] for slug in row.get("organisers", [])])
    return event


def _programme(row, region):
    """The parts of the programme, whose files say how many minutes after the start each begins."""
    start = datetime.combine(timezone.localdate(), time.fromisoformat(row["at"]))
    parts = []
    for place, (minutes, title, text) in enumerate(read("meetings")["programmes"][row["programme"]]):
        # a real time: a text would make the revision lose the part
        part = ProgrammeItem(
            starts=(start + timedelta(minutes=minutes)).time(), title=title, description=text, sort_order=place
        )
        part.speakers.set([region.members[slug] for slug in row.get("speakers", {}).get(str(place), [])])
        parts.append(part)
    return parts
