"""The evaluation of a tree of nodes, held against Whoosh's own; and whatever people type."""

import functools
from array import array

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Boost, MatchAll, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from network.people.models import Member
from practices.models import PracticePage
from search.engine.whoosh import codec, fields, files
from search.engine.whoosh.evaluate import Evaluation
from search.engine.whoosh.reading import INDEX, library
from search.query import Coverage, Sequence, Term
from tests.factories.practices import PracticeFactory

LETTERS = "abcdef"
# Each text is some letters; each list of texts is one commit, so one segment, in which some are deleted later.
TEXTS = st.lists(st.lists(st.sampled_from(LETTERS), max_size=6), min_size=1, max_size=6)


def trees():
    leaves = st.sampled_from(LETTERS + "z").map(Term) | st.just(MATCH_ALL)
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(And)
            | st.lists(inner, min_size=1, max_size=3).map(Or)
            | inner.map(Not)
            | inner.map(lambda node: Boost(node, 2.0))
        ),
        max_leaves=8,
    )


def whooshs(node):
    """The same tree in Whoosh's own nodes."""
    if isinstance(node, Term):
        return whoosh_query.Term(fields.TEXT, node.text.encode())
    if isinstance(node, MatchAll):
        return whoosh_query.Every()
    if isinstance(node, And):
        return whoosh_query.And([whooshs(sub) for sub in node.subqueries])
    if isinstance(node, Or):
        return whoosh_query.Or([whooshs(sub) for sub in node.subqueries])
    if isinstance(node, Not):
        return whoosh_query.Not(whooshs(node.subquery))
    return whooshs(node.subquery)


def places(*numbers):
    return array("I", numbers)


def fill(folder, segments, deleted):
    """An index of its own with a segment for each list of texts."""
    index = FileIndex.create(FileStorage(str(folder)), fields.make_schema(), INDEX)
    number = 0
    for texts in segments:
        writer = codec.Writer(index)
        for letters in texts:
            words = {letter: (letters.count(letter), places(letters.index(letter))) for letter in letters}
            document = {fields.TEXT: words} if words else {}
            writer.add_document(key=f"topics.topic:{number}".encode(), label=b"topics.topic", **document)
            number += 1
        writer.commit(merge=False)
    writer = codec.Writer(index)
    for gone in {gone % number for gone in deleted}:
        writer.delete_document(gone)
    writer.commit(merge=False)
    return index


@given(
    segments=st.lists(TEXTS, min_size=1, max_size=3),
    deleted=st.lists(st.integers(0, 20), max_size=3),
    node=trees(),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_fits_is_what_whoosh_finds(tmp_path_factory, segments, deleted, node):
    folder = tmp_path_factory.mktemp("index")
    index = fill(folder, segments, deleted)
    with index.searcher() as searcher:
        # Whoosh's "everything but everything" gives what was deleted
        expected = {
            number for number in searcher.docs_for_query(whooshs(node)) if not searcher.reader().is_deleted(number)
        }
    snapshot = snapshot_of(folder)
    found, base = set(), 0
    for part, scores in zip(snapshot.parts, Evaluation(snapshot).scores(node), strict=True):
        found |= {base + number for number in scores if number not in part.deleted}
        base += part.segment.size
    assert found == expected


def snapshot_of(folder):
    with override_settings(SEARCH_INDEX_DIR=folder.parent):
        return library._snapshot_of(folder.name, None)


@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(1, 70_000), st.lists(st.integers(0, 2**32 - 1), max_size=4)),
        min_size=1,
        max_size=60,
        unique_by=lambda row: row[0],
    )
)
def test_a_posting_list_is_read_as_it_was_written(rows):
    written = codec.Postings()
    for number, steps, standing in sorted(rows):
        written.add(number, steps / codec.STEPS, places(*standing).tobytes())
    data = written.to_bytes()
    assert codec.weights(data) == {number: steps / codec.STEPS for number, steps, _ in rows}
    assert {number: list(fields.places_of(value)) for number, value in codec.values(data).items()} == {
        number: standing for number, _, standing in rows
    }
    again = codec.Postings.from_bytes(data)
    assert again.to_bytes() == data


def test_merging_segments_keeps_what_is_not_deleted(tmp_path):
    folder = tmp_path / "index"
    folder.mkdir()
    index = fill(folder, [[["a", "b"], ["b"]], [["c", "b"], ["a"]]], [1])
    writer = codec.Writer(index)
    writer.add_document(key=b"topics.topic:9", label=b"topics.topic", **{fields.TEXT: {"b": (2.5, places(7))}})
    writer.commit(optimize=True)
    (part,) = snapshot_of(folder).parts
    by_key = {part.segment.keys[number]: weight for number, weight in part.segment.weights(fields.TEXT, "b").items()}
    assert by_key == {"topics.topic:0": 1, "topics.topic:2": 1, "topics.topic:9": 2.5}
    (standing,) = (value for number, value in part.segment.places(fields.TEXT, "b").items() if number == 0)
    assert list(fields.places_of(standing)) == [7]
    assert part.segment.keys == ["topics.topic:9", "topics.topic:0", "topics.topic:2", "topics.topic:3"]


HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "x" * 10_000,
    "woord " * 5_000,
    "*" * 3_000,
    "* OR ** AND *:*",
    "AND OR NOT ( ) [ ] { } ~ ^ \\ / \" ' : - +",
    '"' * 101,
    "-" * 500,
    "🙂🙃" * 300,
    "\ud800",
    "ﷺ" * 400,
    "é́́́" * 200,
    "1e999999",
    "'; DROP TABLE --",
    "\u202e\u200b\ufeff",
    "\n\r\t\v\f",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("index", ["whoosh", "away"])
def test_whatever_somebody_types_is_no_error(search_index, text, index):
    PracticeFactory(title="Rouwkoffer")
    search_index()
    if index == "away":
        files.call_damaged(files.current(), "for the test")
        library.forget()
    backend = get_search_backend()
    for query in (text, PlainText(text, operator="or"), Phrase(text), Not(PlainText(text))):
        assert len(list(backend.search(query, PracticePage)[:3])) <= 1
        backend.search(query, Page).count()
        backend.scores(query if not isinstance(query, str) else PlainText(query), [PracticePage, Member])
    assert len(list(backend.autocomplete(text, PracticePage))) <= 1
    backend.completions(text, [PracticePage, Member], ("title", "name"))
    assert backend.pks_with_word(text) == {}


@given(st.text(max_size=60))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered(search_index, text):
    backend = get_search_backend()
    assert list(backend.search(text, PracticePage)) == []
    assert list(backend.autocomplete(text, PracticePage)) == []


def test_work_is_bounded_however_many_words_there_are(search_index):
    many = Or([Term(f"woord{number}") for number in range(50)])
    deep = functools.reduce(lambda node, _: Not(node), range(60), many)
    assert get_search_backend().scores(deep, [PracticePage])[PracticePage] == {}
    prefix = Term("w", "w", prefix=True)
    assert get_search_backend().scores(prefix, [PracticePage])[PracticePage] == {}
    assert get_search_backend().scores(Sequence([()]), [PracticePage])[PracticePage] == {}
    assert get_search_backend().scores(Coverage([], 0.5), [PracticePage])[PracticePage] == {}
    assert get_search_backend().scores(And([]), [PracticePage])[PracticePage] == {}
