"""Fields of lists: what an address asks, made something known."""

import pytest

from base.list_fields import MOST_LETTERS, KnownValues, PageNumber, SearchWords


@pytest.mark.parametrize(
    ("typed", "words"),
    [(None, ""), ("", ""), ("  twee   woorden ", "twee woorden"), ("!?…", ""), ("a" * 300, "a" * MOST_LETTERS)],
)
def test_words_stand_on_one_line(typed, words):
    assert SearchWords().clean(typed) == words


@pytest.mark.parametrize("letter", ["\ufb2c", "\u1f82", "é"])
def test_words_are_never_longer_than_what_can_be_stored(letter):
    """Some letters become three when they are written in the usual way."""
    assert len(SearchWords().clean(letter * 500)) <= MOST_LETTERS


@pytest.mark.parametrize(
    ("typed", "number"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("9999999", 1), (None, 1), ("²", 1)]
)
def test_a_page_is_a_number(typed, number):
    assert PageNumber().clean(typed) == number


def test_unknown_values_are_left_out_and_known_ones_stand_once():
    assert KnownValues(["a", "b"]).clean(["b", "x", "b", "a"]) == ["b", "a"]
