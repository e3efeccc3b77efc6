"""Where words begin and end in a text, and how the same word gets the same letters."""

import re
import unicodedata

# Signs inside a word that nobody sees: soft hyphen, zero-width space and joiners, direction marks, byte order mark.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_HYPHENS = "\\-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\uff07"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_DOTS = ".\uff0e\u2024"

_SIGN = rf"(?:[^\W_{_APOSTROPHES}][{_MARKS}{_UNSEEN}]*)"
_LETTER = rf"(?:[^\W\d_{_APOSTROPHES}][{_MARKS}{_UNSEEN}]*)"
# "g.g.z." is one word; "J.P. de Vries" begins with one.
_DOTTED = rf"{_LETTER}(?:[{_DOTS}]{_LETTER})+(?!{_SIGN})"
_JOINED = rf"{_SIGN}+(?:[{_HYPHENS}{_APOSTROPHES}]{_SIGN}+)*"
WORD = re.compile(rf"{_DOTTED}|{_JOINED}")

HYPHEN = re.compile(f"[{_HYPHENS}]")
APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")

# Letters that Unicode doesn't take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)


def fold(text):
    """Lower case without accents and without anything but letters and digits; may be empty."""
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(filter(str.isalnum, text)).lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(filter(str.isalnum, apart.translate(_LETTERS)))
