"""Practices as search sees them: who sees which, what filters know of them, and how a result reads."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from base import stamps
from base.choices import Visibility
from base.findable import Facts, kinds
from practices.models import PracticeDocument, PracticePage, TaggedPractice
from tests.factories.files import DocumentFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return next(kind for kind in kinds if kind.name == "practice")


@pytest.fixture
def people():
    return {
        "visitor": None,
        "anonymous": AnonymousUser(),
        "author": MemberFactory(),
        "co_author": MemberFactory(),
        "member": MemberFactory(),
        "editor": ProviderEditorFactory(),
        "inactive": MemberFactory(is_active=False),
        "staff": StaffFactory(),
    }


def test_who_sees_what_is_visible_to_and_takes_no_query(kind, people, django_assert_num_queries):
    for level in Visibility.values:
        page = PracticeFactory(visibility=level, owner=people["author"])
        page.co_authors.add(people["co_author"])
        page.save()
        PracticeFactory(visibility=level)
        PracticeFactory(visibility=level, live=False)
    expected = {
        name: set(PracticePage.objects.visible_to(member).values_list("pk", flat=True))
        for name, member in people.items()
    }
    assert {name: len(pks) for name, pks in expected.items()} == {
        **dict.fromkeys(["visitor", "anonymous", "inactive"], 2),
        **dict.fromkeys(["member", "editor"], 4),
        **dict.fromkeys(["author", "co_author"], 5),
        "staff": 6,
    }
    kind.visible_pks(None)
    with django_assert_num_queries(0):
        assert {name: set(kind.visible_pks(member)) for name, member in people.items()} == expected


def test_who_sees_the_same_shares_a_key(kind, people):
    for level in Visibility.values:
        PracticeFactory(visibility=level, owner=people["author"])
    keys = {name: kind.audience(member) for name, member in people.items()}
    assert keys == {
        **dict.fromkeys(["visitor", "anonymous", "inactive"], "public"),
        **dict.fromkeys(["member", "editor", "co_author"], "members"),
        **dict.fromkeys(["author", "staff"], "all"),  # all there is
    }
    PracticeFactory(visibility="participants")
    stamps.forget()
    assert (kind.audience(people["author"]), kind.audience(people["staff"])) == (people["author"].pk, "all")


def test_facts_are_topics_places_and_the_day_of_publication(kind):
    topic, hidden, place = TopicFactory(), TopicFactory(status="suggested"), MunicipalityFactory()
    late = datetime.datetime(2026, 1, 31, 23, 30, tzinfo=datetime.UTC)
    page = PracticeFactory(
        with_topics=[topic, hidden], with_municipalities=[place], first_published_at=late, visibility="participants"
    )
    bare = PracticeFactory(first_published_at=late)
    PracticeFactory(live=False)
    day = timezone.localdate(late)
    assert kind.facts() == {page.pk: Facts((topic.pk,), (place.pk,), day), bare.pk: Facts((), (), day)}
    assert kind.facts() is kind.facts()


def test_a_row_reads_as_the_list_does(kind):
    topic, place = TopicFactory(), MunicipalityFactory(name="Borne")
    page = PracticeFactory(
        title="Rouw",
        slug="rouw",
        with_topics=[topic],
        with_municipalities=[place],
        review_date=datetime.date(2020, 1, 1),
    )
    AdoptionReportFactory(practice=page)
    (row,) = kind.rows([page.pk], None)
    assert (row.title, row.url, row.summary, row.topics) == ("Rouw", "/praktijken/rouw/", page.summary, [topic])
    assert row.extra == {
        "badge": 1,
        "organisation": page.organisation.name,
        "places": ["Borne"],
        "reports": 1,
        "visibility": "public",
        "outdated": True,
    }
    assert row.texts[0] == ("", page.summary)
    assert any("iemand die meegaat" in text for _label, text in row.texts)


def test_rows_are_of_what_may_be_seen_at_that_moment(kind):
    member, page = MemberFactory(), PracticeFactory(visibility="members")
    pks = kind.visible_pks(member)
    PracticePage.objects.filter(pk=page.pk).update(live=False)
    assert pks == {page.pk}
    assert kind.rows(pks, member) == []


def test_rows_take_as_many_queries_for_one_as_for_twenty(kind, django_assert_num_queries):
    def make():
        page = PracticeFactory(mechanisms=3, with_topics=[TopicFactory()], with_municipalities=[MunicipalityFactory()])
        page.documents.add(PracticeDocument(document=DocumentFactory()))
        page.save()
        return page.pk

    pks = [make() for _ in range(20)]
    kind.rows(pks, None)
    for some in (pks[:1], pks):
        with django_assert_num_queries(3):
            assert len(kind.rows(some, None)) == len(some)


def test_the_index_holds_what_a_practice_says_and_nobodys_name(django_assert_num_queries):
    author = MemberFactory(name="Otto Schrijver")
    hidden = TopicFactory(name="Voorgesteld", status="suggested")
    page = PracticeFactory(
        owner=author, contact=author, with_topics=[TopicFactory(name="Verlies"), hidden], cost="Tien euro"
    )
    (found,) = PracticePage.get_indexed_objects().filter(pk=page.pk)
    with django_assert_num_queries(0):
        assert found.topic_names() == "Verlies"
        assert found.organisation_name() == page.organisation.name
        text = found.searched_text()
    assert "Tien euro" in text
    assert "minder verzuim" in text
    values = [str(field.get_value(found)) for field in PracticePage.get_searchable_search_fields()]
    assert not [value for value in values if "Schrijver" in value or "Voorgesteld" in value]


def test_what_changes_with_it_is_indexed_anew(kind):
    topic, organisation = TopicFactory(), OrganisationFactory()
    page = PracticeFactory(with_topics=[topic], organisation=organisation)
    PracticeFactory()
    whose = {model.__name__: made_of for model, made_of in kind.made_of.items()}
    assert list(whose["Topic"](topic)) == [page.pk]
    assert list(whose["Organisation"](organisation)) == [page.pk]
    assert TaggedPractice.objects.count() == 1
