"""``make privacy``: what the detector of personal data finds, what it says wrongly, how quick and how large it is.

Two sets of texts in ``tests/site/base/privacy_texts/``: those it was built with, and those it never saw. Only the
second set counts. Ends with 1 when a target is missed; see ``docs/privacy-detector.md`` for how spans are counted.
"""

import os
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
TEXTS = ROOT / "tests" / "site" / "base" / "privacy_texts"
SETS = ("built_with", "held_out")
NAMES_AND_PLACES = ("name", "initials", "school", "street", "place")
TARGETS = {  # name: (at least, at most)
    "texts in the held-out set": (120, None),
    "blocked kinds, recall": (0.99, None),
    "blocked kinds, precision": (0.97, None),
    "names and places, recall": (0.85, None),
    "names and places, precision": (0.90, None),
    "processor ms for 1,000 words, p95": (None, 20),
    "extra memory, MB": (None, 60),
}
ROUNDS, WORDS = 40, 1_000


def marked_texts(name):
    """Each text of a set with the spans ``(start, end, kind)`` that are marked in it as ``[kind|words]``."""
    lines = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for marked in "\n".join(line for line in lines if not line.startswith("#")).split("\n---\n"):
        text, spans, at = "", [], 0
        for match in re.finditer(r"\[(\w+)\|([^\]]+)\]", marked):
            text += marked[at : match.start()]
            spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
            text += match.group(2)
            at = match.end()
        yield text + marked[at:], spans


def covered(start, end, others) -> float:
    """Which part of ``start`` to ``end`` lies under the others, which don't overlap each other."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b in others) / (end - start)


class Score:
    """What was to be found and what was said, of one set of texts."""

    def __init__(self):
        self.true, self.hit = defaultdict(int), defaultdict(int)
        self.said, self.right = defaultdict(int), defaultdict(int)
        self.misses, self.wrong = [], []
        self.texts = self.clean = 0

    def add(self, text, spans, findings, kinds):
        """A span is found when most of it lies under findings that do at least what its kind asks for."""
        self.texts, self.clean = self.texts + 1, self.clean + (not spans)
        blocked = [(f.start, f.end) for f in findings if f.action == "block"]
        anything = [(f.start, f.end) for f in findings]
        for start, end, kind in spans:
            self.true[kind] += 1
            if covered(start, end, blocked if kinds[kind].action == "block" else anything) > 0.5:
                self.hit[kind] += 1
            else:
                self.misses.append((kind, text[start:end]))
        for f in findings:
            same = [(a, b) for a, b, kind in spans if f.action != "block" or kinds[kind].action == "block"]
            self.said[f.kind] += 1
            if covered(f.start, f.end, same) >= 0.5:
                self.right[f.kind] += 1
            else:
                self.wrong.append((f.kind, text[f.start : f.end]))

    def recall(self, kinds):
        return sum(self.hit[k] for k in kinds) / max(1, sum(self.true[k] for k in kinds))

    def precision(self, kinds):
        return sum(self.right[k] for k in kinds) / max(1, sum(self.said[k] for k in kinds))


def measure(name):
    from base.privacy import KINDS, find_personal_data

    score = Score()
    for text, spans in marked_texts(name):
        score.add(text, spans, find_personal_data(text), KINDS)
    return score


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def processor_ms() -> float:
    """The 95th percentile of the processor time for a text of 1,000 words, each made of other texts."""
    from base.privacy import find_personal_data

    texts = [text for name in SETS for text, _spans in marked_texts(name)]
    times = []
    for round_ in range(ROUNDS):
        words = " ".join(texts[round_ * 7 % len(texts) :] + texts).split()[:WORDS]
        start = time.process_time()
        find_personal_data(" ".join(words))
        times.append((time.process_time() - start) * 1000)
    return sorted(times)[int(ROUNDS * 0.95) - 1]


def show(name, score):
    print(f"\n{name}: {score.texts} texts, {score.clean} of them without personal data")
    print(f"  {'kind':<16}{'there':>7}{'found':>7}{'said':>7}{'right':>7}")
    for kind in sorted({*score.true, *score.said}):
        row = (score.true[kind], score.hit[kind], score.said[kind], score.right[kind])
        print(f"  {kind:<16}" + "".join(f"{number:>7}" for number in row))


def main():
    import django.utils.translation  # noqa: F401  what a site has anyway doesn't count

    before = memory_mb()
    scores = {name: measure(name) for name in SETS}
    from base.privacy import ASK, KINDS

    extra = memory_mb() - before
    for name, score in scores.items():
        show(name, score)
        if name != SETS[-1] or "--misses" in sys.argv:
            for title, rows in (("missed", score.misses), ("said wrongly", score.wrong)):
                print(f"  {title}: " + "; ".join(f"{kind} {words!r}" for kind, words in rows))
    held = scores[SETS[-1]]
    blocked = [kind.name for kind in KINDS.values() if kind.action != ASK]
    figures = {
        "texts in the held-out set": held.texts,
        "blocked kinds, recall": held.recall(blocked),
        "blocked kinds, precision": held.precision(blocked),
        "names and places, recall": held.recall(NAMES_AND_PLACES),
        "names and places, precision": held.precision(NAMES_AND_PLACES),
        "processor ms for 1,000 words, p95": processor_ms(),
        "extra memory, MB": extra,
    }
    print()
    missed = 0
    for name, figure in figures.items():
        least, most = TARGETS[name]
        good = (least is None or figure >= least) and (most is None or figure <= most)
        missed += not good
        target = f"≥ {least}" if least is not None else f"≤ {most}"
        print(f"{'ok    ' if good else 'MISSED'}  {name:<36}{figure:>9.3f}   {target}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
