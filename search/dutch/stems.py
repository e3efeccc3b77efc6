"""One form for all forms of a word: the old Dutch stemmer of Snowball, with repairs before and after it.

A repair needs proof: a form is only taken back to a verb, a singular or a word without "-tje" that the word list knows.
So "verhuist" becomes "verhuizen", but "kunst" stays what it is.
"""

import re
import threading

from snowballstemmer.dutch_porter_stemmer import DutchPorterStemmer

from search.dutch.irregular import AS_IT_IS, FIXED, FORMS, STRONG, WITH_S
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
# After these a participle has a "t", after others a "d" ("gemist", "gepland"); "h" is that of "ch".
_VOICELESS = "cfhkpstx"
_DIPHTHONGS = ("aai", "ooi", "oei")
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
    found = _porter(base + "en" if _keeps_s(base) else base)
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


def _keeps_s(word):
    """Whether the "s" at the end belongs to the word, as in "kans", and not to a plural, as in "ouders"."""
    if word[-1] != "s" or word[-2] in _VOWELS:
        return False
    return word.endswith(WITH_S) or zipf(word + "en") > 2.8 or zipf(word[:-1] + "zen") > 2.8


def _in_compound(word):
    """The last part of a compound as irregular as it is alone: "pleegkinderen"."""
    for size in range(min(len(word) - 3, 12), 5, -1):
        base = FORMS.get(word[-size:])
        if base and word[-size:].startswith(("kind", "gezin", "zoon", "zonen", "dochter", "ouderen", "jongen")):
            return word[:-size] + base
    return ""


def _singular(word):
    """Without an "s" after a vowel and without "-tje", which Snowball leaves."""
    if word.endswith("s") and word[-2] in _VOWELS and len(word) > 4 and _is_plural(word):
        word = word[:-1]
    if word.endswith(("ieen", "eeen")):
        return word[:-2]
    if word.endswith("je") and len(word) > 5 and word not in AS_IT_IS:
        return next((base for base in _bigger(word) if zipf(base) > 3), word)
    return word


def _is_plural(word):
    if word.endswith("jes"):
        return True
    if word.endswith("ies") and not zipf(word):
        return not word.endswith(("advies", "verlies"))
    # "reacties" is more usual than "reactie", but "terras" isn't of "terra"
    return zipf(word[:-1]) > max(2.5, zipf(word) - (1 if word[-2] == "e" else 0))


def _bigger(word):
    """What a diminutive may be of, the likeliest first: "huisje", "broertje", "plantje", "boompje", "fotootje"."""
    before = word[:-2]
    if word.endswith("etje"):
        yield _DOUBLED.sub(r"\1", word[:-4])
    elif word.endswith("nkje"):
        yield before
        yield word[:-3] + "g"
    elif word.endswith(("tje", "mpje")):
        stem = word[:-3]
        if stem[-1] in _VOWELS:
            yield before
            if stem[-2:] in ("aa", "oo", "uu"):
                yield stem[:-1]
        # after a short vowel it would be "-etje", so "plantje" is of "plant", and "kamertje" of "kamer"
        elif stem[-1] in "lmnr" and _SHORT.search(stem) and len(re.findall(f"[{_VOWELS}]+", stem)) == 1:
            yield before
        yield stem
    yield before


def _verb(word):
    """The infinitive of a form of a verb; empty when it isn't one, or one that can't be told from a noun."""
    return _strong(word) or _participle(word) or _present(word) or _past(word) or _noun(word) or _woman(word)


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
    if not match or word[-1] not in "dt" or (word[-2] in _VOWELS and word[-3] not in _VOWELS):
        return ""
    prefix, rest = match.groups()
    for base in (rest[:-1], rest) if (rest[-1] == "t") == (rest[-2] in _VOICELESS) else (rest,):
        for verb in _infinitives(base):
            if zipf(prefix + verb) >= 3 and zipf(prefix + verb) > zipf(word + "en") - 0.3:
                return prefix + verb
    return ""


def _present(word):
    """ "verhuist", "begeleidt"; and "verhuisd", "behandeld", which has no "ge" to know it by."""
    if word.endswith("dt"):
        return _usual(_infinitives(word[:-1])) or word[:-1] + "en"
    if word[-1] not in "dt" or (word[-2] in _VOWELS and not word[:-1].endswith(_DIPHTHONGS)):
        return ""
    if word[-1] == "d" and not word.startswith(_FAST):
        return ""
    # "geplant" and "gebied" look like forms of verbs that begin with "ge", but few do
    least = max(3 if len(word) < 7 else _KNOWN, zipf(word + "en") + _MARGIN)
    return _usual(_infinitives(word[:-1]), least)


def _past(word):
    """ "verhuisde", "ontwikkelden": only of long verbs, as "rente" isn't the past of "rennen"."""
    for ending in ("ten", "den", "te", "de"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 4 and len(re.findall(f"[{_VOWELS}]+", base)) > 1 and base[-1] not in _VOWELS:
            if len(ending) == 3 and zipf(word[:-2]) > 3 and not (_present(word[:-2]) or _participle(word[:-2])):
                return ""  # "verbanden" is of "verband"
            found = _usual(_infinitives(base))
            if found:
                return found
            match = _GE.match(base)
            if match:
                prefix, rest = match.groups()
                return _usual(prefix + verb for verb in _infinitives(rest))
    return ""


def _noun(word):
    """ "plaatsing", "schorsing": Snowball takes "-ing" off longer words only."""
    word = word.removesuffix("en") if word.endswith("ingen") else word
    if not word.endswith("ing") or len(word) < 7 or word in AS_IT_IS:
        return ""
    return _usual([word[:-3] + "en"])


def _woman(word):
    """ "begeleidster": of one word with "begeleider"."""
    verb = word.removesuffix("s").removesuffix("ster")
    if len(word) - len(verb) < 4 or len(verb) < 4:
        return ""
    return verb + "er" if zipf(verb + "er") > 3 and zipf(verb + "en") > 3 else ""


def _usual(verbs, least=3):
    """The most usual of some words, if it is usual enough to be sure that it exists."""
    best = max(verbs, key=zipf, default="")
    return best if zipf(best) > least else ""


def _infinitives(base):
    """Infinitives that a stem may be of: "verhuis" → "verhuizen", "leer" → "leren", "begin" → "beginnen"."""
    if base.endswith(_DIPHTHONGS):
        yield base + "en"
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
