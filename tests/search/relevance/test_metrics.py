"""The measure itself, against values computed by hand."""

from math import log2

import pytest

from tests.search.relevance.metrics import ndcg, recall

FITS = {"a": 3, "b": 2, "c": 1}
BEST = 7 + 3 / log2(3) + 1 / 2


def test_ndcg_of_the_best_order_is_one():
    assert ndcg(["a", "b", "c"], FITS) == 1


def test_ndcg_counts_what_stands_lower_for_less():
    assert ndcg(["b", "a", "c"], FITS) == pytest.approx((3 + 7 / log2(3) + 1 / 2) / BEST)


def test_ndcg_of_what_nobody_judged_is_nothing():
    assert ndcg(["x", "y"], FITS) == 0


def test_ndcg_suffers_from_a_stranger_on_top():
    assert ndcg(["x", "a"], {"a": 3}) == pytest.approx(1 / log2(3))


def test_ndcg_looks_no_further_than_its_depth():
    assert ndcg(["x", "a"], {"a": 3}, depth=1) == 0
    assert ndcg(["a"], {"a": 1, "b": 1}, depth=1) == 1


def test_recall_is_the_share_of_what_helps():
    assert recall(["a", "x", "c"], FITS) == 0.5
    assert recall(["b", "a"], FITS) == 1


def test_recall_asks_no_more_than_there_is_room_for():
    assert recall(["a"], {"a": 3, "b": 3}, depth=1) == 1
