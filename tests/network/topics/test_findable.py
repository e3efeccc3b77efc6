"""Topics in search: the accepted ones, for everybody."""

import pytest
from django.db import connection

from base.findable import Facts, kinds
from network.topics.findable import Topics
from network.topics.models import Topic
from tests.factories.topics import TopicFactory
from tests.indexed import indexed

pytestmark = pytest.mark.django_db

topics = Topics()


@pytest.fixture
def topic():
    return TopicFactory(
        name="Uithuisplaatsing", slug="uithuisplaatsing", synonyms="UHP\nuit huis", definition="Een kind woont elders."
    )


def test_topics_are_registered():
    assert [kind.name for kind in kinds if kind.model is Topic] == ["topic"]


def test_what_is_indexed_of_a_topic(topic):
    assert indexed(topic) == {
        "name": "Uithuisplaatsing",
        "name*": "Uithuisplaatsing",
        "synonyms": "UHP\nuit huis",
        "definition": "Een kind woont elders.",
    }


@pytest.mark.parametrize("status", ["suggested", "declined", "merged"])
def test_what_is_not_part_of_the_vocabulary_is_found_by_nobody(topic, status):
    other = TopicFactory(status=status, merged_into=topic if status == "merged" else None)
    assert topics.visible_pks(None) == {topic.pk}
    assert [row.pk for row in topics.rows([topic.pk, other.pk], None)] == [topic.pk]
    assert topics.facts() == {topic.pk: Facts(topics=(topic.pk,))}


def test_a_topic_that_is_declined_is_gone_at_once(topic, django_capture_on_commit_callbacks):
    topics.visible_pks(None)
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        topic.status = Topic.Status.DECLINED
        topic.save()
    assert topics.visible_pks(None) == frozenset()


def test_a_row_says_what_a_word_means(topic):
    (row,) = topics.rows([topic.pk], None)
    assert (row.title, row.url, row.summary) == (
        "Uithuisplaatsing",
        "/onderwerpen/uithuisplaatsing/",
        "Een kind woont elders.",
    )
    assert row.texts == [("", "Een kind woont elders."), ("Heet ook", "UHP, uit huis")]
    assert (row.topics, row.extra, row.names) == ([topic], {"kind": "Thema"}, False)


def test_rows_take_one_query(topic, django_assert_num_queries):
    pks = [topic.pk, *(TopicFactory(broader=topic).pk for _number in range(19))]
    for number in (1, 20):
        with django_assert_num_queries(1):
            assert len(topics.rows(pks[:number], None)) == number


def test_numbers_of_topics_have_a_word():
    assert [topics.counted(number) for number in (1, 2)] == ["1 onderwerp", "2 onderwerpen"]
