"""One form for all forms of a word: the old Dutch stemmer of Snowball, with repairs before and after it.

A repair needs proof: a form is only taken back to a verb, a singular or a word without "-tje" that the word list knows.
So "verhuist" becomes "verhuizen", but "kunst" stays what it is.
"""

import re
import threading

from snowballstemmer.dutch_porter_stemmer import DutchPorterStemmer

from search.dutch.irregular import AS_IT_IS, FIXED, FORMS, STRONG
from search.dutch.lexicon import zipf

_local = threading.local()
_DOUBLED = re.compile(r"([bcdfghjklmnprstvwxz])\1$")
_VOWELS = "aeiouy"
_LONG = re.compile(r"(?:^|[^aeiouy])(?:aa|ee|oo|uu)[^aeiouy]$")
_SHORT = re.compile(r"(?:^|[^aeiouy])[aeiou][^aeiouywx]$")
_UNSTRESSED = re.compile(r".*[aeiouy].*(?:e[lmnr]|ig)$")
# Prefixes of verbs: those that stay, and those between which and the verb "ge" stands.
_FAST = ("be", "ver", "ont", "her", "er", "onder", "over", "voor", "door", "mis", "om", "ge")
_LOOSE = (
    "aan achter af bij binnen deel door in mee na om op over plaats samen tegen terug toe uit vast voor vrij weg"
).split()
_GE = re.compile(rf"^({'|'.join(_LOOSE)}|)ge(.{{3,}})$")
# So usual must a verb or a singular be to count as known.
_KNOWN = 2.2
# So much more usual must a verb be than the plural of the noun that looks like one of its forms ("plant", "planten").
_MARGIN = 0.7


def stem(word):
    """The stem of a folded word. It is a key to look things up by, not always a word."""
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return FORMS.get(word, word)
    base = FORMS.get(word)
    if base is None:
        base = word if word in AS_IT_IS else _singular(word)
        base = FORMS.get(base) or _in_compound(base) or (base if base in AS_IT_IS else _verb(base) or base)
    if base in FIXED:
        return base
    found = _porter(base)
    if any(vowel in found for vowel in _VOWELS):
        found = _DOUBLED.sub(r"\1", found)
    if found != base:
        if found[-1:] == "z":
            return found[:-1] + "s"
        if found[-1:] == "v":
            return found[:-1] + "f"
    return found


def _porter(word):
    # A stemmer keeps the word it is at in itself, so each thread has its own.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = DutchPorterStemmer()
    return stemmer.stemWord(word)


def _in_compound(word):
    """The last part of a compound as irregular as it is alone: "pleegkinderen"."""
    for size in range(min(len(word) - 3, 12), 5, -1):
        base = FORMS.get(word[-size:])
        if base and word[-size:].startswith(("kind", "gezin", "zoon", "zonen", "dochter", "ouderen", "jongen")):
            return word[:-size] + base
    return ""


def _singular(word):
    """Without an "s" after a vowel and without "-tje", which Snowball leaves."""
    if word.endswith("s") and word[-2] in _VOWELS and len(word) > 4:
        singular = word[:-1]
        if (
            word.endswith("jes")
            or (word.endswith("ies") and not zipf(word))
            or zipf(singular) > max(2.5, zipf(word) - 1)
        ):
            word = singular
    if word.endswith("ieen"):
        return word[:-2]
    if word.endswith("eeen"):
        return word[:-2]
    if word.endswith("je") and len(word) > 5 and word not in AS_IT_IS:
        return next((base for base in _bigger(word) if zipf(base) > 3), word)
    return word


def _bigger(word):
    """What a diminutive may be of: "huisje", "broertje", "vriendinnetje", "boompje", "fotootje", "koninkje"."""
    if word.endswith("etje"):
        yield _DOUBLED.sub(r"\1", word[:-4])
    if word.endswith(("tje", "pje")):
        if word[-5:-3] in ("aa", "oo", "uu"):
            yield word[:-4]
        yield word[:-3]
    if word.endswith("nkje"):
        yield word[:-3] + "g"
    if not word.endswith("tje") or word[-4] not in _VOWELS + "lnrw":
        yield word[:-2]


def _verb(word):
    """The infinitive of a form of a verb; empty when it isn't one, or one that can't be told from a noun."""
    return _strong(word) or _participle(word) or _present(word) or _past(word) or _noun(word)


def _strong(word):
    for prefix in (*_FAST, *_LOOSE):
        rest = word.removeprefix(prefix)
        if rest == word:
            continue
        # "begreep", "opgenomen"; and "verwezen": after a prefix that stays the participle has no "ge"
        verb = STRONG.get(rest) or (prefix in _FAST and STRONG.get("ge" + rest)) or _doubly(rest)
        if verb and zipf(prefix + verb) >= _KNOWN:
            return prefix + verb
    return ""


def _doubly(rest):
    """ "doorverwezen": the form of a verb that has a prefix of its own."""
    return next((verb for prefix in _FAST if (verb := _of(prefix, rest))), "")


def _of(prefix, word):
    rest = word.removeprefix(prefix)
    verb = rest != word and (STRONG.get(rest) or STRONG.get("ge" + rest))
    return prefix + verb if verb else ""


def _participle(word):
    """ "aangemeld", "gesignaleerd", "gepest": with "ge". Without it ("verhuisd") it looks like the present or past."""
    match = _GE.match(word)
    if not match or word[-1] not in "dt" or (word[-2] in _VOWELS and word[-3:-2] not in _VOWELS):
        return ""
    prefix, rest = match.groups()
    for base in (rest[:-1], rest):
        for verb in _infinitives(base):
            if zipf(prefix + verb) >= 3 and zipf(prefix + verb) > zipf(word + "en") - 0.3:
                return prefix + verb
    return ""


def _present(word):
    """ "verhuist", "begeleidt"; and "verhuisd", "behandeld", which has no "ge" to know it by."""
    if word.endswith("dt"):
        return word[:-1] + "en"
    if word[-1] not in "dt" or word[-2] in _VOWELS:
        return ""
    if word[-1] == "d" and not word.startswith(_FAST):
        return ""
    # "geplant" and "gebied" look like forms of verbs that begin with "ge", but few do
    least = max(3 if len(word) < 7 else _KNOWN, zipf(word + "en") + _MARGIN)
    return next((verb for verb in _infinitives(word[:-1]) if zipf(verb) > least), "")


def _past(word):
    """ "verhuisde", "ontwikkelden": only of long verbs, as "rente" isn't the past of "rennen"."""
    for ending in ("ten", "den", "te", "de"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 4 and len(re.findall(f"[{_VOWELS}]+", base)) > 1 and base[-1] not in _VOWELS:
            found = next((verb for verb in _infinitives(base) if zipf(verb) > 3), "")
            if found:
                return found
            match = _GE.match(base)
            if match:
                prefix, rest = match.groups()
                return next((prefix + verb for verb in _infinitives(rest) if zipf(prefix + verb) > 3), "")
    return ""


def _noun(word):
    """ "plaatsing", "schorsing": Snowball takes "-ing" off longer words only."""
    word = word.removesuffix("en") if word.endswith("ingen") else word
    if not word.endswith("ing") or len(word) < 7 or word in AS_IT_IS:
        return ""
    return next((verb for verb in (word[:-3] + "en", word[:-4] + "en") if zipf(verb) > 3), "")


def _infinitives(base):
    """Infinitives that a stem may be of: "verhuis" → "verhuizen", "leer" → "leren", "begin" → "beginnen"."""
    if len(base) < 3 or base[-1] in _VOWELS:
        return
    if _LONG.search(base):
        short = base[:-2] + base[-1]
        yield from _softened(short)
    elif _SHORT.search(base):
        if _UNSTRESSED.match(base):
            yield base + "en"
        yield base + base[-1] + "en"
    else:
        yield from _softened(base)


def _softened(base):
    """With the "z" or "v" that a final "s" or "f" may stand for."""
    if base[-1] in "sf":
        yield base[:-1] + ("z" if base[-1] == "s" else "v") + "en"
    yield base + "en"
