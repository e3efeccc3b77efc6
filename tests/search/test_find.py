"""What a search gives: the order, groups and pages, what else it offers, and how often it asks the database."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.findable import kinds, search_words
from search.answers import Filters
from search.find import MOST_NEAR, PER_PAGE, find
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def practice(title, day=1, **fields):
    return PracticeFactory(
        title=title, first_published_at=timezone.make_aware(datetime.datetime(2026, 1, day)), **fields
    )


def asked(words, member=None, *, literal=False, all_kinds_list=False, **filters):
    return find(words, Filters(**filters), member, literal=literal, all_kinds_list=all_kinds_list)


def titles(answer, kind="practice"):
    """Titles of the results of a kind, wherever they stand."""
    hits = answer.hits or [hit for group in answer.groups for hit in group.hits]
    return [hit.row.title for hit in hits if hit.kind.name == kind]


def counts(answer, name="soort"):
    return {value.value: value.count for facet in answer.facets if facet.name == name for value in facet.values}


def test_without_a_kind_each_kind_shows_its_best_three(search_index):
    for number in range(5):
        practice(f"Rouw in de klas {number}")
    OrganisationFactory(name="Rouwhuis", description="Hulp bij rouw")
    search_index()
    answer = asked("rouw")
    groups = {group.kind.name: (group.count, len(group.hits)) for group in answer.groups}
    assert groups == {"practice": (5, 3), "organisation": (1, 1)}
    assert answer.count == 6
    assert answer.hits == []
    assert counts(answer) == {"praktijken": 5, "aanbieders": 1}


def test_of_a_kind_there_are_pages_of_twenty_with_nothing_twice(search_index):
    for number in range(25):
        practice(f"Rouw {number}")
    search_index()
    first, second, beyond = (asked("rouw", kind="practice", page=page) for page in (1, 2, 99))
    assert (first.count, first.pages, len(first.hits), len(second.hits)) == (25, 2, PER_PAGE, 5)
    assert {*titles(first), *titles(second)} == {f"Rouw {number}" for number in range(25)}
    assert titles(beyond) == titles(second)
    assert beyond.filters.page == 2


def test_the_title_counts_for_more_than_the_text(search_index):
    practice("Verhuizen", approach="Praat over verzuim, verzuim en verzuim.")
    practice("Verzuim voorkomen", approach="Bel de eerste dag.")
    search_index()
    assert titles(asked("verzuim", kind="practice")) == ["Verzuim voorkomen", "Verhuizen"]


def test_every_text_of_a_practice_is_searched(search_index):
    topic, place = TopicFactory(name="Xylotopic"), OrganisationFactory(name="Xyloorganisatie")
    page = practice("Titel", with_topics=[topic], organisation=place, summary="xylosamenvatting", hinders="xylohinder")
    mechanism = page.mechanisms.first()
    mechanism.element = "xyloelement"
    page.mechanisms.add(mechanism)
    page.save()
    search_index()
    for word in ("xylotopic", "xyloorganisatie", "xylosamenvatting", "xylohinder", "xyloelement"):
        assert titles(asked(word, kind="practice")) == ["Titel"], word


def test_nobody_is_found_by_who_wrote_it(search_index):
    author = MemberFactory(name="Zwaantje Xerxes")
    practice("Titel", owner=author, contact=author)
    search_index()
    assert titles(asked("zwaantje", MemberFactory(), kind="practice")) == []


def test_words_are_marked_in_title_and_fragment(search_index):
    practice("Rouwen op school", approach="Eerst bellen. Dan praat je over rouw met de klas.")
    search_index()
    (hit,) = asked("rouw", kind="practice").hits
    assert hit.title == [("Rouwen", True), (" op school", False)]
    assert ("rouw", True) in hit.fragment


def test_filters_narrow_and_the_counts_of_kinds_follow(search_index):
    theme, place = TopicFactory(slug="rouw", name="Verlies"), MunicipalityFactory(slug="borne")
    practice("Rouw een", with_topics=[theme], with_municipalities=[place])
    practice("Rouw twee", with_topics=[theme])
    practice("Rouw drie")
    search_index()
    answer = asked("rouw", kind="practice", topics=("rouw",))
    assert sorted(titles(answer)) == ["Rouw een", "Rouw twee"]
    assert counts(answer) == {"praktijken": 2}
    assert counts(answer, "gemeente") == {"borne": 1}
    assert titles(asked("rouw", kind="practice", municipalities=("borne",))) == ["Rouw een"]
    assert titles(asked("rouw", kind="practice", topics=("bestaat-niet",))) == []


def test_all_kinds_in_one_list_with_all_facets(search_index):
    theme = TopicFactory(slug="verlies", name="Verlies")
    practice("Rouw", with_topics=[theme])
    OrganisationFactory(name="Hulp", description="rouw")
    search_index()
    answer = asked("rouw", all_kinds_list=True)
    assert [(hit.kind.name, hit.row.title) for hit in answer.hits] == [("practice", "Rouw"), ("organisation", "Hulp")]
    assert (counts(answer), counts(answer, "onderwerp")) == ({"praktijken": 1, "aanbieders": 1}, {"verlies": 1})


def test_without_words_all_that_fits_the_filters_is_there_the_newest_first(search_index):
    theme = TopicFactory(slug="rouw")
    practice("oud", 1, with_topics=[theme])
    practice("nieuw", 9, with_topics=[theme])
    practice("anders", 20)
    search_index()
    assert titles(asked("", kind="practice", topics=("rouw",))) == ["nieuw", "oud"]


@pytest.mark.parametrize("words", ["!?", '""', "-rouw", "*", "de", "\x00"])
def test_a_question_without_words_is_no_error(search_index, words):
    practice("Rouw")
    search_index()
    assert asked(words, kind="practice").count in (0, 1)


# ---------- when the question gives little ----------


def test_with_a_typing_error_that_finds_nothing_the_right_word_is_looked_for(search_index):
    practice("Rouwkoffer voor kinderen")
    search_index()
    answer = asked("rouwkofer")
    assert (answer.did_you_mean, answer.replaced, answer.near) == ("rouwkoffer", True, False)
    assert titles(answer) == ["Rouwkoffer voor kinderen"]
    literal = asked("rouwkofer", literal=True)
    assert (literal.did_you_mean, literal.count) == ("", 0)


def test_no_spelling_is_offered_that_only_others_would_find(search_index):
    member = MemberFactory()
    practice("Rouwkoffer voor kinderen", visibility="members")
    search_index()
    assert asked("rouwkofer").did_you_mean == ""
    assert asked("rouwkofer", member).did_you_mean == "rouwkoffer"
    practice("Kinderen")
    search_index()
    assert "rouwkoffer" not in asked("rouwkofer kinderen").did_you_mean


def test_when_nothing_has_all_words_the_nearest_are_given(search_index):
    practice("Rouw op school")
    search_index()
    answer = asked("rouw dinosaurus")
    assert (titles(answer), answer.near, answer.replaced) == (["Rouw op school"], True, False)
    assert asked("dinosaurus draak").count == 0


def test_words_that_stand_nowhere_do_not_keep_out_one_that_stands_everywhere(search_index):
    for number in range(30):
        practice(f"School {number}")
    search_index()
    answer = asked("dinosaurus draak vulkaan school", kind="practice")
    assert (answer.count, answer.near) == (MOST_NEAR, True)


def test_for_who_finds_nothing_there_are_broader_topics(search_index):
    broad = TopicFactory(name="Naar school gaan")
    TopicFactory(name="Thuiszitten", synonyms="thuiszitter", broader=broad)
    TopicFactory(name="Voorstel", status="suggested")
    search_index()
    answer = asked("thuiszitter", kind="practice")
    assert answer.count == 0
    assert [topic.name for topic in answer.broader] == ["Naar school gaan"]


# ---------- the lists of other rooms ----------


def test_the_list_of_a_room_gets_all_that_may_be_seen_the_best_first(search_index):
    best, other = practice("Rouw"), practice("Anders", approach="Iets over rouw en nog veel meer woorden.")
    hidden = practice("Rouw voor leden", visibility="members")
    search_index()
    assert search_words("practice", "rouw", None).pks == [best.pk, other.pk]
    assert set(search_words("practice", "rouw", MemberFactory()).pks) == {best.pk, other.pk, hidden.pk}
    assert search_words("practice", "rouw dinosaurus", None).near is True
    assert search_words("practice", "niets", None).pks == []


# ---------- what it costs ----------


def queries(words, member, **filters):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        asked(words, member, **filters)
    return len(captured)


@pytest.mark.parametrize("filters", [{}, {"kind": "practice"}, {"kind": "person"}, {"all_kinds_list": True}])
def test_the_number_of_queries_does_not_grow(search_index, filters):
    member = MemberFactory(name="Rouw Lezer")
    used = []
    for size in (1, 20):
        for number in range(size):
            topic, place = TopicFactory(), MunicipalityFactory()
            practice(f"Rouw {number}", with_topics=[topic], with_municipalities=[place], mechanisms=2)
            one = MemberFactory(name=f"Rouw Mens {size} {number}", bio="rouw")
            one.municipalities.add(place)
            OrganisationFactory(name=f"Rouwzorg {size} {number}", description="rouw").municipalities.add(place)
        search_index()
        for who in (None, member):
            asked("rouw", who, **filters)
        used.append([queries("rouw", who, **filters) for who in (None, member)])
    assert used[0] == used[1]


def test_searching_writes_nothing(search_index):
    practice("Rouw")
    search_index()
    for words in ("rouw", "rouwkofer", "niets", ""):
        with CaptureQueriesContext(connection) as captured:
            asked(words, AnonymousUser())
        assert [query["sql"] for query in captured if not query["sql"].startswith(("SELECT", "PRAGMA"))] == []


def test_each_kind_says_what_a_search_needs():
    assert len(kinds) >= 5
    for kind in kinds:
        assert kind.name and kind.slug and str(kind.label) and kind.model.search_fields
        assert kind.counted(1) != kind.counted(2)
        assert kind.visible_pks(None) == set(kind.visible_to(None).values_list("pk", flat=True))
    for value in ("name", "slug"):
        assert len({getattr(kind, value) for kind in kinds}) == len(kinds)
