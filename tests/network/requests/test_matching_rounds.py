"""Asking the people who fit: at once, in rounds, never more than they want, and so that nobody sees who said no."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from base import stamps
from network.notices.models import Notification
from network.people.models import Member
from network.requests.actions import asking, joining, reading, rounds
from network.requests.actions.flow import NotAllowed
from network.requests.choices import Audience, Origin, Part, RequestStatus
from network.requests.models import Availability, Participation, Request
from tests.at_once import at_once
from tests.factories.matching import colleague, ranked, request_about
from tests.factories.people import MemberFactory
from tests.factories.requests import ParticipationFactory, RequestFactory, SecondReaderFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=3)  # a round, unless the region says otherwise


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Tests write without a commit, so what is kept would never become old."""
    monkeypatch.setattr(stamps, "remember", lambda name, key, build: build())


def people(number, **fields):
    return [colleague(f"Collega {one:02}", **fields) for one in range(number)]


def asked_in(request, **fields):
    return set(request.participations.filter(**fields).values_list("member_id", flat=True))


def test_the_site_asks_some_at_a_time_until_nobody_is_left_and_says_so_once():
    everybody, request = people(6), RequestFactory()
    start = timezone.now()
    first = rounds.start(request, request.asked_by, {"distance": 2}, now=start)
    assert len(first) == 4
    assert {(row.origin, row.round, row.until) for row in first} == {(Origin.SITE, 1, start + DAYS)}
    assert all(row.reasons for row in first)
    request.refresh_from_db()
    assert request.weights == {"topics": 1, "dates": 1, "distance": 2, "turns": 1, "contact": 1}
    # starting twice, or running too early, asks nobody
    assert rounds.start(request, request.asked_by, now=start) == []
    assert rounds.run(start + DAYS - timedelta(minutes=1)) == 0
    assert len(asked_in(request)) == 4
    # who said nothing lapses, silently, and the last two are asked
    assert rounds.run(start + DAYS) == 4 + 2
    assert asked_in(request, state=Part.LAPSED, round=1) == {row.member_id for row in first}
    assert asked_in(request) == {member.pk for member in everybody}
    assert not Notification.objects.filter(member=request.asked_by).exists()
    # nobody is left: who asked hears it once, with the way to what they can do
    for days in (2, 2, 3):
        rounds.run(start + days * DAYS)
    notice = Notification.objects.get(member=request.asked_by)
    assert (notice.kind, notice.url) == ("request_nobody_left", f"/uitwisseling/{request.pk}/mensen/")
    told = Notification.objects.filter(kind="request_for_you").values_list("member_id", flat=True)
    assert sorted(told) == sorted(member.pk for member in everybody)
    # who comes later may be asked, when who asked wants that
    late = colleague("Later")
    assert [row.member for row in rounds.start(request, request.asked_by, now=start + 4 * DAYS)] == [late]


def test_rounds_end_when_the_group_is_full_and_go_on_when_somebody_leaves():
    people(12)
    request, start = RequestFactory(size=4), timezone.now()
    first = rounds.start(request, request.asked_by, now=start)
    for row in first[:3]:
        joining.say_yes(row, agreed=True)
    request.refresh_from_db()
    assert request.status == RequestStatus.MATCHED
    assert asked_in(request, state=Part.LAPSED) == {first[3].member_id}
    assert rounds.run(start + DAYS) == 0
    joining.leave(request.participations.filter(state=Part.JOINED).first())
    assert rounds.run(start + DAYS) == 4
    rounds.stop(request, request.asked_by)
    assert rounds.run(start + 2 * DAYS) == 4  # those four lapse
    assert len(asked_in(request)) == 8


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"asks_itself": True}, 4),
        ({"asks_itself": False}, 0),
        ({"asks_itself": True, "visibility": Audience.CHOSEN}, 0),
    ],
)
def test_rounds_begin_when_the_second_reader_lets_it_go(fields, number):
    people(5)
    request = RequestFactory(status=RequestStatus.DRAFT, **fields)
    asking.send(request, request.asked_by)
    assert not asked_in(request)
    reading.approve(request, SecondReaderFactory())
    assert len(asked_in(request, origin=Origin.SITE)) == number


def test_only_who_asked_asks_and_only_while_it_is_open():
    one, request = colleague("Een"), RequestFactory()
    for verb in (rounds.start, rounds.stop, lambda asked, by: rounds.ask_chosen(asked, by, [one.pk])):
        with pytest.raises(NotAllowed):
            verb(request, one)
    Request.objects.filter(pk=request.pk).update(status=RequestStatus.MATCHED)
    with pytest.raises(NotAllowed):
        rounds.ask_chosen(request, request.asked_by, [one.pk])
    with pytest.raises(NotAllowed):
        rounds.start(request, request.asked_by)
    assert not Participation.objects.exists()


def test_over_many_requests_everybody_gets_a_turn_and_nobody_too_many():
    """Six experts fit each question best; in half a year of questions the others are asked too."""
    wanted = TopicFactory(name="Rouw")
    broad = TopicFactory(name="Verlies")
    wanted.broader = broad
    wanted.save()
    experts = [colleague(f"Expert {number}", helps=[wanted]) for number in range(6)]
    modest = colleague("Bescheiden", helps=[wanted], available={"most_a_month": 1})
    others = [colleague(f"Ander {number}", helps=[broad]) for number in range(12)]
    start, when, new = timezone.now() - timedelta(days=180), {}, None
    askers = [colleague(f"Vrager {number}", open_to_intervision=False) for number in range(4)]
    for number in range(30):
        now = start + number * timedelta(days=6)
        if number == 20:
            new = colleague("Nieuw", helps=[broad], approved_at=now)
        request = request_about(wanted, asked_by=askers[number % 4])
        for match in ranked(request, now=now).matches(4):
            ParticipationFactory(request=request, member=match.member, asked_at=now, state=Part.DECLINED)
            when.setdefault(match.member.pk, []).append(now)

    def most_in_a_month(member):
        moments = when.get(member.pk, [])
        return max(sum(one <= other < one + timedelta(days=30) for other in moments) for one in moments)

    assert all(when.get(member.pk) for member in (*experts, *others, new))
    assert max(map(most_in_a_month, (*experts, *others, new))) <= 2
    assert most_in_a_month(modest) == 1
    # who is new is asked in the first request after they came, and experts more often than others
    assert when[new.pk][0] <= start + 21 * timedelta(days=6)
    assert min(len(when[one.pk]) for one in experts) >= max(len(when[one.pk]) for one in others)


def test_nothing_that_who_asked_sees_changes_when_somebody_says_no(client):
    members = people(8)
    request, other = RequestFactory(title="Hoe begrens ik?"), RequestFactory()
    asker = request.asked_by
    client.force_login(asker)
    rounds.ask_chosen(request, asker, [one.pk for one in members[:2]])
    rounds.start(request, asker)
    addresses = [request.get_absolute_url(), f"{request.get_absolute_url()}mensen/", "/mijn/uitwisseling/", "/mijn/"]

    def seen():
        pages = [
            re.sub(r"csrf\w+\" value=\"\w+|nonce=\"[^\"]+", "", client.get(one).content.decode()) for one in addresses
        ]
        return pages, list(Notification.objects.filter(member=asker)), len(ranked(request)), request_row()

    def request_row():
        return Request.objects.filter(pk=request.pk).values("status", "round", "next_round_at").get()

    before = seen()
    assert "Tot nu toe zijn 6 collega's gevraagd." in before[0][1]
    assert "Jij vroeg: Collega 00, Collega 01." in before[0][1]
    for row in (
        request.participations.get(member=members[0]),
        request.participations.filter(origin=Origin.SITE).first(),
    ):
        joining.say_no(row)
    assert rounds.run() == 0  # the next round waits as long as it would have
    assert seen() == before
    # the round ends at the same moment, and asks as many, whoever said no
    rounds.start(other, other.asked_by)
    moment = request_row()["next_round_at"]
    assert rounds.run(moment) >= 2
    assert len(asked_in(request, round=2)) == 2  # all who are left
    page = client.get(addresses[1]).content.decode()
    assert "Tot nu toe zijn 8 collega's gevraagd." in page
    assert "Jij vroeg: Collega 00, Collega 01." in page


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_nobody_twice_and_nobody_more_than_they_want():
    people(3)
    modest = Member.objects.get(name="Collega 00")
    Availability.objects.create(member=modest, most_a_month=1)
    now = timezone.now()
    one, other = RequestFactory(next_round_at=now), RequestFactory(next_round_at=now)
    assert at_once(*[lambda: rounds.run(now)] * 3) == []
    assert Participation.objects.filter(member=modest).count() == 1
    assert sorted(request.participations.count() for request in (one, other)) == [2, 3]
    assert set(Request.objects.values_list("round", flat=True)) == {1}


def test_nobody_is_asked_by_name_more_than_they_want(client):
    asker, busy, free = MemberFactory(), MemberFactory(name="Zit Vol"), MemberFactory(name="Heeft Tijd")
    Availability.objects.create(member=busy, most_a_month=1)
    ParticipationFactory(member=busy)
    asked = asking.begin("consultation", asker, {"title": "Wie weet het?", "text": "Ik wil weten hoe."})
    client.force_login(asker)
    address = f"/uitwisseling/{asked.pk}/bewerken/?stap=hoe"
    typed = {"to_member": busy.name, "answer_within": "7", "meets": "phone", "visibility": "members"}
    typed["privacy_read"] = "on"
    page = client.post(address, typed)
    assert page.status_code == 200 and "Zit Vol kan nu niet gevraagd worden" in page.content.decode()
    assert client.post(address, typed | {"to_member": free.name}).status_code == 302
    assert Request.objects.get(pk=asked.pk).to_member == free and busy.participations.count() == 1
