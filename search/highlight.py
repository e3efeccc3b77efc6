"""Show what was found: words marked in a title, and the piece of a text that says most about the question.

``terms`` are what a question was analysed to (``search/plan.py``): a mapping of a term to what it is worth, the rarer
the more, or any collection of terms that are all worth the same. A tuple of terms is words that stand beside each
other; an empty one is a gap, for the small words that an index leaves out. A frozenset is the parts of a compound, that
only say something together: one of them alone is not marked. A text is cut into words by ``search.analysis.tokens``,
the same as for the index, so whatever can be found can be marked: another form of a word, a compound by one of its
parts. It is always the whole word that is marked, since half a marked word reads badly.

A result is a list of (text, is_marked), so that no template has to trust any HTML.
"""

import re
import unicodedata
from collections.abc import Mapping
from math import log

from search.analysis import tokens

LENGTH = 200  # of a fragment, in characters
MOST_OF_A_TITLE = 500
MOST_LOOKED_AT = 300_000  # characters of all texts of a thing together that are looked through at all
MOST_ANALYSED = 2_000  # characters that are cut into words: those where the terms seem to be
PIECE = 700
LEAD = 120  # how far before its first marked word a fragment may begin, to begin where a sentence does

# not after a digit: that is the number of a step, or a date
_SENTENCE = re.compile(r"(?<!\d)[.!?…][\"”’')\]]*\s+|\n\s*")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARKDOWN_LINE = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_MARKDOWN_SIGN = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")
_SPACE = re.compile(r"\s+")


def mark(text, terms, *, names=False):
    """The whole of a short text, with its words that are in ``terms`` marked."""
    looked_at = text[:MOST_OF_A_TITLE]
    return _cut(text, _spans(_hits(looked_at, _weights(terms), names)))


def fragment(texts, terms, length=LENGTH, *, names=False):
    """The piece of ``texts`` with the most and the rarest terms: (its label, marked piece); ("", []) with none.

    ``texts`` are (label, text) pairs, the most important first: between pieces that are worth as much the first wins.
    """
    weights = _weights(terms)
    pieces, worths = _pieces(texts, weights)
    best = None
    for label, text, start, stop in pieces:
        hits = [(start + begin, start + end, term) for begin, end, term in _hits(text[start:stop], weights, names)]
        worth, first, last = _window(hits, worths, length)
        if worth and (best is None or worth > best[0]):
            best = worth, label, text, first, last
    if best is None:
        return "", []
    _worth, label, text, first, last = best
    begin, end = _edges(text, first, last, length)
    piece = tidy(text[begin:end])
    spans = _spans(_hits(piece, weights, names))
    if not spans:
        return "", []  # parts of a compound that stand too far apart for one fragment
    marked = _cut(piece, spans)
    if begin > 0 and not _begins_sentence(text, begin):
        marked.insert(0, ("… ", False))
    if text[end:].strip() and not re.search(r"[.!?…][\"”’')\]]*$", piece):
        marked.append((" …", False))
    return label, _joined(marked)


def tidy(text):
    """One line of plain text: without the signs of Markdown, and with single spaces."""
    text = _MARKDOWN_LINE.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    return _SPACE.sub(" ", _MARKDOWN_SIGN.sub("", text)).strip()


# ---------- where the terms are ----------


def _weights(terms):
    return terms if isinstance(terms, Mapping) else dict.fromkeys(terms, 1.0)


def _hits(text, weights, names):
    """(start, end, term) of each place where a term stands, in order."""
    if not weights or not text:
        return []
    found = tokens(text, names=names)
    hits = [(token.start, token.end, token.text) for token in found if token.text in weights]
    rows = [term for term in weights if isinstance(term, tuple)]
    sets = [term for term in weights if isinstance(term, frozenset)]
    if rows or sets:
        hits += [*_rows_of_words(found, rows), *_all_of_sets(found, sets)]
        hits.sort(key=lambda hit: hit[:2])
    return hits


def _all_of_sets(found, sets):
    """The places of terms of a set of which all are there."""
    here = {token.text for token in found} if sets else set()
    for parts in sets:
        if parts <= here:
            yield from ((token.start, token.end, parts) for token in found if token.text in parts)


def _rows_of_words(found, rows):
    """The places of terms beside each other. As in an index a small word between them takes a place."""
    places = {}
    for token in found:
        places.setdefault(token.position, {})[token.text] = token
    for row in rows:
        for at, here in places.items():
            if row[0] in here and all(not term or term in places.get(at + step, ()) for step, term in enumerate(row)):
                yield here[row[0]].start, places[at + len(row) - 1][row[-1]].end, row


def _spans(hits):
    """The places to mark: those that overlap are one."""
    spans = []
    for start, end, _term in sorted(hits, key=lambda hit: hit[:2]):
        if spans and start < spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    return spans


def _cut(text, spans):
    parts, at = [], 0
    for start, end in spans:
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return _joined([*parts, (text[at:], False)])


def _joined(parts):
    """The parts without empty ones, and with neighbours that are both plain as one."""
    joined = []
    for text, marked in parts:
        if text and joined and not marked and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + text, False)
        elif text:
            joined.append((text, marked))
    return joined


# ---------- which piece ----------


def _pieces(texts, weights):
    """The pieces that seem worth cutting into words, the most promising first, and what each term is worth in them.

    Finding the beginnings of the terms costs a hundredth of analysing, so a document of a megabyte is looked through
    and hardly any of it is analysed. A term that stands everywhere in these texts says less of a piece than one that
    stands there once.
    """
    beginnings = {term: _beginning(term) for term in weights}
    letters, pieces, left = set(beginnings.values()), [], MOST_LOOKED_AT
    times = dict.fromkeys(letters, 0)
    for label, text in texts:
        for start, stop in _stretches(text, left):
            folded = _fold(text[start:stop])
            here = {one: number for one in letters if (number := folded.count(one))}
            if here:
                pieces.append((here, label, text, start, stop))
                for one, number in here.items():
                    times[one] += number
        left -= len(text)
        if left <= 0:
            break
    worth = {term: weight / (1 + log(max(times[beginnings[term]], 1))) for term, weight in weights.items()}
    most = {one: max(worth[term] for term in weights if beginnings[term] == one) for one in letters}
    pieces.sort(key=lambda piece: -sum(most[one] for one in piece[0]))
    chosen, analysed = [], 0
    for _here, label, text, start, stop in pieces:
        if analysed >= MOST_ANALYSED:
            break
        chosen.append((label, text, start, stop))
        analysed += stop - start
    # of pieces that turn out to be worth as much the first of the texts wins
    order = {id(text): place for place, (_label, text) in enumerate(texts)}
    return sorted(chosen, key=lambda piece: (order[id(piece[1])], piece[2])), worth


def _beginning(term):
    """The first letters of a term: what a stem and the words it stands for have in common."""
    word = term[0] if isinstance(term, tuple) else max(sorted(term), key=len) if isinstance(term, frozenset) else term
    return word[: 4 if len(word) > 5 else 3]


def _stretches(text, most):
    """(start, stop) of pieces of a text that end at a space."""
    start, size = 0, min(len(text), most)
    while start < size:
        stop = min(start + PIECE, size)
        if stop < size:
            space = text.rfind(" ", start + PIECE // 2, stop)
            stop = space if space > 0 else stop
        yield start, stop
        start = stop


def _fold(text):
    text = text.lower()
    return (
        text
        if text.isascii()
        else "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    )


def _window(hits, worths, length):
    """What the best stretch of ``length`` is worth, and where its first and last marked words are."""
    best = (0, 0, 0)
    for place, (first, _end, _term) in enumerate(hits):
        different, number, last = {}, 0, first
        for start, end, term in hits[place:]:
            if end - first > length and different:
                break
            different[term] = worths[term]
            number, last = number + 1, max(last, end)
            if start - first > length:
                break
        # the same word twice says a little more than once
        worth = sum(different.values()) * (1 + min(number - len(different), 3) * 0.03)
        if worth > best[0]:
            best = (worth, first, last)
    return best


# ---------- where it begins and ends ----------


def _begins_sentence(text, at):
    before = text[max(0, at - 10) : at]
    return not before.strip() or any(match.end() == len(before) for match in _SENTENCE.finditer(before))


def _edges(text, first, last, length):
    """Where a fragment round the words from ``first`` to ``last`` begins and ends: at a sentence, else at a word."""
    if len(text) <= length:
        return 0, len(text)
    earliest = max(0, first - LEAD, last - length)
    sentences = [match.end() for match in _SENTENCE.finditer(text, earliest, first)]
    if sentences:
        begin = sentences[-1]
    else:
        begin = _word_after(text, max(earliest, first - LEAD // 3), first) if earliest else 0
    limit = max(begin + length, min(last, begin + 2 * length))
    if limit >= len(text):
        return begin, len(text)
    sentences = [match.start() + len(match[0].rstrip()) for match in _SENTENCE.finditer(text, last, limit)]
    if sentences and sentences[-1] - begin >= length // 2:
        return begin, sentences[-1]
    space = text.rfind(" ", min(last, limit), limit + 1)
    return begin, space if space > begin else limit


def _word_after(text, at, most):
    """The first beginning of a word from ``at`` on, but not after ``most``."""
    if at == 0 or text[at - 1].isspace():
        return at
    match = re.compile(r"\s\S").search(text, at, most + 1)
    return match.end() - 1 if match else most
