"""Who is told about practices: followers of a topic, of a person and of the practice itself."""

import pytest
from django.core import mail

from network.notices import reading
from network.notices.actions import follow
from network.notices.models import Notification
from practices.actions import add_adoption_report
from practices.models import PracticePage
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory
from tests.practices.test_actions_responses import report_fields

pytestmark = pytest.mark.django_db


def publish(page):
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("member__name", flat=True))


@pytest.fixture
def topic():
    return TopicFactory(name="Rouw bij jongeren", broader=TopicFactory(name="Rouw"))


@pytest.fixture
def unpublished(topic):
    page = PracticeFactory(live=False, title="Praten over verlies", with_topics=[topic])
    page.first_published_at = page.last_published_at = None
    return page


def test_followers_of_topic_and_author_hear_of_a_new_practice_once(unpublished, topic):
    author = unpublished.owner
    narrow, broad, person, both = [MemberFactory(name=name) for name in ("Nauw", "Breed", "Persoon", "Allebei")]
    follow(narrow, topic)
    follow(broad, topic.broader)
    follow(person, author)
    for thing in (topic, topic.broader, author):
        follow(both, thing)
    follow(author, topic)
    follow(MemberFactory(name="Elders"), TopicFactory())
    page = publish(unpublished)
    assert told("practice_new") == ["Allebei", "Breed", "Nauw", "Persoon"]
    row = Notification.objects.filter(member=narrow).get()
    assert (row.sentence(), row.url) == ("Nieuwe praktijk: “Praten over verlies”", page.get_absolute_url())
    follow(narrow, page)
    page = publish(page)
    publish(page)
    assert told("practice_new") == ["Allebei", "Breed", "Nauw", "Persoon"]
    assert told("practice_changed") == ["Nauw", "Nauw"]


def test_what_a_follower_may_not_see_is_not_told(unpublished, topic, django_capture_on_commit_callbacks):
    follower = MemberFactory()
    follow(follower, topic)
    unpublished.visibility = "participants"
    page = publish(unpublished)
    assert reading.unread_count(follower) == 0 and reading.list_of(follower) == []
    page.visibility = "members"
    with django_capture_on_commit_callbacks(execute=True):
        page.save()
    assert reading.unread_count(follower) == 1
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert reading.unread_count(follower) == 0


def test_an_experience_is_told_to_authors_and_followers_once(django_capture_on_commit_callbacks):
    page = PracticeFactory(title="Samen eten")
    follower, reporter = MemberFactory(name="Volger"), MemberFactory(name="Probeerder")
    for member in (follower, reporter, page.owner):
        follow(member, page)
    with django_capture_on_commit_callbacks(execute=True):
        report = add_adoption_report(page, reporter, **report_fields(reporter))
    assert told("practice_tried") == ["Volger"]
    assert told("practice_report") == [page.owner.name]
    assert [message.to for message in mail.outbox] == [[page.owner.email]]
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert Notification.objects.get(member=follower).url.endswith(f"#ervaring-{report.pk}")
