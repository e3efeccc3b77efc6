"""The words of a text with their places, and what marks a person beside a word."""

import re
from dataclasses import dataclass

from base.privacy.folding import unaccented

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BEFORE_START = " \t\"'“”„«»(*_#>-[\u2022\u00b7"
_ABBREVIATION = re.compile(
    r"(?:^|[^\w])(?:dhr|mw|mevr|mej|fam|dr|drs|mr|ir|ing|prof|st|jl|bijv|bv|nl|ca|evt|resp|o\.a|m\.n|i\.v\.m|d\.w\.z"
    r"|[A-Za-z])\Z",
    re.IGNORECASE,
)
AGE_AFTER = re.compile(
    r"\s?\(\s?\d{1,2}(?:[,;)]|\s?(?:jaar|jr|mnd|maanden|weken))|,? (?:van |is |wordt |was )?\d{1,2}[ -]?"
    r"(?:jaar|jr|jarige?|maanden|mnd)\b|, \d{1,2},",
    re.IGNORECASE,
)
CITED = re.compile(r"(?:,? (?:&|en|et al\.?|e\.a\.)[^.()]{0,60})?[ ,]{0,2}\(?\s?(?:19|20)\d\d")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ .'\"(,]{0,3}\Z")


@dataclass(slots=True)
class Token:
    start: int
    end: int
    word: str
    key: str
    cap: bool
    opens: bool  # at the start of a sentence, a line or a heading


def tokens(text: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        key = word.lower() if word.isascii() else unaccented(word)
        cap = word[0].isupper()
        # Whether it opens a sentence is only asked about words with a capital.
        found.append(Token(start, end, word, key, cap, cap and _opens(text, start)))
    return found


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at].rstrip(_BEFORE_START)
    if not before:
        return True
    return before[-1] in "!?:;\n•" or (before[-1] == "." and not _ABBREVIATION.search(before[:-1]))


def last_word(text: str, at: int) -> str:
    match = _LAST_WORD.search(text[max(0, at - 30) : at])
    return unaccented(match.group(1)) if match else ""
