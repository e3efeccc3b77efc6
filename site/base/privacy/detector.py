"""The detector: every way of looking, once over the folded text, and the findings put in order."""

from collections.abc import Iterable

from base.privacy import contacts, dates, names, numbers, places, schools
from base.privacy.folding import fold
from base.privacy.kinds import BLOCK, KINDS, RANK, Finding
from base.privacy.sentences import Sentences
from base.privacy.tokens import tokens


def find_personal_data(
    text: str, extra_names: Iterable[str] = (), extra_places: Iterable[str] = (), allow: Iterable[str] = ()
) -> list[Finding]:
    """What looks like personal data in ``text``, in order, without overlap; see ``base.privacy``."""
    folded, starts, ends = fold(text)
    found = [
        *contacts.emails(folded),
        *numbers.ibans(folded),
        *contacts.phones(folded),
        *numbers.bsns(folded),
        *numbers.postcodes(folded),
        *numbers.plates(folded),
        *dates.dates(folded),
    ]
    words = tokens(folded)
    sentences = Sentences(folded)
    other = names.not_personal(folded, allow)
    skip = {index for index, word in enumerate(words) if other[word.start] and other[word.end - 1]}
    found += names.names(folded, words, skip, sentences, extra_names)
    for start, _end, _kind in found:
        sentences.note(start)
    found += schools.schools(folded, sentences)
    found += places.streets(folded, sentences)
    found += places.places(folded, words, skip, sentences, extra_places)
    found = [f for f in found if KINDS[f[2]].action == BLOCK or not (other[f[0]] and other[f[1] - 1])]
    kept = _without_overlap(found, len(folded))
    return [Finding(starts[start], ends[end - 1], kind) for start, end, kind in kept]


def _without_overlap(found, length):
    """The surest kind wins where findings lie over each other, and of one kind the longest."""
    taken = bytearray(length)
    kept = []
    for start, end, kind in sorted(found, key=lambda f: (RANK[f[2]], f[0] - f[1], f[0])):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, kind))
    return sorted(kept)
