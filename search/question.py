"""What somebody typed, read as a question: words, "phrases" and what must not be in it (-minus).

Nothing that people type is an error. There is no query language beyond this: signs that mean nothing here are skipped.
"""

import re
from dataclasses import dataclass, replace

from search import analysis

# What is used of a question; the rest is left alone, so that a pasted page costs no more than a long sentence.
MOST_LETTERS = 500
MOST_WORDS = 32

_DOUBLE = str.maketrans(dict.fromkeys("„“”‟«»＂", '"'))
# A single quote is an apostrophe as well ('s avonds, IB'er), so it only counts round whole words.
_SINGLE = re.compile(r"(?<!\w)[‘‚'](?![snt]\b)(?=\w)([^‘‚\"]*?\w)['’](?!\w)", re.IGNORECASE)
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_PIECE = re.compile(r"""(?P<minus>(?<!\S)[-–−])?(?:"(?P<phrase>[^"]*)"|(?P<loose>[^\s"]+))""")


@dataclass(frozen=True)
class Question:
    """A question in pieces. A run is loose words that follow each other, in order, with nothing between them."""

    text: str = ""  # as it was typed, cut off and on one line
    runs: tuple = ()  # of tuples of analysis.Word
    phrases: tuple = ()  # of tuples of analysis.Word
    without: tuple = ()  # of tuples of analysis.Word: one word, or a phrase of several

    @property
    def words(self):
        """All loose words, in order."""
        return tuple(word for run in self.runs for word in run)

    @property
    def is_empty(self):
        """Whether there is nothing to look for; with only minus words there isn't."""
        return not (self.runs or self.phrases)


def clean(text):
    """One line of at most ``MOST_LETTERS`` letters, without signs that nobody can see."""
    # Cut off first as well: to clean a hundred thousand letters for nothing is work that anybody could ask for.
    return " ".join(_UNUSABLE.sub(" ", str(text)[: MOST_LETTERS * 4]).split())[:MOST_LETTERS].strip()


def parse(text):
    """Read what was typed."""
    text = clean(text)
    runs, phrases, without = [], [], []
    loose, left = [], MOST_WORDS

    def close():
        nonlocal left
        words = tuple(_words(" ".join(loose))[:left])
        loose.clear()
        if words:
            runs.append(words)
            left -= len(words)

    for match in _PIECE.finditer(_with_plain_quotes(text)):
        if match["phrase"] is None and not match["minus"]:
            loose.append(match["loose"])
            continue
        close()
        words = tuple(analysis.words(match["phrase"] if match["phrase"] is not None else match["loose"])[:left])
        left -= len(words)
        if words:
            (without if match["minus"] else phrases).append(words)
    close()
    if not phrases and all(word.is_stop for run in runs for word in run):
        runs = [tuple(replace(word, is_stop=False) for word in run) for run in runs]
    return Question(text, tuple(runs), tuple(phrases), tuple(without))


def _words(text):
    """The words of a piece. What is left between two phrases may well be stop words alone, that is why one is added."""
    return analysis.words(f"jeugd {text}")[1:]


def _with_plain_quotes(text):
    text = text.translate(_DOUBLE)
    return text if '"' in text else _SINGLE.sub(r'"\1"', text)
