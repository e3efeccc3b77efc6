"""Words are marked where they were found, and the fragment is the piece that says most."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search.analysis import words
from search.highlight import LENGTH, fragment, mark, tidy


def terms(question):
    """The terms of a question, compounds with their parts."""
    return {term for word in words(question) if not word.is_stop for term in (word.term, *word.parts)}


def marked(parts):
    return [text for text, is_marked in parts if is_marked]


def whole(parts):
    return "".join(text for text, _is_marked in parts)


def test_mark_gives_the_whole_text_with_the_words_that_were_found():
    assert mark("Een bekend gezicht op school", terms("school")) == [
        ("Een bekend gezicht op ", False),
        ("school", True),
    ]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("De kinderen blijven thuis", "kind", ["kinderen"]),
        ("Een kind blijft thuis", "kinderen", ["kind"]),
        ("De Jeugdbeschermingstafel helpt", "jeugdbescherming", ["Jeugdbeschermingstafel"]),
        ("Aan de tafel zit ook de school", "tafel", ["tafel"]),
        ("Het café is open, het CAFÉ is dicht", "cafe", ["café", "CAFÉ"]),
        ("Een crèche, en nog een creche", "crèche", ["crèche", "creche"]),
        ("Niets hiervan", "school", []),
        ("", "school", []),
    ],
)
def test_mark_knows_other_forms_compounds_and_accents(text, question, expected):
    parts = mark(text, terms(question))
    assert marked(parts) == expected
    assert whole(parts) == text


def test_mark_in_a_name_takes_words_as_they_are():
    assert marked(mark("Jamal de Vries", {"de", "vries"}, names=True)) == ["de", "Vries"]
    assert marked(mark("Anna Kinderen", {"kind"}, names=True)) == []


def test_mark_of_words_in_a_row_wants_them_all_and_in_that_order():
    row = tuple(word.term for word in words("gecertificeerde instelling"))
    text = "Een instelling is nog geen gecertificeerde instelling"
    assert marked(mark(text, {row: 1.0})) == ["gecertificeerde instelling"]


def test_mark_of_words_beside_each_other_leaves_them_apart_with_a_small_word_between():
    row = tuple(word.term for word in words("huis geplaatst"))
    text = "Gewoon meedoen in huis in plaats van op bezoek, nadat een kind uit huis geplaatst was"
    assert marked(mark(text, {row: 1.0})) == ["huis geplaatst"]


def test_mark_of_a_row_with_a_gap_takes_the_word_between():
    raad, stad = (word.term for word in words("raad stad"))
    text = "De raad stad, de raad van de stad en de raad der stad"
    assert marked(mark(text, {(raad, "", stad): 1.0})) == ["raad der stad"]


def test_mark_of_parts_of_a_compound_wants_them_all():
    parts = {frozenset({"uithuis", words("plaats")[0].term}): 1.0}
    assert marked(mark("Het begint in plaats van nu", parts)) == []
    assert marked(mark("Uithuis is geen plaats", parts)) == ["Uithuis", "plaats"]
    assert fragment([("", "Het begint in plaats van nu. " + "Nog iets anders. " * 20 + "Uithuis.")], parts) == ("", [])


def test_mark_without_terms_leaves_a_text_as_it_is():
    assert mark("Een school", set()) == [("Een school", False)]


def test_fragment_is_the_piece_with_most_of_the_words():
    texts = [
        ("", "Een school in de buurt. " + "Er gebeurt van alles in het dorp. " * 20),
        (
            "In the document",
            "Zomaar iets. " * 30 + "Na een verhuizing mist een kind de oude school. " + "Nog iets. " * 30,
        ),
    ]
    label, parts = fragment(texts, terms("kind school verhuizing"))
    assert label == "In the document"
    assert marked(parts) == ["verhuizing", "kind", "school"]
    assert whole(parts).startswith("Na een verhuizing mist")


def test_fragment_prefers_the_rare_word_over_the_usual_one():
    texts = [
        ("", "Een kind speelt. " + "Er gebeurt niets. " * 30 + "De thuiszitter komt terug. " + "Verder niets. " * 30)
    ]
    weights = dict.fromkeys(terms("kind"), 0.5) | dict.fromkeys(terms("thuiszitter"), 4.0)
    assert "thuiszitter" in marked(fragment(texts, weights)[1])


def test_fragment_prefers_the_word_that_the_text_has_once():
    text = "Een kind gaat naar school. " * 60 + "Dit kind is thuiszitter. " + "Een kind gaat naar school. " * 60
    assert "thuiszitter" in marked(fragment([("", text)], terms("kind school thuiszitter"))[1])


def test_fragment_of_texts_that_are_worth_as_much_is_the_first():
    label, parts = fragment([("", "Over een school."), ("Steps", "Ook een school.")], terms("school"))
    assert (label, parts) == ("", [("Over een ", False), ("school", True), (".", False)])


def test_fragment_begins_and_ends_at_a_sentence_where_it_can():
    text = "Dit is het begin van alles. " * 20 + "De school belt. " + "Daarna gebeurt er nog heel veel meer. " * 20
    _label, parts = fragment([("", text)], terms("school"))
    assert whole(parts).startswith("De school belt. Daarna")
    assert whole(parts).endswith("meer.")
    assert len(whole(parts)) <= LENGTH


def test_fragment_in_a_long_sentence_is_cut_between_words_with_dots():
    text = "woord " * 200 + "school " + "nog " * 200
    _label, parts = fragment([("", text)], terms("school"))
    shown = whole(parts)
    assert shown.startswith("… woord ")
    assert shown.endswith(" nog …")
    assert set(shown.split()) == {"…", "woord", "school", "nog"}
    assert len(shown) <= LENGTH + 4


def test_fragment_is_plain_text_without_signs_of_markdown():
    text = "## Stappen\n\n* Ga naar **school** met [de ouders](https://example.org/x)\n* Bel `later`"
    assert whole(fragment([("", text)], terms("school"))[1]) == "Stappen Ga naar school met de ouders Bel later"


def test_fragment_does_not_end_with_the_number_of_the_next_step():
    text = "1. Eerst bel je de school en vertel je wat er is.\n2. Dan wacht je" + " een dag" * 60
    shown = whole(fragment([("", text)], terms("school"), 60)[1])
    assert shown == "Eerst bel je de school en vertel je wat er is."


def test_fragment_without_a_hit_is_empty():
    assert fragment([("", "Niets hiervan"), ("x", "")], terms("school")) == ("", [])
    assert fragment([], terms("school")) == ("", [])
    assert fragment([("", "Een school")], set()) == ("", [])


def test_fragment_is_found_deep_in_a_long_document():
    text = "Dit gaat over iets heel anders dan dat. " * 5_000 + "Hier staat de thuiszitter. " + "En door. " * 100
    assert marked(fragment([("", text)], terms("thuiszitter"))[1]) == ["thuiszitter"]


def test_fragment_analyses_only_a_little_of_a_long_text(monkeypatch):
    looked_at = []

    def count(text, *, names=False):
        looked_at.append(len(text))
        return []

    monkeypatch.setattr("search.highlight.tokens", count)
    fragment([("", "De school belt de ouders. " * 40_000)], {"school": 1.0})
    assert sum(looked_at) <= 3_000


@pytest.mark.parametrize(
    "text", ["school" * 20_000, "\n" * 5_000 + "school", "*" * 9_000 + " school", "school\0\ud800 x"]
)
def test_fragment_survives_strange_texts(text):
    _label, parts = fragment([("", text)], {"school"})
    assert len(whole(parts)) <= 2 * LENGTH + 4


@given(
    st.text(alphabet="school kind.\n*[]()é…-", max_size=900),
    st.sets(st.sampled_from(["school", "kind", "s", ("school", "kind")])),
)
@hypothesis_settings(max_examples=60)
def test_fragment_and_mark_never_lose_or_add_a_letter(text, wanted):
    assert whole(mark(text, wanted)) == text
    _label, parts = fragment([("", text)], wanted)
    assert whole(parts).removeprefix("… ").removesuffix(" …") in tidy(text) or not parts


def test_tidy_leaves_what_only_looks_like_a_sign():
    assert tidy("2 * 3 = 6 en kind_naam") == "2 3 = 6 en kind_naam"
    assert tidy("1. Bel\n2. Wacht") == "Bel Wacht"
