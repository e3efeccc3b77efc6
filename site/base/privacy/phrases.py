"""What carries a name and is no person: web addresses, methods, organisations, and what a room allows."""

import re
from collections.abc import Iterable

from base.privacy import words as lists

_URL = re.compile(r"(?:https?://|www\.)\S+|\S{1,60}\.(?:nl|com|org|eu|be)\b")


def not_personal(text: str, allow: Iterable[str] = ()) -> bytearray:
    """For each character whether it is of something else than a person: a known phrase, a web address."""
    marked = bytearray(len(text))
    for match in _URL.finditer(text):
        marked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    low = text.lower()
    if len(low) != len(text):
        return marked  # a letter whose lower case is longer: places would be off
    for phrase in (*lists.not_personal(), *(words.strip().lower() for words in allow)):
        at = low.find(phrase) if phrase else -1
        while at >= 0:
            end = at + len(phrase)
            if not (low[at - 1 : at].isalnum() or low[end : end + 1].isalnum()):
                marked[at:end] = b"\x01" * len(phrase)
            at = low.find(phrase, at + 1)
    return marked
