"""What people look for, counted: words and numbers, never who.

``count`` only notes the words in memory; a thread keeps them every few seconds (``Asked``), so that no search waits for
it or fails by it. Before that it leaves out whatever may be about a person: what the privacy detector finds, numbers
and addresses, names of members. What is never kept can't leak, so it leaves out too much rather than too little.
"""

import atexit
import logging
import re
import threading
import unicodedata
from collections import Counter

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from base import stamps
from base.background import Background
from base.privacy import find_personal_data
from base.text import clean_text
from network.organisations.models import Municipality, Organisation
from network.people.models import Member
from network.topics.models import Topic
from search.models import Asked

logger = logging.getLogger(__name__)

MOST_LETTERS = 200
# So many different questions are remembered between two moments of keeping; past that somebody is playing.
MOST_WORDS = 1_000
SECONDS = 5
# "jan de boer" is a name because of two of its words.
PARTICLES = frozenset("van de der den het ter ten te in op el al la von bin ben da di du dos le".split())
MOST_WORDS_OF_A_NAME = 4
MOST_DIGITS = 4
_ADDRESS = re.compile(r"@|https?:|www\.|\.(?:nl|com|org|eu|net)\b")
_WORD = re.compile(r"[^\W_]+")

_lock = threading.Lock()
_noted = {}  # words as they are counted -> [times, times without a result, words as they were typed]


def count(words, results):
    """Note that somebody looked for ``words`` and found ``results`` things. Never raises, and asks no database."""
    typed = " ".join(clean_text(words).split())
    normal = normalised(typed)
    # what looks alike is written out for counting, so it may be longer than what was typed
    if not normal or max(len(typed), len(normal)) > MOST_LETTERS:
        return
    with _lock:
        if normal not in _noted and len(_noted) >= MOST_WORDS:
            return
        row = _noted.setdefault(normal, [0, 0, typed])
        row[0] += 1
        row[1] += not results
    if settings.SEARCH_COUNT_IN_BACKGROUND:
        background.start()


def normalised(words):
    """What is one question to us: lower case, single spaces, no marks around it."""
    return " ".join(unicodedata.normalize("NFKC", words).lower().split()).strip(" ?!.,;:'\"“”‘’«»")


def keep():
    """Keep what was noted until now; how many different words that were. What can't be kept now is tried later."""
    with _lock:
        noted = dict(_noted)
        _noted.clear()
    if not noted:
        return 0
    try:
        harmless = _without_people(noted)
        day = timezone.localdate()
        with transaction.atomic():
            # In one order, so that processes that keep at the same moment don't wait for each other in a circle.
            for words in sorted(harmless):
                times, nothing, _typed = harmless[words]
                _add(words, day, times, nothing)
    except Exception as problem:
        _note_again(noted)
        # The words stay out of the log too.
        logger.warning("What was looked for could not be kept: %s", type(problem).__name__)
        return 0
    return len(harmless)


def _add(words, day, times, nothing):
    numbers = {"times": F("times") + times, "times_nothing": F("times_nothing") + nothing}
    if Asked.objects.filter(words=words, day=day).update(**numbers):
        return
    try:
        with transaction.atomic():
            Asked.objects.create(words=words, day=day, times=times, times_nothing=nothing)
    except IntegrityError:
        # Another process was first.
        Asked.objects.filter(words=words, day=day).update(**numbers)


def _note_again(noted):
    with _lock:
        for words, (times, nothing, typed) in noted.items():
            row = _noted.setdefault(words, [0, 0, typed])
            row[0] += times
            row[1] += nothing


# ---------- what is never kept ----------


def _without_people(noted):
    allowed = stamps.remember(stamps.SITE, "words that are no person", _no_persons)
    names = stamps.remember(stamps.SITE, "words of names of members", _names)
    return {words: row for words, row in noted.items() if not about_a_person(row[2], allowed, names)}


def about_a_person(typed, allowed, names):
    """Whether these words may say something about a person: a name, a number, an address."""
    if sum(letter.isdigit() for letter in typed) > MOST_DIGITS or _ADDRESS.search(typed.lower()):
        return True
    # People type names without capitals, and the detector goes by those. In a sentence each word with a capital would
    # be too many names.
    forms = [typed, typed.title()] if len(typed.split()) <= MOST_WORDS_OF_A_NAME else [typed]
    if any(find_personal_data(form, allow=allowed) for form in forms):
        return True
    words = [word for word in _WORD.findall(typed.lower()) if word not in PARTICLES]
    hits = Counter(pk for word in set(words) for pk in names.get(word, ()))
    most = max(hits.values(), default=0)
    return most > 1 or (most == 1 and len(words) == 1)


def _no_persons():
    """Places, organisations and topics of the region: the detector would take some of them for names."""
    found = [*Municipality.objects.values_list("name", flat=True), *Organisation.objects.values_list("name", flat=True)]
    for name, synonyms in Topic.objects.accepted().values_list("name", "synonyms"):
        found += [name, *filter(None, synonyms.splitlines())]
    return found


def _names():
    """``{word of a name: primary keys of the members that have it}``."""
    names = {}
    for pk, name in Member.objects.values_list("pk", "name"):
        for word in set(_WORD.findall(name.lower())) - PARTICLES:
            names.setdefault(word, set()).add(pk)
    return names


background = Background("search-counting", keep, pause=SECONDS)
if settings.SEARCH_COUNT_IN_BACKGROUND:
    atexit.register(keep)
