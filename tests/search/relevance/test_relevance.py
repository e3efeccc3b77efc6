"""Search answers questions of the field well enough, with whatever engine the tests run on."""

from collections import Counter

import pytest

from tests.search.relevance import data
from tests.search.relevance.measure import measure

KINDS = {"phrase", "inflection", "compound", "synonym", "abbreviation", "typing error", "question", "name"}


@pytest.mark.parametrize(
    ("collection", "documents", "a_kind"), [(data.ours, 80, 8), (data.held_out, 25, 3)], ids=["ours", "held out"]
)
def test_the_judgments_are_whole(collection, documents, a_kind):
    found = collection()
    ids = [document["id"] for document in found.documents]
    names = {topic["name"] for topic in found.topics}
    assert len(ids) == len(set(ids)) >= documents
    assert {topic for document in found.documents for topic in document["topics"]} <= names
    assert {one for query in found.queries for one in query["fits"]} <= set(ids)
    assert all(max(query["fits"].values()) == 3 and min(query["fits"].values()) >= 1 for query in found.queries)
    assert len({query["query"] for query in found.queries}) == len(found.queries)
    a_kind_has = Counter(query["kind"] for query in found.queries)
    assert set(a_kind_has) == KINDS
    assert min(a_kind_has.values()) >= a_kind


@pytest.mark.slow
def test_questions_of_the_field_are_answered(search_index):
    (found,) = measure(data.ours(), every_engine=False).values()
    values = {kind: round(ndcg, 3) for kind, (ndcg, _recall) in found.items()}
    assert values["all"] >= 0.9, values
    assert min(values.values()) >= 0.8, values
