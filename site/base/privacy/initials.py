"""Initials that stand for a person: "J. de V.", "M.B.", "meisje S.", "J. de Vries"."""

import re

from base.privacy import words as lists
from base.privacy.folding import unaccented
from base.privacy.tokens import AGE_AFTER, CITED, last_word

_PREFIX = "van|de|der|den|ten|ter|te|el|al|'t|in|op|von|la|le|v|d|vd"
_LETTERS = r"(?:(?:[A-Z]|Ch|Th|Ph|IJ|Tj|Sj)\.[ -]?){1,5}"
_WITH_NAME = re.compile(rf"(?<![\w.'-]){_LETTERS}((?:(?:{_PREFIX})[ ]){{0,3}})([A-Z][\w'-]+)")
# "J. de V.", "M.v.d.B.", "A.B.", "J.-P. K."
_ONLY = re.compile(
    rf"(?<![\w.'@/-])(?:[A-Z]|Ch|Th|IJ)\.(?:[ -]?(?:[A-Z]|Ch|Th|IJ)\.)?[ ]?(?:(?:(?:{_PREFIX}|v\.d|v\."
    rf"|d\.)\.?[ ]?){{1,3}}[A-Z]\b\.?"
    r"|(?:[A-Z]\.){1,3})(?![\w@])"
)
_ABBREVIATIONS = frozenset(
    "b.v n.v v.o.f a.u.b p.s n.b z.o.z t.a.v u.s.a e.h.b.o s.o.s l.s i.b o.t.s i.q d.d m.b.t m.b.v o.a d.w.z "
    "a.d.h.d c.v t.b.v "
    "p.m a.m e.d e.a k.o e.v m.e s.v c.s h.b.o m.b.o v.m.b.o v.w.o p.o v.o t.v c.d d.v.d u.k v.s n.a q.a w.c "
    "m.a b.a h.r".split()
)
_LETTER = re.compile(r"(?<![\w.'&/-])([A-Z])(\.?)(?!'(?!s\b)|[\w&/+-])")
_GOES_ON = re.compile(r"(?! (?:en|of) [A-Z]\b)(?:,? [a-z]|'s? [a-z])")
_OWN = re.compile(r"'s\b")


def initials(text: str):
    yield from _with_name(text)
    yield from _only(text)
    yield from _single(text)


def _with_name(text):
    for match in _WITH_NAME.finditer(text):
        prefix, surname = match.group(1), unaccented(match.group(2))
        several = match.group().count(".") > 1
        line_start = text[max(0, match.start() - 2) : match.start()].strip(" ") in ("", "\n")
        if surname in lists.NOT_A_NAME or lists.INSTITUTION.search(surname) or CITED.match(text, match.end()):
            continue
        if last_word(text, match.start()) in lists.BEFORE_LETTER and not prefix:
            continue
        known = surname in lists.surnames() or surname in lists.surname_words() or prefix + surname in lists.surnames()
        # "vitamine C. Daarna" and the heading "A. Inleiding" are no names.
        if prefix or known or several and not lists.ordinary(surname):
            yield match.start(), match.end(), "name"
        elif not line_start and len(surname) > 3 and surname not in lists.STARTERS and not lists.ordinary(surname):
            yield match.start(), match.end(), "name"


def _only(text):
    for match in _ONLY.finditer(text):
        key = match.group().lower().replace(" ", "").rstrip(".")
        if key not in _ABBREVIATIONS and last_word(text, match.start()) not in lists.BEFORE_LETTER:
            yield match.start(), match.end(), "initials"


def _single(text):
    """A single letter for a person: "meisje S.", "J. is boos", "met K. gesproken"; and then everywhere in the "
    "text."""
    places, sure = [], set()
    for match in _LETTER.finditer(text):
        before = last_word(text, match.start())
        if before in lists.BEFORE_LETTER:
            continue
        after = text[match.end() : match.end() + 12]
        person = before in lists.ROLES or before in lists.TITLES or AGE_AFTER.match(text, match.end())
        if person or (match.group(2) and (before in lists.WITH_PERSON or _GOES_ON.match(after))):
            sure.add(match.group(1))
            yield match.start(), match.end(), "initials"
        elif match.group(2) or _OWN.match(after):
            places.append(match)
    for match in places:
        if match.group(1) in sure:
            yield match.start(), match.end(), "initials"
