"""One form for all forms of a word: the old Dutch stemmer of Snowball with repairs before and after it."""

import re
import threading

from snowballstemmer.dutch_porter_stemmer import DutchPorterStemmer

# Forms that no rule reaches: other vowels, strong verbs, plurals of their own.
_FORMS = """
kind kinderen kinders kindje kindjes kindertjes
gezin gezinnen gezinnetje
ei eieren
helpen help helpt hielp hielpen geholpen
""".strip().splitlines()
IRREGULAR = {form: line.split()[0] for line in _FORMS for form in line.split()}

_local = threading.local()
_DOUBLED = re.compile(r"([bcdfghjklmnprstvwxz])\1$")


def stem(word):
    """The stem of a folded word. It is a key to look things up by, not always a word."""
    if not word.isalpha() or not word.isascii() or len(word) < 4:
        return word
    word = IRREGULAR.get(word, word)
    if word.endswith("ies") and len(word) > 5:
        word = word[:-1]
    found = _porter(word)
    found = _DOUBLED.sub(r"\1", found)
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
