"""Documents and questions for the bench of search: real Dutch words, as often as they are in real texts.

Document ``number`` is always the same, so every engine gets the same ones and none has to be kept.
"""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from wordfreq import get_frequency_dict

WORDS_IN_TITLE, WORDS_IN_SUMMARY, WORDS_IN_BODY = 5, 16, 430
MOST_WORDS = 60_000
TOPICS, MUNICIPALITIES = 40, 14
# What people look for is neither among the commonest words nor among the rarest: places in the list of words.
ASKED_FROM, ASKED_TO = 150, 6_000


@dataclass
class Text:
    """One document."""

    number: int
    title: str
    summary: str
    body: str
    topics: list  # numbers
    municipalities: list

    @property
    def size(self):
        """Bytes of all its text."""
        return sum(len(part.encode()) for part in (self.title, self.summary, self.body))


@cache
def _words():
    """Words and how often each comes, added up, for ``Random.choices``."""
    found = get_frequency_dict("nl", wordlist="large")
    words = [word for word in found if word.isalpha()]
    words.sort(key=found.get, reverse=True)
    del words[MOST_WORDS:]
    return words, list(accumulate(found[word] for word in words))


@cache
def _asked():
    return frozenset(_words()[0][ASKED_FROM:ASKED_TO])


def text(number):
    """Document ``number``."""
    dice = Random(number)
    words, weights = _words()
    drawn = dice.choices(words, cum_weights=weights, k=WORDS_IN_TITLE + WORDS_IN_SUMMARY + WORDS_IN_BODY)
    title, rest = drawn[:WORDS_IN_TITLE], drawn[WORDS_IN_TITLE:]
    return Text(
        number,
        " ".join(title).capitalize(),
        " ".join(rest[:WORDS_IN_SUMMARY]),
        " ".join(rest[WORDS_IN_SUMMARY:]),
        dice.sample(range(TOPICS), 3),
        dice.sample(range(MUNICIPALITIES), 2),
    )


def questions(kind, size, number):
    """``number`` questions of a kind about documents of a collection of ``size``; each has an answer."""
    dice, found = Random(f"{kind} {size}"), []
    while len(found) < number:
        words = text(dice.randrange(size)).body.split()
        if kind == "phrase":
            places = [
                place for place, pair in enumerate(zip(words, words[1:], strict=False)) if _asked().issuperset(pair)
            ]
            found += [" ".join(words[place : place + 2]) for place in places[:1]]
            continue
        known = list(dict.fromkeys(word for word in words if word in _asked() and len(word) > 3))
        wanted = {"term": 1, "suggestion": 1}.get(kind, 3)
        if len(known) >= wanted:
            asked = " ".join(dice.sample(known, wanted))
            found.append(asked[:4] if kind == "suggestion" else asked)
    return found
