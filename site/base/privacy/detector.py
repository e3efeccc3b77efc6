"""The detector: every way of looking, once over the folded text, and the findings put in order."""

from collections.abc import Iterable

from base.privacy import dates, names, numbers, places
from base.privacy.folding import fold
from base.privacy.kinds import RANK, Finding


def find_personal_data(
    text: str, extra_names: Iterable[str] = (), extra_places: Iterable[str] = (), allow: Iterable[str] = ()
) -> list[Finding]:
    """What looks like personal data in ``text``, in order, without overlap; see ``base.privacy``."""
    folded, starts, ends = fold(text)
    found = [
        *numbers.emails(folded),
        *numbers.ibans(folded),
        *numbers.phones(folded),
        *numbers.bsns(folded),
        *numbers.postcodes(folded),
        *numbers.plates(folded),
        *dates.dates(folded),
        *places.schools(folded),
        *places.streets(folded),
    ]
    words = names.tokens(folded)
    skip = names.skipped(folded, words, allow)
    found += names.names(folded, words, skip, extra_names)
    found += places.places(folded, words, skip, extra_places)
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
