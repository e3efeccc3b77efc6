"""Did you mean: a question as it was probably meant, out of words that stand in something the asker may see.

Candidates are words of the index as people write them, and of topics and synonyms (``search/lexicon.py``). One word may
have been two, and two may have been one.
"""

import re
from itertools import islice

from modelsearch.query import Or
from wagtail.search.backends import get_search_backend

from base.findable import kinds
from search import analysis, synonyms
from search.lexicon import candidates, is_near, lexicon, own_words, reach
from search.plan import plan
from search.query import Term
from search.question import Question, parse

# Of a question so many words are looked at, and of each so many candidates.
MOST_WORDS = 6
MOST_ASKED = 8
MOST_QUESTIONS = 3
SHORTEST_HALF = 3
# A word that somebody typed and that does occur gives way only to one that occurs so many times as often.
FAR_MORE = 20


def meant(asked, look):
    """The question as it was probably meant, or an empty text.

    ``look`` gives for a tree ``{name of a kind: {primary key: score}}`` of what the asker may see. Each word that was
    put in stands in something there; all words of the question together may still stand in nothing.
    """
    eyes = _Eyes(look)
    others = (text for text in _corrected(asked, eyes) if text.lower() != asked.text.lower())
    texts = list(dict.fromkeys(islice(others, MOST_QUESTIONS)))
    return next((text for text in texts if eyes.see(plan(parse(text)).query)), texts[0] if texts else "")


def near_words(asked, look):
    """``{typed word: words that look like it}`` for ``plan(fuzzy=…)``, of words that the asker sees nowhere."""
    eyes = _Eyes(look)
    found = {}
    for word in _unseen(asked, eyes):
        near = eyes.stand([other for other in candidates(word.folded) if is_near(word.folded, other)])
        if near:
            found[word.folded] = near
    return found


# ---------- the questions that may have been meant ----------


def _corrected(asked, eyes):
    """Other questions, the likeliest first. What was typed right stays as it was typed."""
    unseen = _unseen(asked, eyes)
    near = {word: eyes.stand(candidates(word.folded)) for word in unseen}
    apart = {word: _apart(word.folded, eyes) for word in unseen}
    best = {word: near[word][0] if near[word] else apart[word] for word in unseen}
    joined = list(_joined(asked, eyes))
    if len(joined) and any(word in unseen for pair, _ in joined for word in pair):
        yield from (_with(asked.text, {pair: text}) for pair, text in joined)
    if any(best.values()):
        yield _with(asked.text, {(word,): text for word, text in best.items() if text})
    yield from (_with(asked.text, {pair: text}) for pair, text in joined)
    for word in unseen:
        for other in [*near[word][1:], apart[word]]:
            if other:
                yield _with(asked.text, {(word,): other})
    if not unseen:
        yield from _more_usual(asked, eyes)


def _typed(asked):
    words = [word for word in (*asked.words, *(word for row in asked.phrases for word in row)) if not word.is_stop]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _unseen(asked, eyes):
    """The words that stand in nothing that the asker may see, in whatever form."""
    return [
        word
        for word in _typed(asked)
        if reach(word.folded) and not eyes.see(Or([group.node for group in plan(_only(word)).groups]))
    ]


def _only(word):
    return Question(word.surface, ((word,),))


def _apart(word, eyes):
    """The word with the spaces that were forgotten, or an empty text."""
    size = len(word)
    cuts = [(cut,) for cut in range(2, size - 1)]
    cuts += [(first, second) for first in range(2, size - 3) for second in range(first + 2, size - 1)]
    found = []
    for cut in cuts:
        pieces = [word[start:end] for start, end in zip((0, *cut), (*cut, size), strict=True)]
        worth = [_worth(piece) for piece in pieces]
        if all(worth) and max(map(len, pieces)) > SHORTEST_HALF:
            found.append((len(pieces), -min(worth), pieces))
    for _, _, pieces in sorted(found)[:MOST_ASKED]:
        if all(_is_small(piece) or eyes.stands(piece) for piece in pieces):
            return " ".join(pieces)
    return ""


def _worth(piece):
    """How usual a piece of a word is by itself; 0 when it is no word."""
    if _is_small(piece):
        return 1
    if len(piece) < SHORTEST_HALF:
        return 0
    return lexicon().counts.get(piece, 0) or own_words().counts.get(piece, 0)


def _is_small(piece):
    return analysis.words(f"jeugd {piece}")[-1].is_stop


def _joined(asked, eyes):
    """((word, word), text) of words beside each other that stand somewhere as one."""
    for run in asked.runs:
        for pair in zip(run, run[1:], strict=False):
            for link in ("", "s"):
                whole = pair[0].folded + link + pair[1].folded
                if (whole in lexicon().counts or whole in own_words().counts) and eyes.stands(whole):
                    yield pair, _written(whole)


def _more_usual(asked, eyes):
    """A word that does stand somewhere, but is so rare beside one that looks like it that it is a slip itself."""
    counts = lexicon().counts
    for word in _typed(asked):
        least = counts.get(word.folded, 0) * FAR_MORE
        usual = [other for other in candidates(word.folded) if least and counts.get(other, 0) >= least]
        for other in eyes.stand(usual, 1):
            yield _with(asked.text, {(word,): other})


def _with(text, changes):
    """The text as it was typed, with words in it changed."""
    for words, other in changes.items():
        pattern = r"(?<!\w)" + r"\W+".join(re.escape(word.surface) for word in words) + r"(?!\w)"
        text = re.sub(pattern, lambda match, other=other: _written(other), text, count=1)
    return text


def _written(word):
    """A word as staff write it, if they do."""
    return synonyms.table().written.get(word, word)


class _Eyes:
    """What the asker may see of words; asked once for each."""

    def __init__(self, look):
        self.look = look
        self.backend = get_search_backend()
        self._stands = {}

    def see(self, query):
        return any(self.look(query).values())

    def stand(self, words, most=2):
        """The first few of ``words`` that stand as they are in something the asker may see."""
        found = []
        for word in words[:MOST_ASKED]:
            if len(found) < most and self.stands(word):
                found.append(word)
        return found

    def stands(self, word):
        if word not in self._stands:
            self._stands[word] = self._stands_in(word)
        return self._stands[word]

    def _stands_in(self, word):
        (analysed, *more) = analysis.words(word) or [None]
        if analysed is None or more:
            return False
        seen = self.look(Term(text=analysed.term, name=analysed.folded))
        if not any(seen.values()):
            return False
        if word in own_words().counts:
            return True  # anybody may see the topics, and what is looked for besides
        holding = self.backend.pks_with_word(word)
        for kind in kinds:
            here = seen.get(kind.name) or {}
            for model, pks in holding.items():
                if issubclass(model, kind.model) and not here.keys().isdisjoint(pks):
                    return True
        return False
