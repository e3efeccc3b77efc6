"""The search backend on Whoosh: what Wagtail asks of it, on the models of the site."""

import pytest
from django.conf import settings
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from network.people.models import Member
from network.topics.models import Topic
from practices.models import PracticePage
from search import analysis
from search.query import Coverage, Sequence, Term
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory


def term(word):
    """One term as a plan has it."""
    return Term(analysis.words(word)[0].term)


def titles(results):
    return [page.title for page in results]


@pytest.fixture
def three(search_index):
    """Three practices in the index."""
    made = [
        PracticeFactory(title="Rouwkoffer", summary="Een koffer verdriet", approach="Wandelen met de familie"),
        PracticeFactory(title="Wandelen", summary="Buiten praten", approach="Niets"),
        PracticeFactory(title="Muziek", summary="Zonder taal", approach="Zingend trommelen"),
    ]
    search_index()
    return made


def test_words_are_found_and_a_title_counts_for_more(three):
    assert titles(PracticePage.objects.search("wandelen")) == ["Wandelen", "Rouwkoffer"]


def test_all_words_have_to_be_there_unless_asked_otherwise(three):
    assert titles(PracticePage.objects.search("wandelen koffer")) == ["Rouwkoffer"]
    found = PracticePage.objects.search("wandelen muziek", operator="or")
    assert sorted(titles(found)) == ["Muziek", "Rouwkoffer", "Wandelen"]


def test_a_page_is_found_as_a_page_too(three):
    assert titles(Page.objects.search("muziek")) == ["Muziek"]


def test_filters_and_order_are_those_of_the_database(three):
    newest = PracticePage.objects.filter(visibility="public").order_by("title")
    assert titles(newest.search("wandelen", order_by_relevance=False)) == ["Rouwkoffer", "Wandelen"]
    assert titles(PracticePage.objects.filter(visibility="members").search("wandelen")) == []


def test_what_is_gone_from_the_database_is_gone_from_the_results(three):
    three[1].delete()
    assert titles(PracticePage.objects.search("wandelen")) == ["Rouwkoffer"]
    assert PracticePage.objects.search("wandelen").count() == 1


def test_what_was_deleted_is_no_longer_in_the_index(three, search_index):
    pk = three[1].pk
    three[1].delete()
    search_index()
    assert pk not in get_search_backend().scores(PlainText("wandelen"), [PracticePage])[PracticePage]


def test_a_change_is_found_after_it_was_indexed(three, search_index):
    three[2].title = "Trommelen"
    three[2].save()
    search_index()
    assert titles(PracticePage.objects.search("trommelen")) == ["Trommelen"]
    assert titles(PracticePage.objects.search("muziek", fields=["title"])) == []


def test_one_field_can_be_asked(three):
    assert titles(PracticePage.objects.search("wandelen", fields=["title"])) == ["Wandelen"]


@pytest.mark.parametrize(
    "query, expected",
    [
        (Phrase("koffer verdriet"), {"Rouwkoffer"}),
        (Phrase("verdriet koffer"), set()),
        (And([PlainText("wandelen"), Not(PlainText("praten"))]), {"Rouwkoffer"}),
        (Or([PlainText("muziek"), PlainText("praten")]), {"Muziek", "Wandelen"}),
        (Not(PlainText("wandelen")), {"Muziek"}),
        (Boost(PlainText("muziek"), 2), {"Muziek"}),
        (Fuzzy("muzeik"), {"Muziek"}),
        (MATCH_ALL, {"Rouwkoffer", "Wandelen", "Muziek"}),
        (Not(MATCH_ALL), set()),
        (Term("muziek"), {"Muziek"}),
        (Term("muz", prefix=True), {"Muziek"}),
        (Term(name="muziek"), set()),
        (Sequence([(term("zingend"), term("huilend")), (term("trommelen"),)]), {"Muziek"}),
        (Sequence([(term("trommelen"),), (), (term("zingend"),)]), set()),
        (Coverage([term("muziek"), term("praten")], 0), {"Muziek", "Wandelen"}),
        (Coverage([term("muziek"), term("praten")], 1), set()),
    ],
)
def test_every_kind_of_question_is_understood(three, query, expected):
    assert set(titles(PracticePage.objects.search(query))) == expected


def test_scores_come_for_several_models_at_once(three, search_index):
    topic = TopicFactory(name="Wandelen in de natuur")
    search_index()
    scores = get_search_backend().scores(PlainText("wandelen"), [PracticePage, Topic, Member])
    assert {model: set(found) for model, found in scores.items()} == {
        PracticePage: {three[0].pk, three[1].pk},
        Topic: {topic.pk},
        Member: set(),
    }
    assert scores.engine == settings.SEARCH_ENGINE
    assert min(score for found in scores.values() for score in found.values()) > 0


def test_a_word_is_completed(three, search_index):
    member = MemberFactory(name="Noortje de Bruin")
    search_index()
    assert titles(PracticePage.objects.autocomplete("rouwk")) == ["Rouwkoffer"]
    assert titles(PracticePage.objects.autocomplete("ouwk")) == []
    assert list(get_search_backend().autocomplete("noor brui", Member)) == [member]


def test_pages_of_results_do_not_overlap(three):
    results = PracticePage.objects.search(MATCH_ALL)
    assert [results[at].title for at in range(3)] == titles(results[:3]) == titles(results)


def test_facet_counts_what_was_found(three):
    three[0].badge = 2
    three[0].save()
    badges = {page.badge for page in three[1:]}
    assert badges == {1}
    assert PracticePage.objects.search("wandelen").facet("badge") == {2: 1, 1: 1}
    assert PracticePage.objects.search(MATCH_ALL).facet("badge") == {1: 2, 2: 1}


def test_words_as_people_write_them_are_known(three):
    backend = get_search_backend()
    assert ("wandelen", 2) in backend.surface_words()
    assert backend.pks_with_word("wandelen") == {PracticePage: {three[0].pk, three[1].pk}}
    assert backend.pks_with_word("wandel") == {}
