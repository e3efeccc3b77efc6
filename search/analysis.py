"""From Dutch text to terms that can be looked up: the same for every engine, for what is indexed and what is asked.

``terms`` is for an index, ``tokens`` for highlighting and explaining, ``words`` for a question, ``indexed_text`` for an
engine that wants one text and splits it on spaces.

Words of a text have positions 0, 1, 2, …, stop words included, and a question has as many words as it would have
positions as a text. A text of stop words alone ("Van wie ben ik?") keeps them, in the index as in a question.
"""

from dataclasses import dataclass

from search.dutch import forms
from search.dutch.signs import WORD

# Part of what an index is made with: another version means another index (docs/search.md).
VERSION = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A term at a place: ``start`` and ``end`` are offsets in the text as it was given.

    ``weight`` is 1 for the word itself and less for a part of a compound, which has the same position and offsets.
    """

    text: str
    position: int
    start: int
    end: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question. ``parts`` are the terms of the parts of a compound, empty for a simple word."""

    surface: str  # as it was typed
    folded: str  # lower case, without accents: what fields of names hold
    term: str  # what fields of text hold: the stem
    parts: tuple = ()
    is_stop: bool = False
    pieces: tuple = ()  # of a word with a hyphen: its pieces as fields of names hold them


def tokens(text, *, names=False):
    """All tokens of a text, in order. In ``names`` nothing is stemmed, split or left out."""
    return [
        Token(term, position, match.start(), match.end(), weight)
        for position, match, form in _kept(text, names)
        for term, weight in (form.name_terms if names else form.terms)
    ]


def terms(text, *, names=False):
    """What an index keeps of a text: a list of (term, position, weight)."""
    return [
        (term, position, weight)
        for position, _, form in _kept(text, names)
        for term, weight in (form.name_terms if names else form.terms)
    ]


def indexed_text(text, *, names=False):
    """The terms as one text for an engine that splits on spaces: the words in order first, then their parts."""
    found = terms(text, names=names)
    whole = [term for term, _, weight in found if weight == 1.0]
    return " ".join(whole + [term for term, _, weight in found if weight != 1.0])


def words(text):
    """The words of a question, in order."""
    found = _found(text)
    only_stop = all(form.is_stop for _, _, form in found)
    return [
        Word(match[0], form.folded, form.term, form.parts, form.is_stop and not only_stop, form.pieces)
        for _, match, form in found
    ]


def _found(text):
    """(position, match, form) of every word; what has no letter or digit in it is none."""
    looked_up = ((match, forms.form(match[0])) for match in WORD.finditer(text))
    found = [(match, form) for match, form in looked_up if form.folded]
    return [(position, match, form) for position, (match, form) in enumerate(found)]


def _kept(text, names):
    """``_found`` without stop words, unless there is nothing else."""
    found = _found(text)
    if names:
        return found
    return [entry for entry in found if not entry[2].is_stop] or found
