"""Names of people, by lists and by the words around them: asked about, never blocked.

A name on the list counts, unless it is also a word ("Roos", "Wil") that stands at the start of a sentence.
A word that is on no list counts after "mevrouw" or "zoontje", before "(9)", and after a first name.
Organisations, methods and sources of literature that carry a name do not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from base.privacy import words as lists
from base.privacy.folding import unaccented

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BEFORE_START = " \t\"'“”„«»(*_#>-[\u2022\u00b7"
_ABBREVIATION = re.compile(
    r"(?:^|[^\w])(?:dhr|mw|mevr|mej|fam|dr|drs|mr|ir|ing|prof|st|jl|bijv|bv|nl|ca|evt|resp|o\.a|m\.n|i\.v\.m|d\.w\.z"
    r"|[A-Za-z])\Z",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"\s?\(\s?\d{1,2}(?:[,;)]|\s?(?:jaar|jr|mnd|maanden|weken))|,? (?:van |is |wordt |was )?\d{1,2}[ -]?"
    r"(?:jaar|jr|jarige?|maanden|mnd)\b",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:,? (?:&|en|et al\.?|e\.a\.)[^.()]{0,60})?[ ,]{0,2}\(?\s?(?:19|20)\d\d")
_INITIALS = re.compile(
    r"(?<![\w.'-])(?:(?:[A-Z]|Ch|Th|Ph|IJ|Tj|Sj)\.[ -]?){1,5}"
    r"((?:(?:van|de|der|den|ten|ter|te|el|al|'t|in|op|von|la|le)[ ]){0,3})([A-Z][\w'-]+)"
)
_LETTER = re.compile(r"(?<![\w.'&/-])([A-Z])(\.?)(?![\w'&/+-])")
_GOES_ON = re.compile(r"(?! (?:en|of) [A-Z]\b)(?:,? [a-z]|'s? [a-z])")
_URL = re.compile(r"(?:https?://|www\.)\S+|\S{1,60}\.(?:nl|com|org|eu|be)\b")


@dataclass(slots=True)
class Token:
    start: int
    end: int
    word: str
    key: str
    cap: bool
    opens: bool  # at the start of a sentence, a line or a heading


def tokens(text: str) -> list[Token]:
    return [
        Token(m.start(), m.end(), m.group(), unaccented(m.group()), m.group()[0].isupper(), _opens(text, m.start()))
        for m in _TOKEN.finditer(text)
    ]


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at].rstrip(_BEFORE_START)
    if not before:
        return True
    if before[-1] in "!?:;\n•" or (before[-1] == "." and not _ABBREVIATION.search(before[:-1])):
        return True
    return False


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


def names(text: str, words: list[Token], skip: set[int], extra: Iterable[str] = ()):
    search = _Search(text, words, skip)
    yield from search.run()
    yield from search.with_initials()
    yield from search.letters()
    for name in extra:
        if name.strip():
            for match in re.finditer(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE):
                yield match.start(), match.end(), "name"


class _Search:
    def __init__(self, text, words, skip):
        self.text, self.words, self.skip = text, words, skip

    def run(self):
        index = 0
        while index < len(self.words):
            end = None if index in self.skip else self._name_at(index)
            if end is None:
                index += 1
            else:
                first, last = self.words[index], self.words[end]
                if not self._organisation(index, end):
                    yield first.start, self._with_letter(last.end), "name"
                index = end + 1

    # ---------- one place in the text ----------

    def _name_at(self, index):
        """The index of the last word of the name that starts here, or None."""
        token = self.words[index]
        context = self._context(index)
        if context == "title":
            return self._after_title(index)
        if self._first_name(index, context):
            return self._surname_after(index)
        if token.cap and context == "role" and not token.opens and self._may_be_name(index):
            return self._surname_after(index)
        if token.cap and not token.opens and self._may_be_name(index) and _AGE_AFTER.match(self.text, token.end):
            return index
        return self._known_surname(index)

    def _context(self, index):
        """Whether the word just before says that a person follows: "title", "role" or nothing."""
        if index == 0:
            return ""
        before, token = self.words[index - 1], self.words[index]
        gap = self.text[before.end : token.start]
        dotted = "." if before.key in lists.SHORT_TITLES else ""
        if before.key in lists.TITLES and gap.strip(" ") in ("", dotted) and len(gap) <= 3:
            return "title"
        if gap.strip(" '\"(,") not in ("", ":") or len(gap) > 3:
            return ""
        if before.key in lists.ROLES:
            return "role"
        # "de moeder van Xavi", "zij heet Xavi"
        earlier = self.words[max(0, index - 8) : index - 1]
        if before.key == "van" and earlier and earlier[-1].key in lists.ROLES:
            return "role"
        if before.key in lists.CALLED and any(word.key in lists.PEOPLE for word in earlier):
            return "role"
        return ""

    def _after_title(self, index):
        token = self.words[index]
        if token.cap and self._may_be_name(index):
            return self._surname_after(index)
        last = self._past_prefix(index)
        if last is not None and last > index and self._may_be_name(last):
            return last
        unsure = token.key in lists.name_words() or token.key in lists.weak_names()
        return index if token.key in lists.first_names() and not unsure else None

    def _first_name(self, index, context) -> bool:
        token = self.words[index]
        key = self._listed(token)
        if key is None:
            return False
        aged = bool(_AGE_AFTER.match(self.text, token.end))
        if not token.cap:
            if context == "role" or aged:
                return key not in lists.name_words() and key not in lists.weak_names()
            return len(key) >= 4 and key == token.key and key not in lists.name_words() and "-" not in key
        if context or aged:
            return True
        if key in lists.weak_names():
            return self._surname_after(index) > index and not token.opens
        if key in lists.name_words() and token.opens:
            return self._surname_after(index) > index or self._acts(index)
        # "JIM's" and "EVA": an abbreviation rather than a name.
        capitals = token.word.removesuffix("'s")
        return not capitals.isupper() or len(capitals) > 3 and key not in lists.name_words()

    def _listed(self, token):
        """The listed first name in a word, also in "Daans", "Sanne's" and "Anne-Fleur"."""
        key = token.key
        known = lists.first_names()
        if key in known:
            return key
        if key.endswith("'s") and key[:-2] in known:
            return key[:-2]
        if not token.cap:
            return None
        if key.endswith("s") and key[:-1] in known and key[:-1] not in lists.name_words() and len(key) > 4:
            return key[:-1]
        if "-" in key:
            parts = key.split("-")
            if parts[0] in known and token.word.split("-")[1][0].isupper():
                return parts[0]
        return None

    def _acts(self, index) -> bool:
        """What follows makes it a person: "Roos woont bij haar oma", "Roos en haar zus", "Roos en Tim"."""
        if index + 1 >= len(self.words):
            return False
        token, after = self.words[index], self.words[index + 1]
        if self.text[token.end : after.start] != " ":
            return False
        if after.key == "en" and index + 2 < len(self.words):
            third = self.words[index + 2]
            return third.key in ("haar", "zijn", "hun") or third.cap and self._listed(third) is not None
        return after.key in lists.VERBS

    # ---------- what follows a first name ----------

    def _surname_after(self, index) -> int:
        """The last word of the name: second first names, prefixes and surname included."""
        last = index
        for _step in range(3):
            after = last + 1
            if not self._adjoins(last, after):
                break
            if self.words[after].cap and self._may_be_name(after):
                last = after
                continue
            end = self._past_prefix(after)
            if end is None or end == after or not self._may_be_name(end):
                break
            last = end
        return last

    def _adjoins(self, index, after) -> bool:
        if after >= len(self.words) or after in self.skip:
            return False
        return self.text[self.words[index].end : self.words[after].start] in (" ", "  ", "-", " - ")

    def _past_prefix(self, index):
        """From a prefix ("van der") to the surname after it; None where no prefix stands here."""
        at = index
        while at < len(self.words) and self.words[at].key in lists.PREFIXES and at - index < 3:
            if not self._adjoins(at, at + 1):
                return None
            at += 1
        if at == index:
            return None
        phrase = " ".join(token.key for token in self.words[index : at + 1])
        return at if self.words[at].cap or phrase in lists.surnames() else None

    def _known_surname(self, index):
        """A surname alone: from the list, with its prefix, or after "El" and "Ben"."""
        token = self.words[index]
        last = self._past_prefix(index) if token.key in lists.PREFIXES else None
        if last is not None and self.words[last].cap and self._may_be_name(last):
            phrase = " ".join(word.key for word in self.words[index : last + 1])
            sure = token.key in lists.SURE_PREFIXES and token.cap and not token.opens
            if phrase in lists.surnames() or sure or (last > index + 1 and token.cap and not token.opens):
                return None if self._cited(last) else last
        if token.cap and token.key in lists.surnames() and not token.word.isupper() and not self._cited(index):
            return index
        return None

    # ---------- what is no person ----------

    def _may_be_name(self, index) -> bool:
        token = self.words[index]
        if index in self.skip or len(token.key) < 2 or token.key in lists.NOT_A_NAME:
            return False
        if lists.INSTITUTION.search(token.key):
            return False
        return not (token.word.isupper() and len(token.word) > 1 and token.key not in lists.first_names())

    def _cited(self, index) -> bool:
        return bool(_CITED.match(self.text, self.words[index].end))

    def _organisation(self, first, last) -> bool:
        """The name of an institution or method: "Stichting Anna", "Emma Kliniek", "Gordon-training"."""
        if lists.INSTITUTION.search(self.words[last].key):
            return True
        after = last + 1
        if self._adjoins(last, after):
            word = self.words[after]
            if word.key in lists.AFTER_NAME or word.cap and lists.INSTITUTION.search(word.key):
                return True
        before = first - 1
        if before >= 0 and self.words[before].key in lists.BEFORE_INSTITUTION:
            gap = self.text[self.words[before].end : self.words[first].start]
            return gap.strip(" '\"") in ("", ".") and (gap[0] != "." or len(self.words[before].key) <= 4)
        return False

    def _with_letter(self, end: int) -> int:
        """The initial that stands for a surname, "Daan T."."""
        match = re.compile(r" [A-Z]\.(?!\w)").match(self.text, end)
        return match.end() if match else end

    # ---------- initials ----------

    def with_initials(self):
        for match in _INITIALS.finditer(self.text):
            prefix, surname = match.group(1), unaccented(match.group(2))
            several = match.group().count(".") > 1
            line_start = self.text[max(0, match.start() - 2) : match.start()].strip(" ") in ("", "\n")
            if surname in lists.NOT_A_NAME or lists.INSTITUTION.search(surname) or _CITED.match(self.text, match.end()):
                continue
            before = _last_word(self.text, match.start())
            if before in lists.BEFORE_LETTER and not prefix:
                continue
            known = surname in lists.surnames() or prefix + surname in lists.surnames()
            # "vitamine C. Daarna" and the heading "A. Inleiding" are no names.
            if prefix or several or known or not line_start and len(surname) > 3 and surname not in lists.STARTERS:
                yield match.start(), match.end(), "name"

    def letters(self):
        """A single letter for a person: "meisje S.", "J. is boos", "met K. gesproken"."""
        for match in _LETTER.finditer(self.text):
            before = _last_word(self.text, match.start())
            if before in lists.BEFORE_LETTER:
                continue
            after = self.text[match.end() : match.end() + 12]
            if before in lists.ROLES or before in lists.TITLES or _AGE_AFTER.match(self.text, match.end()):
                yield match.start(), match.end(), "initials"
            elif match.group(2) and (before in lists.WITH_PERSON or _GOES_ON.match(after)):
                yield match.start(), match.end(), "initials"


def _last_word(text: str, at: int) -> str:
    match = re.search(r"([^\W\d_]+)[ .'\"(]{0,3}\Z", text[max(0, at - 30) : at])
    return unaccented(match.group(1)) if match else ""
