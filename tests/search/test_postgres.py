"""The index in PostgreSQL: what only this engine does. What both do runs with ``SEARCH_ENGINE=postgres`` as it is."""

from array import array

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.query import And, Not, PlainText
from wagtail.search.backends import get_search_backend

from base import stamps
from practices.models import PracticePage
from search import checks, indexing
from search.engine import Unavailable
from search.engine.postgres import reading, store, vectors
from search.engine.whoosh import fields
from search.query import Coverage, Sequence, Term
from tests.factories.practices import PracticeFactory
from tests.search.relevance.measure import on_postgres


@pytest.fixture
def postgres_index(settings, db):
    """An empty index in PostgreSQL; call it to index what the test made."""
    for name, value in on_postgres().items():
        setattr(settings, name, value)
    stamps.forget()
    indexing.start_empty()
    return indexing.work_off


def pks(query):
    return set(get_search_backend().scores(query, [PracticePage])[PracticePage])


def test_check_refuses_an_engine_that_the_database_lacks(settings):
    settings.SEARCH_ENGINE = "postgres"
    fits = connection.vendor == "postgresql"
    assert [error.id for error in checks.engine_fits(None)] == ([] if fits else ["search.E002"])


def test_check_refuses_an_engine_that_nobody_knows(settings):
    settings.SEARCH_ENGINE = "elastisch"
    assert [error.id for error in checks.engine_fits(None)] == ["search.E001"]


def test_check_has_nothing_against_whoosh(settings):
    settings.SEARCH_ENGINE = "whoosh"
    assert checks.engine_fits(None) == []


@pytest.mark.parametrize(("weight", "level"), [(0.0, 0), (0.59, 0), (0.6, 1), (1.5, 2), (9.0, 3)])
def test_level_of_a_weight(weight, level):
    assert vectors.level(weight) == level


def test_vectors_of_a_document():
    document = {
        fields.TEXT: {"rouw": 2.5, "kind's": 0.3},
        fields.NAMES: {"noor": 1.0},
        fields.PLACES[fields.TEXT]: {"rouw": array("I", [0, 1 << fields.FIELD_SHIFT | 2]), "kind's": array("I", [3])},
        fields.PLACES[fields.NAMES]: {"noor": array("I", [2 << fields.FIELD_SHIFT])},
        fields.START: {"title\x1frouw": 1.0},
        fields.SURFACE: {"rouw": 1.0},
    }
    assert vectors.title(document) == "'3rouw' '1=noor'"
    # the second field begins after the three words of the first, and the third after those of the second
    assert vectors.body(document) == "'rouw':1,26 'kind''s':4 '=noor':46 '@0':1 '@1':24 '@2':46"
    assert vectors.autocomplete(document) == "'title\x1frouw' '~rouw'"


def test_vector_of_a_very_long_text_goes_without_places(monkeypatch):
    monkeypatch.setattr(vectors, "MOST_BYTES", 10)
    document = {fields.TEXT: {"rouw": 1.0}, fields.PLACES[fields.TEXT]: {"rouw": array("I", [7])}}
    assert vectors.body(document) == "'rouw' '@0'"


@pytest.mark.postgres
def test_words_that_look_like_a_query_are_only_words(postgres_index):
    page = PracticeFactory(title="Rouw", approach="C:\\map & 'dag' | !nacht:* <-> %s")
    postgres_index()
    assert pks(PlainText("dag")) == {page.pk}
    for text in ("'", "\\", "a' | 'b", "%s", "!rouw", "rouw:*", "\x00", "\ud800", "🙂 &"):
        assert pks(Term(text, text)) == set()
        assert pks(And([Term("rouw"), Not(Term(text))])) == {page.pk}


@pytest.mark.postgres
def test_phrase_minds_order_distance_and_fields(postgres_index):
    page = PracticeFactory(title="Samen wandelen", summary="Langs het water", approach="Dag en nacht")
    postgres_index()

    def beside(*places):
        return pks(Sequence([(Term(place),) if place else () for place in places]))

    assert beside("dag", "", "nacht") == {page.pk}
    assert beside("dag", "nacht") == beside("nacht", "", "dag") == beside("wandel", "lang") == set()


@pytest.mark.postgres
def test_title_counts_for_more_than_text(postgres_index):
    text, title = PracticeFactory(title="Wandelen", approach="muziek"), PracticeFactory(title="Muziek")
    postgres_index()
    scores = get_search_backend().scores(PlainText("muziek"), [PracticePage])[PracticePage]
    assert scores[title.pk] > scores[text.pk] > 0


@pytest.mark.postgres
def test_coverage_asks_for_enough_of_the_words(postgres_index):
    both, one = PracticeFactory(title="Rouw en muziek"), PracticeFactory(title="Muziek")
    postgres_index()
    terms = [Term("rouw"), Term("muziek")]
    assert pks(Coverage(terms, 1.0)) == {both.pk}
    assert pks(Coverage(terms, 0.2)) == {both.pk, one.pk}


@pytest.mark.postgres
def test_index_of_another_version_is_made_anew(postgres_index, monkeypatch):
    page = PracticeFactory(title="Rouw")
    postgres_index()
    monkeypatch.setattr("search.engine.whoosh.documents.VERSION", 999)
    stamps.forget()
    with pytest.raises(Unavailable, match="outdated"):
        reading.Snapshot()
    assert pks(PlainText("rouw")) == {page.pk}  # from the database
    assert indexing.work_off() > 0
    assert indexing.state() == ""
    assert reading.Snapshot().size == store.things().count() > 0


@pytest.mark.postgres
def test_check_of_the_index_repairs_what_differs(postgres_index):
    page = PracticeFactory(title="Kwijt")
    indexing.rebuild()
    entry = store.things().filter(content_type=ContentType.objects.get_for_model(PracticePage), object_id=str(page.pk))
    entry.update(object_id="999999")
    found = indexing.check()
    assert (found.missing, found.left_over) == (1, 1)
    stamps.forget()
    assert pks(PlainText("kwijt")) == {page.pk}


@pytest.mark.postgres
def test_what_is_deleted_leaves_the_index_with_it(postgres_index):
    page = PracticeFactory(title="Weg")
    postgres_index()
    page.delete()
    assert pks(PlainText("weg")) == set()


@pytest.mark.postgres
def test_rebuilding_leaves_out_what_is_no_more(postgres_index):
    page = PracticeFactory(title="Rouw")
    postgres_index()
    PracticePage.objects.filter(pk=page.pk).delete()
    indexing.rebuild()
    assert f"wagtailcore.page:{page.pk}" not in store.keys()


@pytest.mark.postgres
def test_words_are_counted_anew_when_few_things_changed(postgres_index):
    PracticeFactory(title="Rouwkoffer")
    postgres_index()
    PracticeFactory(title="Rouwkoffer")
    postgres_index()
    assert dict(store.words())["rouwkoffer"] == 2
