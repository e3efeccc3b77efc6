"""All that is known of one word as it was written, made once and remembered."""

from dataclasses import dataclass

from search.dutch import compounds
from search.dutch.signs import APOSTROPHE, HYPHEN, fold
from search.dutch.stems import stem
from search.dutch.stop_words import STOP_WORDS

PIECE = 0.6  # what a piece of a word with a hyphen weighs beside the whole
PART = 0.5  # what a part of a compound weighs

# What may follow an apostrophe as an ending ("foto's", "IB'er", "baby'tje"), and whether the rest alone is the word.
_ENDINGS = {"s": True, "er": False, "ers": False, "tje": False, "tjes": False, "je": False, "jes": False, "en": False}
_MOST = 40_000  # words remembered in a process
_MOST_LETTERS = 100  # of a word or piece; what follows is no word that anybody looks for
_MOST_PIECES = 12
_remembered = {}


@dataclass(frozen=True, slots=True)
class Form:
    """A word and what an index keeps of it: (term, weight), the word itself first."""

    folded: str
    term: str
    parts: tuple  # terms
    pieces: tuple  # folded
    is_stop: bool
    terms: tuple
    name_terms: tuple


def form(surface):
    """The ``Form`` of a word as it was written."""
    remembered = _remembered
    known = remembered.get(surface)
    if known is None:
        if len(remembered) >= _MOST:
            remembered.clear()
        known = _make(surface)
        if len(surface) <= _MOST_LETTERS:
            remembered[surface] = known
    return known


def forget():
    """Analyse every word anew: rules or words were added."""
    global _remembered
    # another dictionary, so that a thread that is at a word now puts it into the old one
    _remembered = {}


def _make(surface):
    folded, pieces = _pieces(surface)
    if not folded:
        return Form("", "", (), (), False, (), ())
    term = stem(folded)
    smaller = {}
    parts = []
    for piece in pieces or (folded,):
        if pieces:
            smaller[stem(piece)] = PIECE
        spans = compounds.split(piece)
        parts += [stem(piece[start:end]) for start, end in spans] or ([stem(piece)] if pieces else [])
        for start, end in _runs(spans):
            smaller.setdefault(stem(piece[start:end]), PART)
    smaller.pop(term, None)
    parts = tuple(dict.fromkeys(part for part in parts if part != term))
    return Form(
        folded=folded,
        term=term,
        parts=parts,
        pieces=pieces,
        is_stop=not pieces and folded in STOP_WORDS,
        terms=((term, 1.0), *smaller.items()),
        name_terms=((folded, 1.0), *((piece, PIECE) for piece in pieces if piece != folded)),
    )


def _pieces(surface):
    """The whole word folded, and the pieces between its hyphens and apostrophes if it has any."""
    if surface.isalnum():
        return fold(surface)[:_MOST_LETTERS], ()
    whole, pieces = "", []
    for piece in HYPHEN.split(surface, _MOST_PIECES):
        sides = [fold(side)[:_MOST_LETTERS] for side in APOSTROPHE.split(piece, _MOST_PIECES)]
        if len(sides) > 1 and sides[-1] in _ENDINGS:
            if _ENDINGS[sides[-1]]:
                sides.pop()
                pieces.append("".join(sides))
            else:
                pieces += ["".join(sides), "".join(sides[:-1])]
        else:
            pieces += sides
        whole += "".join(sides)
    whole = whole[:_MOST_LETTERS]
    pieces = tuple(dict.fromkeys(piece for piece in pieces if piece))
    return whole, pieces if pieces != (whole,) else ()


def _runs(spans):
    """The parts, and every run of parts that is shorter than the whole: sub-compounds."""
    for length in range(1, len(spans)):
        for first in range(len(spans) - length + 1):
            yield spans[first][0], spans[first + length - 1][1]
