"""Who knows of what is asked: every kind, status and audience, for every reader, by every way out."""

from itertools import product

import pytest
from django.urls import reverse

from base.findable import search_words
from network.notices.actions import follow, notify
from network.notices.kinds import kind_named
from network.notices.models import Notification
from network.requests import blocks, rules
from network.requests.choices import OVER, SENT, Audience, Part, RequestKind, RequestStatus
from network.requests.kinds import KINDS
from network.requests.models import Request
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.requests import ParticipationFactory, RequestFactory, SecondReaderFactory
from tests.factories.topics import TopicFactory
from tests.searching import fresh_index

pytestmark = pytest.mark.django_db

STAFF_KINDS = {RequestKind.CHALLENGE, RequestKind.QUESTION}
IN_IT = {"asker", "asked", "wants", "joined", "addressed"}
MEMBERS = IN_IT | {
    *("member", "colleague", "follower", "group", "chosen", "declined", "lapsed", "left", "reader", "staff", "admin"),
}
SEEN_BY = {
    Audience.PUBLIC: MEMBERS | {"visitor"},
    Audience.MEMBERS: MEMBERS,
    Audience.FOLLOWERS: IN_IT | {"follower", "chosen"},
    Audience.GROUP: IN_IT | {"group", "chosen"},
    Audience.CHOSEN: IN_IT | {"chosen"},
    Audience.PARTICIPANTS: IN_IT | {"chosen"},
}


class World:
    """One request of each kind, status and audience, in which the same people play the same part."""

    def __init__(self):
        asker = MemberFactory(name="Vraagt Alles")
        colleague = MemberFactory(organisation=asker.organisation)
        self.readers = {
            **{name: MemberFactory() for name in MEMBERS - {"asker", "colleague", "reader", "staff", "admin"}},
            "asker": asker,
            "colleague": colleague,
            "reader": SecondReaderFactory(),
            "staff": StaffFactory(),
            "admin": AdministratorFactory(is_superuser=True),
            "visitor": None,
        }
        self.topic, group = TopicFactory(), PeopleGroupFactory()
        follow(self.readers["follower"], self.topic)
        MembershipFactory(group=group, member=self.readers["group"])
        self.requests = {}
        for kind, status, audience in product(RequestKind, RequestStatus, Audience):
            made = Request.objects.create(
                kind=kind,
                status=status,
                visibility=audience,
                title=f"Titel {kind} {status} {audience}",
                text=f"Tekst {kind} {status} {audience}",
                asked_by=asker,
                organisation=asker.organisation,
                to_member=self.readers["addressed"],
                group=group,
            )
            made.topics.add(self.topic)
            made.chosen.add(self.readers["chosen"])
            self.requests[kind, status, audience] = made
        for name in ("asked", "wants", "joined", "declined", "lapsed", "left"):
            for made in self.requests.values():
                ParticipationFactory(request=made, member=self.readers[name], state=name)

    def seen_by(self, name):
        """Primary keys of what a reader may know of."""
        return {
            made.pk for (kind, status, audience), made in self.requests.items() if sees(name, kind, status, audience)
        }


def sees(name, kind, status, audience):
    if status not in SENT:
        return False
    return name in SEEN_BY[audience] or (name in ("staff", "admin") and kind in STAFF_KINDS)


@pytest.fixture
def world():
    return World()


@pytest.mark.slow
def test_every_reader_knows_of_exactly_what_is_theirs_to_know_by_every_way_out(world):
    for name, reader in world.readers.items():
        expected = world.seen_by(name)
        visible = set(Request.objects.visible_to(reader).values_list("pk", flat=True))
        assert visible == expected, name
        on_topic = {pk for _topic, pk in blocks.carried(reader)}
        assert on_topic == expected, name
        block = blocks.topic_block(world.topic, [world.topic.pk], reader)
        assert (block.count if block else 0) == len(expected), name
        if reader is None:
            continue
        own = {"asker": set(RequestStatus), "joined": {*SENT, *OVER}}.get(name, set())
        mine = {made.pk for (_kind, status, _audience), made in world.requests.items() if status in own}
        assert set(Request.objects.readable_by(reader).values_list("pk", flat=True)) == expected | mine, name


def test_the_text_and_the_people_of_intervision_are_for_who_takes_part(world):
    readers = {name: reader for name, reader in world.readers.items() if reader is not None}
    made = world.requests[RequestKind.INTERVISION, RequestStatus.OPEN, Audience.MEMBERS]
    assert {name for name, one in readers.items() if rules.may_read_text(one, made)} == {"asker", "joined"}
    assert {name for name, one in readers.items() if rules.may_see_people(one, made)} == {
        *("asker", "asked", "joined"),
    }
    waiting = world.requests[RequestKind.INTERVISION, RequestStatus.READING, Audience.MEMBERS]
    assert {name for name, one in readers.items() if rules.may_read_first(one, waiting)} == {"reader"}
    assert rules.may_read_text(readers["reader"], waiting) and not rules.may_read_text(readers["reader"], made)
    short = world.requests[RequestKind.CONSULTATION, RequestStatus.OPEN, Audience.MEMBERS]
    assert {name for name, one in readers.items() if rules.may_read_text(one, short)} == {
        *("asker", "asked", "joined"),
    }


@pytest.mark.slow
def test_pages_lists_search_and_notices_show_no_more(client, world, settings, tmp_path):
    audience = Audience.GROUP
    cases = [
        (kind, status) for kind in KINDS for status in (RequestStatus.DRAFT, RequestStatus.READING, RequestStatus.OPEN)
    ]
    with fresh_index(settings, tmp_path) as index_now:
        index_now()
        for name in ("member", "declined", "group", "joined", "staff", "asker"):
            reader = world.readers[name]
            client.force_login(reader)
            listed = client.get(reverse("requests:list") + "?stand=open").content.decode()
            found = set(search_words("request", "Titel", reader).pks)
            assert found == world.seen_by(name), name
            # Words of a text that is private find nothing, also for who may read it: it is in no index.
            private = set(search_words("request", "Tekst", reader).pks)
            kinds = set(Request.objects.filter(pk__in=private).values_list("kind", flat=True))
            assert not kinds & {RequestKind.INTERVISION, RequestKind.CONSULTATION}, name
            for kind, status in cases:
                made = world.requests[kind, status, audience]
                seen = sees(name, kind, status, audience)
                if not seen:
                    assert made.title not in listed, (name, kind, status)
                opens = seen or name == "asker"
                response = client.get(made.get_absolute_url())
                assert response.status_code == (200 if opens else 404), (name, kind, status)
                if opens:
                    shown = made.text in response.content.decode()
                    assert shown == rules.may_read_text(reader, made), (name, kind, status)
                    named = world.readers["asker"].name in response.content.decode()
                    assert named == rules.may_see_people(reader, made), (name, kind, status)


def test_a_notice_about_what_somebody_may_no_longer_see_is_gone():
    made = RequestFactory()
    member = MemberFactory()
    notify([member], "request_about_topic", key="x", url=made.get_absolute_url(), words={"title": "T"}, target=made)
    assert Notification.objects.get().target_id == made.pk
    kind = kind_named("request_about_topic")
    assert kind.visible(member, [made.pk]) == {made.pk}
    Request.objects.filter(pk=made.pk).update(visibility=Audience.CHOSEN)
    assert kind.visible(member, [made.pk]) == set()


def test_a_list_takes_as_many_queries_for_twenty_as_for_one(client, django_assert_max_num_queries):
    client.force_login(MemberFactory())
    RequestFactory(kind=RequestKind.QUESTION)
    client.get(reverse("requests:list"))
    numbers = []
    for _round in range(2):
        with django_assert_max_num_queries(40) as counted:
            assert client.get(reverse("requests:list")).status_code == 200
        numbers.append(len(counted))
        for kind in RequestKind:
            RequestFactory.create_batch(4, kind=kind)
    assert numbers[0] == numbers[1]


def test_nobody_sees_who_said_no(client):
    made = RequestFactory(asked_by=MemberFactory(name="Vraagt Alles"))
    no = ParticipationFactory(request=made, state=Part.DECLINED, member__name="Zegt Nee")
    lapsed = ParticipationFactory(request=made, state=Part.LAPSED, member__name="Zegt Niets")
    joined = ParticipationFactory(request=made, state=Part.JOINED, member__name="Doet Mee")
    for reader in (made.asked_by, joined.member, StaffFactory(), AdministratorFactory(is_superuser=True)):
        client.force_login(reader)
        shown = client.get(made.get_absolute_url()).content.decode()
        assert no.member.name not in shown and lapsed.member.name not in shown
