"""Members in search: nobody for a visitor, and never by an address of a mailbox."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from base.findable import Facts, kinds
from network.people.findable import People
from network.people.models import Member, MemberTopic
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory
from tests.indexed import indexed

pytestmark = pytest.mark.django_db

people = People()


@pytest.fixture
def person():
    person = MemberFactory(
        name="Jamal Aydeniz",
        job_title="Leerkracht",
        organisation__name="De Wilgenkamp",
        bio="Ik help **scholen**.",
        languages="Nederlands, Turks",
    )
    person.municipalities.add(MunicipalityFactory(name="Kolmeer"))
    for name, level, status in (
        ("Schoolverzuim", "can_help", "accepted"),
        ("Rouw", "wants_to_learn", "accepted"),
        ("Voorgesteld", "can_help", "suggested"),
    ):
        MemberTopic.objects.create(member=person, topic=TopicFactory(name=name, status=status), level=level)
    return person


def test_people_are_registered():
    assert [kind.name for kind in kinds if kind.model is Member] == ["person"]


def test_what_is_indexed_of_a_member(person):
    assert indexed(person) == {
        "name": "Jamal Aydeniz",
        "name*": "Jamal Aydeniz",
        "shown_job_title": "Leerkracht",
        "can_help_with": "Schoolverzuim",
        "shown_bio": "Ik help **scholen**.",
        "shown_languages": "Nederlands, Turks",
        "shown_organisation": "De Wilgenkamp",
        "shown_places": "Kolmeer",
    }


def test_no_part_of_the_index_has_the_address_of_a_mailbox(person):
    assert person.email not in str(indexed(person))


def test_a_visitor_finds_nobody(person):
    for visitor in (None, AnonymousUser()):
        assert people.visible_pks(visitor) == frozenset()
        assert people.rows([person.pk], visitor) == []


def test_a_member_finds_who_is_let_in(person):
    reader = MemberFactory()
    gone, waiting = MemberFactory(is_active=False), MemberFactory(is_active=False, approved_at=None)
    technical = MemberFactory(is_superuser=True, organisation=None)
    assert people.visible_pks(reader) == {person.pk, reader.pk}
    pks = [person.pk, gone.pk, waiting.pk, technical.pk]
    assert [row.pk for row in people.rows(pks, reader)] == [person.pk]


def test_who_leaves_is_gone_at_once(person, django_capture_on_commit_callbacks):
    reader = MemberFactory()
    assert person.pk in people.visible_pks(reader)
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        person.is_active = False
        person.save()
    assert person.pk not in people.visible_pks(reader)


def test_facts_are_what_somebody_can_help_with_and_where(person):
    topic, place = person.topics.get(name="Schoolverzuim"), person.municipalities.get()
    empty = MemberFactory()
    MemberFactory(is_active=False)
    assert people.facts() == {person.pk: Facts((topic.pk,), (place.pk,)), empty.pk: Facts()}


def test_facts_follow_a_change(person, django_capture_on_commit_callbacks):
    people.facts()
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        MemberTopic.objects.filter(member=person).delete()
    assert people.facts()[person.pk].topics == ()


def test_a_row_says_why(person):
    (row,) = people.rows([person.pk], person)
    assert (row.title, row.url, row.names) == ("Jamal Aydeniz", "/mensen/jamal-aydeniz/", True)
    assert row.summary == "Kan helpen met Schoolverzuim"
    assert [topic.name for topic in row.topics] == ["Schoolverzuim"]
    assert row.extra.pop("face").initials == "JA"
    assert row.extra == {
        "role": "Leerkracht, De Wilgenkamp",
        "why": ["Schoolverzuim"],
        "expert_by_experience": False,
        "open_to_questions": False,
    }
    assert row.texts == [
        ("Kan helpen met", "Schoolverzuim"),
        ("", "Ik help scholen."),
        ("", "Leerkracht, De Wilgenkamp"),
        ("Werkt in", "Kolmeer"),
        ("Talen", "Nederlands, Turks"),
    ]


def test_a_row_of_an_empty_profile_says_nothing():
    person = MemberFactory(organisation=None)
    (row,) = people.rows([person.pk], person)
    assert (row.summary, row.texts, row.topics, row.extra["role"]) == ("", [], [], "")


def test_rows_take_as_many_queries_for_twenty_as_for_one(person, django_assert_num_queries):
    pks = [person.pk]
    for _number in range(19):
        other = MemberFactory()
        other.municipalities.add(MunicipalityFactory())
        MemberTopic.objects.create(member=other, topic=TopicFactory())
        pks.append(other.pk)
    with django_assert_num_queries(3):
        assert len(people.rows(pks[:1], person)) == 1
    with django_assert_num_queries(3):
        assert len(people.rows(pks, person)) == 20


def test_the_index_is_made_in_as_many_queries_for_twenty_as_for_one(person, django_assert_num_queries):
    for _number in range(19):
        MemberTopic.objects.create(member=MemberFactory(), topic=TopicFactory())
    with django_assert_num_queries(5):
        assert len([indexed(member) for member in Member.get_indexed_objects()]) == 20


def test_what_a_member_is_found_by_follows_other_things(person):
    MemberFactory(organisation=OrganisationFactory())
    topic = person.member_topics.get(topic__name="Schoolverzuim")
    for thing in (topic, topic.topic, person.organisation, person.municipalities.get()):
        assert list(people.made_of[type(thing)](thing)) == [person.pk]


def test_numbers_of_people_have_a_word():
    assert [people.counted(number) for number in (0, 1, 12)] == ["0 mensen", "1 persoon", "12 mensen"]
