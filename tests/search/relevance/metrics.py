"""How good an order of results is, by what people judged (0 to 3)."""

from math import log2

# From this grade on somebody is helped by it.
HELPS = 2


def ndcg(ranked, fits, depth=10):
    """Normalised discounted cumulative gain: 1 when no order of ``depth`` results could be better.

    ``ranked`` is a list of ids, the best first; ``fits`` is ``{id: grade}``, and what isn't in it has grade 0.
    """
    best = _gain(sorted(fits.values(), reverse=True)[:depth])
    return _gain([fits.get(one, 0) for one in ranked[:depth]]) / best


def _gain(grades):
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def recall(ranked, fits, depth=10):
    """The share of what helps that is among the first ``depth``."""
    helpful = {one for one, grade in fits.items() if grade >= HELPS}
    return len(helpful.intersection(ranked[:depth])) / min(len(helpful), depth)
