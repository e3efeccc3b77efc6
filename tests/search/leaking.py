"""Things of each kind that would show in a search if somebody forgot to ask who may see them.

Each carries a word that nothing else has, in its title and its text, and a trace: a word that is never asked for, which
stands in its address and beside the word in its text. So a leak is a trace in an answer, wherever it stands. What has a
number in its address has that address as a second trace.
A new kind needs an entry in ``HIDDEN`` and in ``CHANGES``: tests/search/test_leaks.py fails without.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.meetings.models import EventIndexPage, EventPage
from events.reports.actions.reports import publish, take_back
from network.people.models import MemberTopic
from network.requests.models import Request, Response
from network.tables.models import Agreement
from network.topics.actions import merge_topics
from tests.factories.events import make_event
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.home import ContentPageFactory, NewsPageFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import PracticeFactory, practice_index
from tests.factories.reports import make_report, note
from tests.factories.services import ServiceFactory, days_ago
from tests.factories.topics import TopicFactory

ALL = frozenset({"visitor", "member", "editor", "staff", "author"})
MEMBERS = ALL - {"visitor"}
TAKE_PART = frozenset({"staff", "author"})
NOBODY = frozenset()
# Stands in everything we make and, with its parts, in no text of the site, so that there is something to count.
SHARED = "kwabberdonk"


def unlike_words(number):
    """Words that are no words, and that look like none of the others."""
    source = random.Random(7)
    return ["".join(source.choice("xqzwkv") + source.choice("aoui") for _ in range(6)) for _ in range(number)]


@dataclass
class Thing:
    """Something that ``seen_by`` may see."""

    word: str
    mark: str  # the second word of its title
    trace: str  # its slug, and beside the word in its text
    seen_by: frozenset
    address: str = ""  # with a number, where the slug is not the trace
    object: object = None
    after: object = None  # what happens once it is indexed

    @property
    def title(self):
        return f"{self.word.capitalize()} {self.mark.capitalize()}"

    @property
    def text(self):
        return f"Hier staat {SHARED} en dan {self.word} {self.trace} en nog iets."

    @property
    def typed_wrongly(self):
        return self.word[:5] + self.word[6:]

    def is_in(self, answer):
        """Whether an answer, in small letters, shows it."""
        return self.trace in answer or bool(self.address and self.address in answer)


@dataclass
class World:
    """Who searches, and what all things of a kind share."""

    topic: object
    place: object
    readers: dict
    things: dict = field(default_factory=dict)  # state -> Thing


def make_world():
    """The readers; ``author`` wrote all practices."""
    readers = {
        "visitor": None,
        "member": MemberFactory(),
        "editor": ProviderEditorFactory(),
        "staff": StaffFactory(),
        "author": MemberFactory(),
    }
    return World(TopicFactory(name="Gedeeld", slug="gedeeld"), MunicipalityFactory(slug="gedeeld"), readers)


def fill(world, kind, states):
    """Make a thing in each state, with ``HIDDEN[kind][state] = (who may see it, make, what happens after)``."""
    words = iter(unlike_words(3 * len(states)))
    for state, (seen_by, make, after) in states.items():
        thing = Thing(next(words), next(words), next(words), seen_by)
        thing.object, thing.after = make(world, thing), after
        world.things[state] = thing
    return world


# ---------- making them ----------


def practice(**fields):
    def make(world, thing):
        return PracticeFactory(
            title=thing.title,
            slug=thing.trace,
            approach=thing.text,
            owner=world.readers["author"],
            with_topics=[world.topic],
            with_municipalities=[world.place],
            **fields,
        )

    return make


def person(**fields):
    def make(world, thing):
        made = MemberFactory(name=thing.title, slug=thing.trace, bio=thing.text, **fields)
        MemberTopic.objects.create(member=made, topic=world.topic)
        made.municipalities.add(world.place)
        return made

    return make


def organisation(world, thing):
    made = OrganisationFactory(name=thing.title, slug=thing.trace, description=thing.text)
    made.municipalities.add(world.place)
    return made


def service(**fields):
    def make(world, thing):
        made = ServiceFactory(name=thing.title, slug=thing.trace, description=thing.text, **fields)
        made.topics.add(world.topic)
        made.municipalities.add(world.place)
        return made

    return make


def group(**fields):
    def make(world, thing):
        made = PeopleGroupFactory(name=thing.title, slug=thing.trace, description=thing.text, **fields)
        made.topics.add(world.topic)
        MembershipFactory(group=made, member=world.readers["author"])
        return made

    return make


def topic(**fields):
    def make(world, thing):
        return TopicFactory(
            name=thing.title,
            slug=thing.trace,
            definition=thing.text,
            synonyms=thing.word,
            broader=world.topic,
            **fields,
        )

    return make


def page(factory, **fields):
    def make(world, thing):
        return factory(title=thing.title, slug=thing.trace, lead=thing.text, body=f"<p>{thing.text}</p>", **fields)

    return make


def event(*, live=True, **fields):
    def make(world, thing):
        return make_event(
            thing.title,
            slug=thing.trace,
            description=thing.text,
            owner=world.readers["author"],
            municipality=world.place,
            topics=[world.topic],
            publish=live,
            **fields,
        )

    return make


def agreement(**fields):
    def make(world, thing):
        made = Agreement.objects.create(title=thing.title, text=thing.text, made_by=world.readers["author"], **fields)
        return with_number(world, thing, made)

    return make


def question(**fields):
    def make(world, thing):
        asked_by = world.readers["author"]
        made = Request.objects.create(title=thing.title, asked_by=asked_by, to_municipality=world.place, **fields)
        Response.objects.create(request=made, member=asked_by, text=thing.text)
        return with_number(world, thing, made)

    return make


def report(*, titled=True, **fields):
    """Its title is that of its meeting, so its address tells it from the meeting itself.

    Without ``titled`` the meeting, which stays, has nothing of the words.
    """

    def make(world, thing):
        by = world.readers["author"]
        event = make_event(
            thing.title if titled else "Een bijeenkomst",
            slug=f"bijeenkomst-{len(world.things)}",
            days=-1,
            owner=by,
            municipality=world.place,
            topics=[world.topic],
            **fields,
        )
        made = make_report(event, by)
        note(made, by, thing.text)
        thing.address = made.get_absolute_url()
        publish(made, by)
        made.refresh_from_db()
        return made

    return make


def with_number(world, thing, made):
    made.topics.add(world.topic)
    thing.address = made.get_absolute_url()
    return made


# ---------- what happens to them ----------


def unpublish(world, thing):
    thing.object.unpublish()


def close(world, thing):
    PageViewRestriction.objects.create(page=thing.object, restriction_type=PageViewRestriction.LOGIN)


def close_section(world, thing):
    PageViewRestriction.objects.create(
        page=practice_index(), restriction_type=PageViewRestriction.PASSWORD, password="sesam"
    )


def close_agenda(world, thing):
    PageViewRestriction.objects.create(
        page=EventIndexPage.objects.get(), restriction_type=PageViewRestriction.PASSWORD, password="sesam"
    )


def of_meeting(change):
    """The same with the meeting of a report."""
    return lambda world, thing: change(world, replace(thing, object=EventPage.objects.get(report=thing.object)))


def draft_again(world, thing):
    take_back(thing.object)


def delete(world, thing):
    thing.object.delete()


def schedule(world, thing):
    """Not published yet, but its revision waits for its moment."""
    thing.object.go_live_at = timezone.now() + timedelta(days=3)
    thing.object.save_revision().publish()


def level(name):
    def change(world, thing):
        thing.object.visibility = name
        thing.object.save_revision().publish()

    return change


def changed(**fields):
    def change(world, thing):
        for name, value in fields.items():
            setattr(thing.object, name, value)
        thing.object.save()

    return change


def merge(world, thing):
    merge_topics(thing.object, world.topic)


NOTHING = None
PAGE_STATES = {
    "open": (ALL, {}, NOTHING),
    "unpublished": (NOBODY, {"live": False}, NOTHING),
    "scheduled": (NOBODY, {"live": False}, schedule),
    "closed": (NOBODY, {}, close),
    "deleted": (NOBODY, {}, delete),
}
HIDDEN = {
    "practice": {state: (seen, practice(**fields), after) for state, (seen, fields, after) in PAGE_STATES.items()}
    | {
        "members": (MEMBERS, practice(visibility="members"), NOTHING),
        "participants": (TAKE_PART, practice(visibility="participants"), NOTHING),
    },
    "person": {
        "listed": (MEMBERS, person(), NOTHING),
        "open card": (ALL, person(is_public=True), NOTHING),
        "inactive": (NOBODY, person(is_active=False), NOTHING),
        "waiting": (NOBODY, person(is_active=False, approved_at=None), NOTHING),
        "technical": (NOBODY, person(is_superuser=True, organisation=None), NOTHING),
        "deleted": (NOBODY, person(), delete),
    },
    "group": {
        "members": (MEMBERS, group(), NOTHING),
        "open": (ALL, group(visibility="public"), NOTHING),
        "closed": (TAKE_PART, group(visibility="participants"), NOTHING),
        "deleted": (NOBODY, group(), delete),
    },
    "organisation": {"open": (ALL, organisation, NOTHING), "deleted": (NOBODY, organisation, delete)},
    "service": {
        "offered": (ALL, service(), NOTHING),
        "paused": (NOBODY, service(status="temporarily closed"), NOTHING),
        "ended": (NOBODY, service(ends_on=days_ago(1)), NOTHING),
        "to come": (NOBODY, service(starts_on=days_ago(-1)), NOTHING),
        "deleted": (NOBODY, service(), delete),
    },
    "topic": {
        "accepted": (ALL, topic(), NOTHING),
        "suggested": (NOBODY, topic(status="suggested"), NOTHING),
        "declined": (NOBODY, topic(status="declined"), NOTHING),
        "deleted": (NOBODY, topic(), delete),
    },
    "event": {state: (seen, event(**fields), after) for state, (seen, fields, after) in PAGE_STATES.items()}
    | {
        "over": (ALL, event(days=-30), NOTHING),
        "cancelled": (ALL, event(state="cancelled"), NOTHING),
        "members": (MEMBERS, event(visibility="members"), NOTHING),
        "participants": (TAKE_PART, event(visibility="participants"), NOTHING),
    },
    "agreement": {
        "open": (ALL, agreement(visibility="public"), NOTHING),
        "members": (MEMBERS, agreement(), NOTHING),
        "participants": (TAKE_PART, agreement(visibility="participants"), NOTHING),
        "deleted": (NOBODY, agreement(visibility="public"), delete),
    },
    "request": {
        "open": (ALL, question(visibility="public"), NOTHING),
        "members": (MEMBERS, question(), NOTHING),
        "participants": (TAKE_PART, question(visibility="participants"), NOTHING),
        "not sent": (NOBODY, question(visibility="public", status="draft"), NOTHING),
        "withdrawn": (NOBODY, question(visibility="public", status="withdrawn"), NOTHING),
        "deleted": (NOBODY, question(visibility="public"), delete),
    },
    "report": {
        "open": (ALL, report(), NOTHING),
        "members": (MEMBERS, report(visibility="members"), NOTHING),
        "participants": (TAKE_PART, report(visibility="participants"), NOTHING),
        "draft again": (NOBODY, report(titled=False), draft_again),
        "meeting unpublished": (NOBODY, report(), of_meeting(unpublish)),
        "meeting closed": (NOBODY, report(), of_meeting(close)),
        "deleted": (NOBODY, report(titled=False), delete),
    },
    "news": {s: (seen, page(NewsPageFactory, **f), after) for s, (seen, f, after) in PAGE_STATES.items()},
    "page": {s: (seen, page(ContentPageFactory, **f), after) for s, (seen, f, after) in PAGE_STATES.items()},
}

# What can happen to a thing that everybody who may see its kind sees: who still sees it, at once.
PAGE_CHANGES = {"unpublished": (NOBODY, unpublish), "closed": (NOBODY, close), "deleted": (NOBODY, delete)}
CHANGES = {
    "practice": PAGE_CHANGES
    | {
        "for members": (MEMBERS, level("members")),
        "for who takes part": (TAKE_PART, level("participants")),
        "section closed": (NOBODY, close_section),
    },
    "person": {
        "closed account": (NOBODY, changed(is_active=False)),
        "not let in": (NOBODY, changed(approved_at=None)),
        "deleted": (NOBODY, delete),
    },
    "group": {
        "for who takes part": (TAKE_PART, changed(visibility="participants")),
        "deleted": (NOBODY, delete),
    },
    "organisation": {"deleted": (NOBODY, delete)},
    "service": {
        "stopped": (NOBODY, changed(status="defunct")),
        "ended": (NOBODY, changed(ends_on=days_ago(1))),
        "deleted": (NOBODY, delete),
    },
    "topic": {
        "declined": (NOBODY, changed(status="declined")),
        "merged": (NOBODY, merge),
        "deleted": (NOBODY, delete),
    },
    "event": PAGE_CHANGES
    | {
        "for members": (MEMBERS, level("members")),
        "for who takes part": (TAKE_PART, level("participants")),
        "section closed": (NOBODY, close_agenda),
    },
    "agreement": {
        "for members": (MEMBERS, changed(visibility="members")),
        "for who takes part": (TAKE_PART, changed(visibility="participants")),
        "deleted": (NOBODY, delete),
    },
    "request": {
        "for who takes part": (TAKE_PART, changed(visibility="participants")),
        "withdrawn": (NOBODY, changed(status="withdrawn")),
        "deleted": (NOBODY, delete),
    },
    "report": {
        "meeting unpublished": (NOBODY, of_meeting(unpublish)),
        "for members": (MEMBERS, of_meeting(level("members"))),
        "for who takes part": (TAKE_PART, of_meeting(level("participants"))),
        "section closed": (NOBODY, close_agenda),
        "draft again": (NOBODY, draft_again),
        "deleted": (NOBODY, delete),
    },
    "news": PAGE_CHANGES,
    "page": PAGE_CHANGES,
}
