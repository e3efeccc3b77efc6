"""The open read API of meetings."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.meetings.ics import uid
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import StaffFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
LINK = "https://meet.example/geheim"


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.PAGE_CACHE_SECONDS = 0


def slugs(client, query=""):
    return [row["slug"] for row in client.get(f"/api/v1/events{query}").json()["results"]]


def test_a_meeting_has_all_that_the_page_says_and_not_the_link(client):
    topic, suggested = TopicFactory(slug="wonen"), TopicFactory(status="suggested")
    event = make_event(
        "Samen",
        slug="samen",
        starts_at=datetime(2027, 3, 28, 7, 30, tzinfo=UTC),
        hours=2,
        topics=[topic, suggested],
        organisation=OrganisationFactory(name="De Wilg"),
        municipality=MunicipalityFactory(slug="kolmeer"),
        venue="De Kade",
        online=True,
        online_link=LINK,
        capacity=3,
    )
    RegistrationFactory(event=event)
    response = client.get("/api/v1/events/samen")
    assert LINK not in response.content.decode()
    about = response.json()
    assert (about["starts"], about["ends"]) == ("2027-03-28T07:30:00Z", "2027-03-28T09:30:00Z")
    assert about["time_zone"] == "Europe/Amsterdam" and about["uid"] == uid(event)
    assert about["topics"] == ["wonen"] and about["organisation"] == "De Wilg"
    assert about["place"]["name"] == "De Kade" and about["place"]["municipality"] == "kolmeer"
    assert (about["capacity"], about["seats_free"], about["status"]) == (3, 2, "planned")
    assert about["url"].endswith("/agenda/samen/") and about["calendar_url"].endswith("/agenda/samen.ics")
    assert client.get("/api/v1/events").json()["results"] == [about]


def test_the_list_is_narrowed_and_begins_today(client):
    topic = TopicFactory(slug="wonen")
    make_event("a", slug="a", days=2, topics=[TopicFactory(broader=topic)])
    make_event("b", slug="b", days=9, kind="training", municipality=MunicipalityFactory(slug="kolmeer"))
    make_event("c", slug="c", days=-9, online=True)
    day = timezone.localdate() + timedelta(days=5)
    assert slugs(client) == ["a", "b"]
    assert slugs(client, "?topic=wonen") == slugs(client, f"?until={day}") == ["a"]
    assert slugs(client, "?municipality=kolmeer") == slugs(client, "?kind=training") == ["b"]
    assert slugs(client, f"?from={day}") == ["b"]
    assert slugs(client, "?from=0001-01-01&until=9999-12-31") == ["c", "a", "b"]
    assert slugs(client, "?from=2000-01-01&online=true") == ["c"]
    assert slugs(client, "?topic=bestaat-niet") == slugs(client, "?kind=x") == []
    assert client.get("/api/v1/events?from=gisteren").status_code == 422


def test_pages_hold_fifty_in_as_many_queries_as_one(client, django_assert_num_queries):
    make_event("0", slug="n0", days=1, topics=[TopicFactory()])
    client.get("/api/v1/events")
    with django_assert_num_queries(5):
        client.get("/api/v1/events?until=2199-01-01")
    first = make_event("1", days=2)
    topics = [TopicFactory(), TopicFactory()]
    for number in range(2, 52):
        copy = make_event(str(number), days=number + 1, topics=topics, organisation=OrganisationFactory())
        RegistrationFactory(event=copy)
    with django_assert_num_queries(5):
        answer = client.get("/api/v1/events?until=2198-01-01").json()
    assert (answer["count"], answer["pages"], len(answer["results"])) == (52, 2, 50)
    assert len(client.get("/api/v1/events?page=2").json()["results"]) == 2
    assert client.get("/api/v1/events?page=3").json()["results"] == []
    assert first.title in [row["title"] for row in answer["results"]]


def test_only_what_is_public_also_for_staff(client):
    for number, hidden in enumerate(({"visibility": "members"}, {"visibility": "participants"}, {"publish": False})):
        make_event("Verborgen", slug=f"verborgen-{number}", **hidden)
    make_event("Open", slug="open")
    client.force_login(StaffFactory())
    assert slugs(client) == ["open"]
    assert [client.get(f"/api/v1/events/verborgen-{number}").status_code for number in range(3)] == [404] * 3
