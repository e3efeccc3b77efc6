"""Typed text, cleaned: what a database refuses or an eye can't see does not get in."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from base.text import MAX_LENGTH, SafeCharField, SafeTextField, clean_text


class TextForm(forms.Form):
    line = SafeCharField()
    text = SafeTextField(required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gewoon\ttekst\n", "gewoon\ttekst\n"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("\ufeffbegin", "begin"),
        ("jpg\u202egnp.exe\u202c", "jpggnp.exe"),
        ("\u2066a\u2067b\u2068c\u2069\u202a\u202b\u202d", "abc"),
        ("half\ud83d en \udc00", "half en "),
        ("Zoe\u0308", "Zoë"),
        ("niet\ufffftekst\ufdd0", "niettekst"),
        ("👩‍👧 blijft", "👩‍👧 blijft"),
    ],
)
def test_clean_text_keeps_what_a_person_means(typed, kept):
    assert clean_text(typed) == kept


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaned_text_can_be_stored_and_is_clean_already(typed):
    cleaned = clean_text(typed)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned
    assert not {"\x00", "\r", "\u202e", "\u2066"} & set(cleaned)
    assert cleaned == unicodedata.normalize("NFC", cleaned)


def test_a_form_field_cleans_and_strips_what_it_gets():
    form = TextForm({"line": "  Een\r\nregel\u202e ", "text": "een\r\ntwee\x07 "})
    assert form.is_valid()
    assert form.cleaned_data == {"line": "Een regel", "text": "een\ntwee"}


def test_a_nul_is_a_form_error():
    form = TextForm({"line": "a\x00b", "text": "c\x00"})
    assert {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()} == {
        "line": ["null_characters_not_allowed"],
        "text": ["null_characters_not_allowed"],
    }


def test_text_over_the_limit_is_a_form_error_and_at_the_limit_is_not():
    assert TextForm({"line": "x", "text": "a" * MAX_LENGTH}).is_valid()
    form = TextForm({"line": "a" * 100_000, "text": "a" * (MAX_LENGTH + 1)})
    assert {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()} == {
        "line": ["max_length"],
        "text": ["max_length"],
    }


def test_only_invisible_characters_are_an_empty_answer():
    assert TextForm({"line": "\u202e\x07\ufeff"}).errors.as_data()["line"][0].code == "required"
