"""Suggesting, accepting, declining and merging topics."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import models
from taggit.models import ItemBase

from network.people.models import MemberTopic
from network.topics.actions import MergeRefused, accept_topic, decline_topic, merge_topics, suggest_topic
from network.topics.models import Topic
from practices.forms.fields import TopicsField
from practices.models import Draft, PracticePage, TaggedPractice
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def topics_of(page):
    return set(PracticePage.objects.get(pk=page.pk).topics.values_list("name", flat=True))


def test_suggest_topic_keeps_who_and_why_and_shows_it_to_nobody():
    member = MemberFactory()
    topic = suggest_topic(member, "Schoolangst", "theme", "Ik zoek het vaak.")
    topic.refresh_from_db()
    assert (topic.slug, topic.status, topic.suggested_by) == ("schoolangst", "suggested", member)
    assert topic.suggestion_reason == "Ik zoek het vaak."
    assert not Topic.objects.visible_to(member).exists()
    assert not Topic.objects.visible_to(AnonymousUser()).exists()


def test_suggest_topic_keeps_off_the_address_of_the_suggestion_form():
    assert suggest_topic(MemberFactory(), "Voorstellen", "theme", "x").slug == "voorstellen-onderwerp"


def test_accept_topic_shows_it_and_mails_who_suggested_it(django_capture_on_commit_callbacks):
    member = MemberFactory()
    topic = suggest_topic(member, "Schoolangst", "theme", "Ik zoek het vaak.")
    with django_capture_on_commit_callbacks(execute=True):
        accept_topic(topic, "Mooie aanvulling.")
    assert list(Topic.objects.visible_to(None)) == [topic]
    [message] = mail.outbox
    assert message.to == [member.email]
    assert "Mooie aanvulling." in message.body
    assert "http://testserver/onderwerpen/schoolangst/" in message.body


def test_accept_topic_twice_mails_once(django_capture_on_commit_callbacks):
    topic = suggest_topic(MemberFactory(), "Schoolangst", "theme", "x")
    with django_capture_on_commit_callbacks(execute=True):
        accept_topic(topic)
        accept_topic(topic)
    assert len(mail.outbox) == 1


def test_decline_topic_mails_the_reason_and_keeps_the_row(django_capture_on_commit_callbacks):
    member = MemberFactory()
    topic = suggest_topic(member, "Poldermodel", "theme", "x")
    with django_capture_on_commit_callbacks(execute=True):
        decline_topic(topic, "Te algemeen.")
    assert Topic.objects.get(pk=topic.pk).status == "declined"
    assert "Te algemeen." in mail.outbox[0].body


def test_decline_topic_mails_nobody_whose_account_is_closed(django_capture_on_commit_callbacks):
    topic = suggest_topic(MemberFactory(is_active=False), "Poldermodel", "theme", "x")
    with django_capture_on_commit_callbacks(execute=True):
        decline_topic(topic, "Te algemeen.")
    assert mail.outbox == []


def test_decline_topic_leaves_an_accepted_topic_alone():
    topic = TopicFactory()
    decline_topic(topic, "Toch niet.")
    assert Topic.objects.get(pk=topic.pk).status == "accepted"


@pytest.fixture
def pair():
    return TopicFactory(name="Echtscheiding"), TopicFactory(name="Scheiding", synonyms="uit elkaar gaan")


def test_merge_topics_moves_the_tags_of_practices_also_unpublished_ones(pair):
    old, new = pair
    pages = [PracticeFactory(with_topics=[old]), PracticeFactory(with_topics=[old], live=False)]
    merge_topics(old, new)
    assert [topics_of(page) for page in pages] == [{"Scheiding"}, {"Scheiding"}]


def test_merge_topics_gives_a_practice_with_both_the_topic_once(pair):
    old, new = pair
    page = PracticeFactory(with_topics=[old, new])
    merge_topics(old, new)
    assert list(TaggedPractice.objects.filter(content_object=page).values_list("tag", flat=True)) == [new.pk]


def test_merge_topics_moves_what_members_know_once_each(pair):
    old, new = pair
    one, both = MemberFactory(), MemberFactory()
    MemberTopic.objects.create(member=one, topic=old, level="wants_to_learn")
    MemberTopic.objects.create(member=both, topic=old)
    MemberTopic.objects.create(member=both, topic=new)
    merge_topics(old, new)
    assert sorted(MemberTopic.objects.values_list("member", "topic", "level")) == sorted(
        [(one.pk, new.pk, "wants_to_learn"), (both.pk, new.pk, "can_help")]
    )


def test_merge_topics_moves_narrower_topics(pair):
    old, new = pair
    narrower = TopicFactory(broader=old)
    merge_topics(old, new)
    narrower.refresh_from_db()
    assert narrower.broader == new


def test_merge_topics_into_its_own_narrower_topic_makes_no_circle():
    top, old = TopicFactory(), TopicFactory()
    middle, new = TopicFactory(broader=old), TopicFactory()
    Topic.objects.filter(pk=old.pk).update(broader=top)
    Topic.objects.filter(pk=new.pk).update(broader=middle)
    merge_topics(old, new)
    new.refresh_from_db()
    middle.refresh_from_db()
    assert (new.broader, middle.broader) == (top, new)


def test_merge_topics_leaves_no_row_of_any_room_behind(pair):
    """Goes by the relations of the model: a room that comes later is moved too, or this fails."""
    old, new = pair
    PracticeFactory(with_topics=[old])
    MemberTopic.objects.create(member=MemberFactory(), topic=old)
    TopicFactory(broader=old)
    relations = [
        relation
        for relation in Topic._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not isinstance(relation, models.ManyToManyRel)
    ]
    assert {relation.related_model for relation in relations} >= {TaggedPractice, MemberTopic, Topic}
    merge_topics(old, new)
    for relation in relations:
        assert not relation.related_model._base_manager.filter(**{relation.field.name: old}).exists()


def test_merge_topics_makes_the_name_and_the_synonyms_synonyms_once():
    old = TopicFactory(name="Echtscheiding", synonyms="Scheiding\nuit elkaar gaan\nvechtscheiding")
    new = TopicFactory(name="Scheiding", synonyms="Uit elkaar gaan")
    merge_topics(old, new)
    assert Topic.objects.get(pk=new.pk).synonym_list == ["Uit elkaar gaan", "Echtscheiding", "vechtscheiding"]


def test_merge_topics_keeps_the_definition_and_takes_one_where_there_is_none():
    old, new, bare = TopicFactory(definition="Oud."), TopicFactory(definition="Nieuw."), TopicFactory(definition="")
    assert merge_topics(new, bare).definition == "Nieuw."
    assert merge_topics(old, bare).definition == "Nieuw."


def test_merge_topics_twice_in_a_row_points_the_first_at_the_last():
    first, second, third = TopicFactory(), TopicFactory(), TopicFactory()
    merge_topics(first, second)
    merge_topics(second, third)
    first.refresh_from_db()
    assert (first.status, first.merged_into) == ("merged", third)


def test_merge_topics_mails_who_suggested_it(pair, django_capture_on_commit_callbacks):
    member = MemberFactory()
    topic = suggest_topic(member, "Vechtscheiding", "theme", "x")
    with django_capture_on_commit_callbacks(execute=True):
        merge_topics(topic, pair[1])
    [message] = mail.outbox
    assert message.to == [member.email]
    assert "“Scheiding”" in message.body


@pytest.mark.parametrize("status", ["suggested", "declined", "merged"])
def test_merge_topics_refuses_a_target_outside_the_vocabulary(status):
    old, new = TopicFactory(), TopicFactory(status=status)
    with pytest.raises(MergeRefused):
        merge_topics(old, new)
    assert Topic.objects.get(pk=old.pk).status == "accepted"


def test_merge_topics_refuses_itself_and_a_topic_that_is_gone_already(pair):
    old, new = pair
    with pytest.raises(MergeRefused):
        merge_topics(old, old)
    merge_topics(old, new)
    with pytest.raises(MergeRefused):
        merge_topics(old, new)


def test_a_revision_from_before_a_merge_brings_the_new_topic(pair):
    old, new = pair
    other = TopicFactory(name="Rouw")
    page = PracticeFactory(with_topics=[old, other])
    revision = page.save_revision()
    merge_topics(old, new)
    revision.refresh_from_db()
    revision.publish()
    assert topics_of(page) == {"Scheiding", "Rouw"}


def test_a_revision_that_holds_both_topics_brings_one(pair):
    old, new = pair
    page = PracticeFactory(with_topics=[old, new])
    revision = page.save_revision()
    merge_topics(old, new)
    revision.refresh_from_db()
    assert [topic.name for topic in revision.as_object().topics.all()] == ["Scheiding"]
    revision.publish()
    assert list(TaggedPractice.objects.filter(content_object=page).values_list("tag", flat=True)) == [new.pk]


def test_a_draft_in_which_the_topic_was_ticked_has_the_other_ticked(pair):
    old, new = pair
    other = TopicFactory()
    author = MemberFactory()
    one = Draft.objects.create(author=author, data={"title": "Een", "topics": [str(old.pk), str(other.pk)]})
    both = Draft.objects.create(author=author, data={"topics": [str(new.pk), str(old.pk)]})
    odd = Draft.objects.create(author=author, data={"topics": "kapot"})
    merge_topics(old, new)
    for draft, data in (
        (one, {"title": "Een", "topics": [str(new.pk), str(other.pk)]}),
        (both, {"topics": [str(new.pk)]}),
        (odd, {"topics": "kapot"}),
    ):
        draft.refresh_from_db()
        assert draft.data == data


def test_a_writing_form_that_was_open_during_a_merge_takes_the_new_topic(pair):
    old, new = pair
    field = TopicsField(Topic.objects.accepted(), required=False)
    merge_topics(old, new)
    assert list(field.clean([str(old.pk), str(new.pk)])) == [new]
    with pytest.raises(ValidationError):
        field.clean([str(old.pk), "9" * 30])


def test_every_tag_model_of_the_site_is_an_item_of_taggit():
    """``merge_topics`` finds what carries a tag by that."""
    assert issubclass(TaggedPractice, ItemBase)
