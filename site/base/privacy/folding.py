"""One text, two readings: as it was typed, and folded so that no disguise of letters or digits helps."""

import html
import re
import unicodedata

# Any sign that isn't ASCII, and "&#64;", "&commat;", "&nbsp": what stands for a sign may be pasted as it is.
_SPECIAL = re.compile(r"[^\x00-\x7f]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,20});?")
_DASHES = {"−": "-", "⁃": "-", "﹣": "-"}


def fold(text: str) -> tuple[str, list[int], list[int]]:
    """The text with plain digits, dashes, quotes and spaces and without invisible characters.

    With it, for each character of the folded text, where it starts and ends in the original one.
    """
    if text.isascii() and "&" not in text:
        return text, range(len(text)), range(1, len(text) + 1)
    folded, starts, ends = [], [], []

    def plain_run(at, end):
        folded.extend(text[at:end])
        starts.extend(range(at, end))
        ends.extend(range(at + 1, end + 1))

    done = 0
    for match in _SPECIAL.finditer(text):
        plain_run(done, match.start())
        done = match.end()
        meant = html.unescape(match.group())
        if len(match.group()) > 1 and meant == match.group():
            plain_run(match.start(), match.end())
            continue
        for char in meant:
            for plain in _plain(char, folded[-1] if folded else ""):
                if plain is _JOIN:
                    folded[-1] = unicodedata.normalize("NFC", folded[-1] + char)
                    ends[-1] = done
                else:
                    folded.append(plain)
                    starts.append(match.start())
                    ends.append(done)
    plain_run(done, len(text))
    return "".join(folded), starts, ends


_JOIN = object()


def _plain(char: str, before: str):
    """What stands for this character: nothing, itself, others, or a mark on the letter before it."""
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category == "Cf" or char == "\u034f" or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd" or char in _DASHES:
        return "-"
    if category in ("Zs", "Zl", "Zp"):
        return " " if category == "Zs" else "\n"
    if char in "‘’ʼ′`´＇":
        return "'"
    if category == "Mn":
        return (_JOIN,) if len(unicodedata.normalize("NFC", before + char)) == 1 and before else ""
    return unicodedata.normalize("NFKC", char)


_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


def unaccented(word: str) -> str:
    """Lower case without accents, the form in which the word lists are kept."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFD", word.casefold().translate(_LETTERS))
    return "".join(char for char in spread if unicodedata.category(char) != "Mn")
