"""What staff and the vocabulary of the site say about long words, beside the word list.

The analysis itself never asks the database: who answers a question or fills an index calls ``follow`` first.
"""

from base import stamps
from network.topics.models import Topic
from search.dutch import compounds, forms, lexicon
from search.dutch.signs import WORD, fold
from search.models import CompoundRule

# Shorter words, and usual ones, are no news to the word list.
_SHORTEST = 5


def follow(stamp):
    """Let the analysis of this process follow the rules in the database; read again when ``stamp`` changed."""
    stamps.remember(stamp, "rules about words", _read)


def _read():
    rules = {word: tuple(parts.split()) for word, parts in CompoundRule.objects.values_list("word", "parts")}
    compounds.use(rules, _words_of_topics())
    forms.forget()


def _words_of_topics():
    """Words of topics that the word list doesn't have and that aren't made of others: parts of longer words."""
    found = set()
    for name, synonyms in Topic.objects.accepted().values_list("name", "synonyms"):
        for match in WORD.finditer(f"{name}\n{synonyms}"):
            word = fold(match[0])
            if len(word) >= _SHORTEST and not lexicon.zipf(word) and not compounds.split(word):
                found.add(word)
    return found
