"""What a topic refuses."""

import pytest
from django.core.exceptions import ValidationError

from network.topics.models import Topic
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["voorstellen", "privé"])
def test_clean_refuses_an_address_that_does_not_work(slug):
    with pytest.raises(ValidationError) as problem:
        TopicFactory.build(slug=slug).clean()
    assert list(problem.value.message_dict) == ["slug"]


def test_clean_refuses_a_name_that_differs_in_capitals_only():
    topic = TopicFactory(name="Rouw")
    topic.clean()
    with pytest.raises(ValidationError) as problem:
        TopicFactory.build(name="ROUW").clean()
    assert list(problem.value.message_dict) == ["name"]


def test_clean_refuses_a_circle_of_any_length():
    top = TopicFactory()
    middle = TopicFactory(broader=top)
    bottom = TopicFactory(broader=middle)
    for above in (top, middle, bottom):
        top.broader = above
        with pytest.raises(ValidationError):
            top.clean()
    top.refresh_from_db()
    middle.broader = top
    middle.clean()


def test_clean_refuses_a_broader_topic_that_was_merged():
    merged = TopicFactory(status="merged", merged_into=TopicFactory())
    with pytest.raises(ValidationError):
        TopicFactory.build(broader=merged).clean()


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Écht anders", "echt-anders"), ("日本", "onderwerp"), ("Voorstellen", "voorstellen-onderwerp")],
)
def test_save_makes_an_address_in_plain_letters(name, slug):
    topic = Topic(name=name)
    topic.save()
    assert topic.slug == slug


def test_save_makes_another_address_when_it_is_taken():
    slugs = []
    for name in ("Rouw!", "Rouw?", "Rouw."):
        topic = Topic(name=name)
        topic.save()
        slugs.append(topic.slug)
    assert slugs == ["rouw", "rouw-2", "rouw-3"]


def test_called_finds_names_and_synonyms_whatever_the_capitals():
    topic = TopicFactory(name="Schoolverzuim", synonyms="Spijbelen\n niet  naar school ")
    for name in ("schoolVERZUIM", "spijbelen", "Niet naar  School"):
        assert list(Topic.objects.called(name)) == [topic]
    assert not Topic.objects.called("school").exists()


def test_resolve_follows_addresses_of_merged_topics():
    target = TopicFactory(slug="scheiding")
    other = TopicFactory(slug="rouw")
    TopicFactory(slug="echtscheiding", status="merged", merged_into=target)
    assert set(Topic.objects.resolve(["echtscheiding", "rouw", "weg"])) == {target, other}
