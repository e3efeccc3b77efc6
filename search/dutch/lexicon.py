"""How usual a Dutch word is: the word list of the package wordfreq, kept small.

Only words that could be a part of another word are kept, folded: about a fifth of the list.
"""

import gzip
import importlib.util
import threading
from pathlib import Path

import msgpack

from search.dutch.signs import fold

# Bucket n of the list holds words with a frequency of 10 to the power -n/100; zipf = 9 - n/100.
_LAST_BUCKET = 700
_lock = threading.Lock()
_words = None


def words():
    """``{folded word: zipf times 100}``, loaded at the first use and shared by all threads of the process."""
    global _words
    if _words is None:
        with _lock:
            if _words is None:
                _words = _load()
    return _words


def zipf(word):
    """How usual a folded word is: 3 is once in a million words, 6 once in a thousand; 0 when it isn't known."""
    return words().get(word, 0) / 100


def _load():
    # Read bucket by bucket: the package's own way needs 50 MB for the whole list and never gives them back.
    package = Path(importlib.util.find_spec("wordfreq").origin).parent
    found = {}
    with gzip.open(package / "data" / "large_nl.msgpack.gz") as file:
        buckets = msgpack.Unpacker(file, raw=False)
        number = buckets.read_array_header()
        buckets.skip()  # the description of the format
        for bucket in range(min(number - 1, _LAST_BUCKET)):
            for word in buckets.unpack():
                if word.isalpha() and 2 < len(word) < 25:
                    found.setdefault(fold(word), 900 - bucket)
    return found
