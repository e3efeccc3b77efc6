"""Numbers in words, as somebody says them: "nul zes, twaalf vierendertig", "tweeduizend tien".

``spoken(text)`` gives the runs of number words, digits between them included, as ``Run``: the digits that are meant,
and for each group of them its place in the text. ``phones`` and ``numbers`` look for their numbers in those digits.
"""

import re
from dataclasses import dataclass

from base.privacy.folding import unaccented

_UNITS = "nul een twee drie vier vijf zes zeven acht negen".split()
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


def _below_hundred():
    numbers = {word: number for number, word in enumerate(_UNITS + _TEENS)}
    for ten, word in enumerate(_TENS, start=2):
        numbers[word] = ten * 10
        for unit, name in enumerate(_UNITS[1:], start=1):
            numbers[f"{name}en{word}"] = ten * 10 + unit
    return numbers


BELOW_HUNDRED = _below_hundred()
WORDS = {word: str(number) for word, number in BELOW_HUNDRED.items()} | {"zero": "0", "twe": "2", "zeuven": "7"}
_TWICE = ("dubbel", "dubbele", "tweemaal")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_NUMBER = r"(?:nul|zero|[eé][eé]n|twee|drie|vier|vijf|zes|zeven|acht|negen|elf|twaalf|t(?:ien|ig))"
_TWO = re.compile(rf"{_NUMBER}[\s,.\-/;:]{{1,4}}(?:{_NUMBER}(?!\w)|\d)", re.IGNORECASE)
_YEAR = re.compile(r"(negentien|twintig|tweeduizend)(?:honderd)?(?:en)?([a-z]*)\Z")
FEWEST = 7


@dataclass(frozen=True, slots=True)
class Run:
    """Digits that were said after each other, each group with its place: ``groups`` are (digits, start, end)."""

    groups: list[tuple[str, int, int]]


def spoken(text: str):
    """Runs of at least seven digits of which some are words. Digits only are no business of this module."""
    # Quick way out: hardly any text has two of these words beside each other.
    if not _TWO.search(text):
        return
    groups, words, last, twice = [], 0, 0, False
    for match in _WORD.finditer(text):
        digits, word = None, match.group()
        if word.isdigit():
            digits = word
        elif len(word) <= 20:
            key = unaccented(word)
            digits = WORDS.get(key)
            if digits is None and key in _TWICE:
                twice = True
                continue
            if digits is None and key == "en" and groups:
                continue
        if digits is None or (groups and not _close(text, last, match.start(), twice)):
            yield from _run(groups, words)
            groups, words = [], 0
        if digits is not None:
            if twice:
                digits *= 2
            groups.append((digits, match.start(), match.end()))
            words += not word.isdigit()
            last = match.end()
        twice = False
    yield from _run(groups, words)


def _close(text, last, start, twice) -> bool:
    gap = text[last:start]
    return len(gap) <= (16 if twice else 8) and bool(re.fullmatch(r"(?:[\s,.\-/;:]|en|dubbele?|tweemaal)*", gap))


def _run(groups, words):
    if words >= 2 and sum(len(digits) for digits, _start, _end in groups) >= FEWEST:
        yield Run(groups)


def year_in_words(word: str) -> int | None:
    """ "tweeduizendveertien" is 2014 and "negentienhonderdvijfentachtig" 1985."""
    match = _YEAR.match(unaccented(word).replace(" ", ""))
    if not match:
        return None
    century = {"negentien": 1900, "twintig": 2000, "tweeduizend": 2000}[match.group(1)]
    rest = BELOW_HUNDRED.get(match.group(2), 0 if not match.group(2) else None)
    if rest is None or (match.group(1) != "tweeduizend" and not match.group(2)):
        return None
    return century + rest
