"""The guide of a first visit: three small steps, each kept at once, all of which can be skipped."""

import pytest

from network.people.models import Member, MemberTopic
from network.people.profiles import OPEN_TO
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/mijn/welkom/"


@pytest.fixture
def member(client):
    member = MemberFactory(name="Anna Bos", organisation=None)
    client.force_login(member)
    return member


def fresh(member):
    return Member.objects.get(pk=member.pk)


def test_three_steps_tell_colleagues_who_somebody_is(client, member):
    organisation, topics = OrganisationFactory(), TopicFactory.create_batch(5)
    page = client.get(ADDRESS)
    assert "Stap 1 van 3" in page.text
    response = client.post(ADDRESS, {"organisation": organisation.pk, "job_title": "Jeugdarts"})
    assert response.url == f"{ADDRESS}?stap=2"
    assert (fresh(member).organisation, fresh(member).job_title) == (organisation, "Jeugdarts")
    response = client.post(f"{ADDRESS}?stap=2", {"can_help": [topic.pk for topic in topics]})
    assert response.url == f"{ADDRESS}?stap=3"
    assert fresh(member).member_topics.filter(level="can_help").count() == 5
    assert fresh(member).welcomed_at is None
    response = client.post(f"{ADDRESS}?stap=3", {"open_to_consultation": "on"})
    assert response.url == "/mensen/anna-bos/"
    assert [name for name in OPEN_TO if getattr(fresh(member), name)] == ["open_to_consultation"]
    assert fresh(member).welcomed_at is not None


def test_the_hint_stands_under_my_pages_until_the_guide_is_over(client, member):
    assert f'href="{ADDRESS}"' in client.get("/mijn/").text
    response = client.post(ADDRESS, {"skip": "1", "job_title": "Niet bewaard"})
    assert response.url == "/mijn/"
    assert f'href="{ADDRESS}"' not in client.get("/mijn/").text
    assert fresh(member).job_title == ""


def test_it_is_over_once(client, member):
    client.post(ADDRESS, {"skip": "1"})
    first = fresh(member).welcomed_at
    client.post(f"{ADDRESS}?stap=3", {})
    assert fresh(member).welcomed_at == first


def test_six_topics_are_one_too_many_first_wrong_then_right(client, member):
    topics = TopicFactory.create_batch(6)
    response = client.post(f"{ADDRESS}?stap=2", {"can_help": [topic.pk for topic in topics]})
    assert response.context["form"].errors["can_help"] == [
        "Je koos 6 onderwerpen. Kies er hooguit vijf; later kun je er in je profiel meer toevoegen."
    ]
    assert response.text.count("checked") == 6
    assert not fresh(member).member_topics.exists()
    client.post(f"{ADDRESS}?stap=2", {"can_help": [topic.pk for topic in topics[:5]]})
    assert fresh(member).member_topics.count() == 5


def test_who_has_more_topics_already_keeps_them_and_what_they_want_to_learn(client, member):
    topics, learn = TopicFactory.create_batch(7), TopicFactory()
    for topic in topics:
        MemberTopic.objects.create(member=member, topic=topic)
    MemberTopic.objects.create(member=member, topic=learn, level="wants_to_learn")
    response = client.post(f"{ADDRESS}?stap=2", {"can_help": [topic.pk for topic in topics]})
    assert response.status_code == 302
    assert fresh(member).member_topics.filter(level="can_help").count() == 7
    assert fresh(member).member_topics.get(level="wants_to_learn").topic == learn


@pytest.mark.parametrize("step", ["0", "4", "-1", "x", "²", "9" * 500, "1.0"])
def test_any_other_step_is_the_first(client, member, step):
    assert "Stap 1 van 3" in client.get(ADDRESS, {"stap": step}).text


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        (1, "organisation", "999999"),
        (1, "organisation", "\x00"),
        (1, "job_title", "a" * 100_000),
        (1, "job_title", "\x00"),
        (2, "can_help", "999999"),
        (2, "can_help", "\x00"),
    ],
)
def test_strange_input_is_a_form_error(client, member, step, field, value):
    response = client.post(f"{ADDRESS}?stap={step}", {field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])


def test_it_asks_a_visitor_to_sign_in(client):
    assert client.get(ADDRESS).url == f"/inloggen/?next={ADDRESS}"
    assert client.post(ADDRESS, {"skip": "1"}).url == f"/inloggen/?next={ADDRESS}"
