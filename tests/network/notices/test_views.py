"""The pages of notices: the list, the choices, following, and the link in a mail that stops it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.utils import timezone

from network.notices import actions, links
from network.notices.kinds import Frequency
from network.notices.models import Follow, Notification
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory
from tests.network.notices.conftest import HIDDEN

pytestmark = pytest.mark.django_db
LIST = "/mijn/meldingen/"


@pytest.fixture
def member(client):
    member = MemberFactory()
    client.force_login(member)
    return member


def tell(member, key, **more):
    return actions.notify([member], "daily", key=key, url="/begrippen/", words={"title": f"Titel {key}"}, **more)


def test_the_list_shows_what_is_new_first_and_marks_what_was_opened(client, member):
    for key in ("oud", "midden", "nieuw"):
        tell(member, key)
    read = Notification.objects.get(key="nieuw")
    actions.mark_read(member, read.pk)
    html = client.get(LIST).text
    order = [html.index(f"Titel {key}") for key in ("midden", "oud", "nieuw")]
    assert order == sorted(order)
    assert '<span class="count">2<' in html
    opened = Notification.objects.get(key="oud")
    response = client.head(f"{LIST}{opened.pk}/")
    assert (response.status_code, member.notifications.unread().count()) == (302, 2)
    response = client.get(f"{LIST}{opened.pk}/")
    assert (response.url, member.notifications.unread().count()) == ("/begrippen/", 1)
    client.post(f"{LIST}{Notification.objects.get(key='midden').pk}/gelezen/")
    assert member.notifications.unread().count() == 0
    assert '<span class="count">' not in client.get(LIST).text


@pytest.mark.parametrize(
    "before", ["", "geen moment", "2026-13-45T99:99", "2999-01-01T00:00:00+00:00", "2026-01-01T00:00"]
)
def test_all_read_takes_any_moment(client, member, before):
    tell(member, "een")
    assert client.post(f"{LIST}gelezen/", {"before": before}).status_code == 302
    assert member.notifications.unread().count() == 0


def test_what_is_hidden_or_somebody_elses_is_not_there(client, member):
    other = MemberFactory()
    tell(other, "van een ander")
    tell(member, "verborgen", target=9)
    HIDDEN.add(9)
    for row in Notification.objects.all():
        assert client.get(f"{LIST}{row.pk}/").status_code == 404
    theirs = Notification.objects.get(member=other)
    assert client.post(f"{LIST}{theirs.pk}/gelezen/").status_code == 404
    assert client.get(f"{LIST}{10**30}/").status_code == 404
    html = client.get(LIST).text
    assert "Titel" not in html and "Er zijn geen meldingen" in html and '<span class="count">' not in html
    assert Notification.objects.unread().count() == 2


def test_pages_take_as_many_queries_for_twenty_as_for_one(client, member, django_assert_max_num_queries):
    used = []
    for number in range(20):
        tell(member, f"n{number}", target=number)
        actions.follow(member, TopicFactory())
        if number not in (0, 19):
            continue
        client.get(LIST)
        for address, most in ((LIST, 8), ("/mijn/volgen/", 7), (f"{LIST}instellingen/", 7), ("/begrippen/", 5)):
            client.get(address)
            with django_assert_max_num_queries(most) as captured:
                assert client.get(address).status_code == 200
            used.append(len(captured))
    assert used[:4] == used[4:]


def test_a_visitor_costs_no_query_and_is_asked_to_sign_in(client, django_assert_max_num_queries):
    client.get("/begrippen/?een")
    with django_assert_max_num_queries(0):
        client.get("/begrippen/?een")
    topic = TopicFactory()
    assert client.get(LIST).url.startswith("/inloggen/")
    response = client.post(f"/mijn/volgen/topic/{topic.pk}/", {"follow": "on", "next": topic.get_absolute_url()})
    assert response.url == f"/inloggen/?next={topic.get_absolute_url()}"
    assert "Volgen" not in client.get(topic.get_absolute_url()).text


def test_choices_are_kept_and_wrong_ones_come_back(client, member):
    address = f"{LIST}instellingen/"
    right = {"at_once": "weekly", "daily": "never", "weekly": "at_once"}
    response = client.post(address, {**right, "weekly": "\x00altijd"})
    assert response.status_code == 422
    assert 'href="#id_weekly"' in response.text and actions.frequencies(member)["at_once"] == "at_once"
    assert client.post(address, {**right, "seat": "never"}).status_code == 302
    assert actions.frequencies(member) == right


def test_following(client, member):
    topic, declined = TopicFactory(name="Rouw"), TopicFactory(status="declined", name="Afgewezen")
    page = topic.get_absolute_url()
    assert ">Volgen<" in client.get(page).text
    address = f"/mijn/volgen/topic/{topic.pk}/"
    for _ in range(2):
        assert client.post(address, {"follow": "on", "next": page}).url == page
    assert list(actions.followers(topic)) == [member]
    assert ">Niet meer volgen<" in client.get(page).text
    assert client.post(f"/mijn/volgen/topic/{declined.pk}/", {"follow": "on"}).status_code == 404
    assert client.post("/mijn/volgen/iets/1/", {"follow": "on"}).status_code == 404
    assert client.post(f"/mijn/volgen/topic/{10**30}/", {"follow": "on"}).status_code == 404
    Follow.objects.create(member=member, kind="topic", object_id=declined.pk)
    html = client.get("/mijn/volgen/").text
    assert "Rouw" in html and "Afgewezen" not in html and "Niet meer te zien" in html
    for wanted in ("https://elders.example/", "//elders.example/", "javascript:alert(1)"):
        assert client.post(address, {"follow": "on", "next": wanted}).url == "/mijn/volgen/"
    assert client.post(address, {"follow": "off", "next": page}).url == page
    assert not actions.is_following(member, topic)


def test_what_is_gone_is_followed_no_more_and_what_is_merged_by_its_new_name(member):
    from network.topics.actions import merge_topics

    source, target, gone = TopicFactory(), TopicFactory(), TopicFactory()
    for topic in (source, target, gone):
        actions.follow(member, topic)
    other = MemberFactory()
    actions.follow(other, source)
    merge_topics(source, target)
    gone.delete()
    assert set(Follow.objects.values_list("member_id", "object_id")) == {(member.pk, target.pk), (other.pk, target.pk)}


# ---------- stopping without signing in ----------


def path_of(member, kinds=("daily", "weekly")):
    return urlsplit(links.stop_url(member, kinds)).path


def test_looking_changes_nothing_and_one_post_stops_it(client):
    member = MemberFactory()
    for _ in range(2):
        response = client.get(path_of(member))
        assert "Label daily" in response.text and "<button" in response.text
        assert client.head(path_of(member)).status_code == 200
    assert actions.frequencies(member)["daily"] == "daily"
    for _ in range(2):
        # as a mail program sends it (RFC 8058): without a cookie, and again
        assert client.post(path_of(member), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert actions.frequencies(member) == {"at_once": "at_once", "daily": "never", "weekly": "never"}
    assert response["Referrer-Policy"] == "no-referrer" and "no-store" in response["Cache-Control"]


def test_a_forged_or_empty_link_stops_nothing(client):
    member, gone = MemberFactory(), MemberFactory(is_active=False)
    good = path_of(member).rstrip("/")
    other_salt = signing.dumps([member.pk, ["daily"]], salt="iets anders")
    for address in (
        good[:-2] + "xx/",
        f"/meldingen/stoppen/{other_salt}/",
        path_of(member, ["seat"]),
        path_of(member, ["bestaat niet"]),
        path_of(gone),
        "/meldingen/stoppen/x/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert set(actions.frequencies(member).values()) == {Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY}


# ---------- what is kept of people ----------


def test_leaving_takes_notices_along_also_those_about_the_leaver():
    from network.people.leaving import leave

    leaver, other = MemberFactory(), MemberFactory()
    tell(leaver, "a")
    tell(other, "b", actor=leaver)
    tell(other, "c")
    actions.follow(leaver, other)
    actions.follow(other, leaver)
    actions.set_frequencies(leaver, {"daily": "never"})
    leave(leaver)
    assert list(Notification.objects.values_list("member_id", "key")) == [(other.pk, "c")]
    assert not Follow.objects.exists() and not leaver.notice_preferences.exists()


def test_old_notices_go():
    from network.notices import retention

    member = MemberFactory()
    for key in ("gelezen", "ongelezen"):
        tell(member, key)
    actions.mark_read(member, Notification.objects.get(key="gelezen").pk)
    later = timezone.now() + timedelta(days=1)
    assert [row.key for row in retention.read_before(later)] == ["gelezen"]
    assert [row.key for row in retention.never_read(later)] == ["ongelezen"]
