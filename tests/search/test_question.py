"""Reading what somebody typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.question import MOST_LETTERS, MOST_WORDS, Question, clean, parse


def surfaces(words):
    return [word.surface for word in words]


def shape(text):
    """(runs, phrases, without) as they were typed."""
    question = parse(text)
    return tuple([surfaces(words) for words in part] for part in (question.runs, question.phrases, question.without))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("jeugd zorg", ([["jeugd", "zorg"]], [], [])),
        ('"signs of safety"', ([], [["signs", "of", "safety"]], [])),
        ("„op tafel” x", ([["x"]], [["op", "tafel"]], [])),
        ("“op tafel”", ([], [["op", "tafel"]], [])),
        ("«op tafel»", ([], [["op", "tafel"]], [])),
        ("‘op tafel’", ([], [["op", "tafel"]], [])),
        ("'op tafel' leggen", ([["leggen"]], [["op", "tafel"]], [])),
        ("pleegzorg -crisis", ([["pleegzorg"]], [], [["crisis"]])),
        ("pleegzorg –crisis", ([["pleegzorg"]], [], [["crisis"]])),
        ('pleegzorg -"op tafel"', ([["pleegzorg"]], [], [["op", "tafel"]])),
        ("een -twee drie", ([["een"], ["drie"]], [], [["twee"]])),
    ],
)
def test_question_has_words_phrases_and_what_must_not_be_in_it(text, expected):
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("jeugd-ggz", [["jeugd-ggz"]]),
        ("in- en uitstroom", [["in", "en", "uitstroom"]]),
        ("praktijk - theorie", [["praktijk", "theorie"]]),
        ("praktijk -", [["praktijk"]]),
    ],
)
def test_hyphen_in_or_after_a_word_is_no_minus(text, expected):
    assert shape(text) == (expected, [], [])


def test_apostrophe_is_no_quote():
    runs, phrases, without = shape("'s avonds bij de IB'er en 's morgens")
    assert (len(runs), phrases, without) == (1, [], [])


def test_quote_that_isnt_closed_is_left_out():
    assert shape('pleegzorg "crisis opvang') == ([["pleegzorg", "crisis", "opvang"]], [], [])


@pytest.mark.parametrize(
    "text", ["", " ", "-", "--", '""', '" "', "***", "AND(", "😀🎉", "\x00", "?!", '-""'.strip("-")]
)
def test_question_without_words_is_empty(text):
    question = parse(text)
    assert question.is_empty == (surfaces(question.words) == [])


@pytest.mark.parametrize("text", ["-crisis", '-"op tafel"', "-een -twee"])
def test_question_of_minus_words_only_is_empty(text):
    question = parse(text)
    assert question.is_empty
    assert question.without


def test_clean_gives_one_line_without_unseen_signs():
    assert clean(" a\x00b\n\tc\u200b d\u202e ") == "a b c d"


def test_long_question_is_cut_off():
    question = parse("woord " * 20_000)
    assert len(question.text) <= MOST_LETTERS
    assert len(question.words) == MOST_WORDS


def test_all_pieces_together_have_at_most_so_many_words():
    question = parse(" ".join(f'w{n} "p{n} q{n}" -m{n}' for n in range(40)))
    total = sum(len(words) for part in (question.runs, question.phrases, question.without) for words in part)
    assert total == MOST_WORDS


def test_nothing_typed_is_the_empty_question():
    assert parse("") == Question()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="ab \"'-–*()„”‘’\x00\n", max_size=200))
def test_any_text_is_a_question(text):
    question = parse(text)
    assert all(words for part in (question.runs, question.phrases, question.without) for words in part)
    assert "\x00" not in question.text
