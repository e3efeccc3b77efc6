"""From Dutch text to terms that can be looked up: the same for every engine, for what is indexed and what is asked.

``terms`` is for an index, ``tokens`` for highlighting and explaining, ``words`` for a question, ``indexed_text`` for an
engine that wants one text and splits it on spaces.
"""

import re
from dataclasses import dataclass

# Part of what an index is made with: another version means another index (docs/search.md).
VERSION = 1

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


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


def tokens(text, *, names=False):
    """All tokens of a text, in order. In ``names`` nothing is stemmed, split or left out."""
    return [
        Token(match[0].lower(), position, match.start(), match.end())
        for position, match in enumerate(_WORD.finditer(text))
    ]


def terms(text, *, names=False):
    """What an index keeps of a text: a list of (term, position, weight)."""
    return [(token.text, token.position, token.weight) for token in tokens(text, names=names)]


def indexed_text(text, *, names=False):
    """The terms as one text for an engine that splits on spaces: the words in order first, then their parts."""
    found = tokens(text, names=names)
    whole = [token.text for token in found if token.weight == 1.0]
    return " ".join(whole + [token.text for token in found if token.weight != 1.0])


def words(text):
    """The words of a question, in order."""
    return [Word(match[0], match[0].lower(), match[0].lower()) for match in _WORD.finditer(text)]
