"""The detector: every way of looking, once over the folded text, and the findings put in order."""

from collections.abc import Iterable

from base.privacy import contacts, dates, names, numbers, phrases, places, schools
from base.privacy.folding import fold
from base.privacy.kinds import BLOCK, KINDS, RANK, Finding
from base.privacy.sentences import Sentences
from base.privacy.tokens import tokens

# A phone number or an address for mail may be that of an organisation; these are of one person.
OF_ONE = frozenset(("name", "initials", "bsn", "date_of_birth", "address"))


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
    other = phrases.not_personal(folded, allow)
    skip = {index for index, word in enumerate(words) if other[word.start] and other[word.end - 1]}
    found += names.names(folded, words, skip, sentences, extra_names)
    for start, _end, kind in found:
        if kind in OF_ONE:
            sentences.note(start)
    found += schools.schools(folded, sentences)
    found += places.streets(folded, sentences)
    found += places.places(folded, words, skip, sentences, extra_places)
    # A day on which something was decided tells nothing about anybody.
    found = [f for f in found if f[2] != "date" or sentences.tells_of_somebody(f[0])]
    found = [f for f in found if KINDS[f[2]].action == BLOCK or not (other[f[0]] and other[f[1] - 1])]
    kept = _without_overlap(found, len(folded))
    return [Finding(starts[start], ends[end - 1], kind) for start, end, kind in kept]


def _without_overlap(found, length):
    """Where findings lie over each other what is blocked wins, by kind; of what is asked about the longest does."""
    taken = bytearray(length)
    kept = []
    for start, end, kind in sorted(found, key=_surest):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, kind))
    return sorted(kept)


def _surest(found):
    start, end, kind = found
    blocks = KINDS[kind].action == BLOCK
    return (not blocks, RANK[kind] if blocks else 0, start - end, RANK[kind], start)
