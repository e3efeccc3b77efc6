"""Writing the index: rows of Wagtail's ``IndexEntry``, in one transaction: a reader sees all of it or nothing."""

import json
import time
from contextlib import contextmanager

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections, router, transaction
from modelsearch.backends.base import get_model_root
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks

from base import stamps
from search.engine.postgres import vectors
from search.engine.scores import Unavailable
from search.engine.whoosh import documents
from search.engine.whoosh.files import Busy
from search.models import Pending

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)
TABLE = IndexEntry._meta.db_table
STAMP = "search"
_AUTOCOMPLETE = f"SELECT autocomplete FROM {TABLE}"  # noqa: S608

# Rows that are no thing: what the index was made with, the words in it, and when those are counted again.
MADE_WITH, WORDS, NEXT_COUNT = "made-with", "words", "next-count"
# Any number that no other lock of this database has.
LOCK = 7_215_003
RETRY = 0.05  # seconds
CHUNK = 100
# Counting the words of many things takes long: up to so many it is done after each write, else as part of all time.
FEW = 300
SHARE = 0.02


def connection():
    return connections[router.db_for_write(IndexEntry)]


@contextmanager
def only_writer(wait=0.0):
    """Inside, nobody else writes, and all is one transaction. ``Busy`` when ``wait`` seconds were too few for that."""
    using = router.db_for_write(IndexEntry)
    until = time.monotonic() + wait
    with transaction.atomic(using=using):
        while not _ask("SELECT pg_try_advisory_xact_lock(%s)", [LOCK]):
            if time.monotonic() >= until:
                raise Busy
            time.sleep(RETRY)
        yield
    # what was remembered before the commit was made of the index before
    stamps.bump(STAMP)


def _ask(sql, parameters=()):
    with connection().cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def check_version():
    """``Unavailable`` unless the index was made as one would be made now."""
    made_with = note(MADE_WITH)
    if made_with is None:
        raise Unavailable("missing")
    if made_with != documents.version():
        raise Unavailable("outdated")


def note(name):
    """What stands in one of the rows that are no thing; None when there is no such row."""
    return _notes().filter(object_id=name).values_list("title_text", flat=True).first()


def _write_note(name, text):
    IndexEntry.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(Pending),
        object_id=name,
        defaults={"title": "", "body": "", "autocomplete": "", "title_text": text},
    )


def _notes():
    return IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(Pending))


def things():
    """The rows that are things."""
    return IndexEntry.objects.exclude(content_type=ContentType.objects.get_for_model(Pending))


def keys():
    """All keys in the index."""
    return {f"{root}:{pk}" for root, pk in _roots_and_pks()}


def _roots_and_pks():
    roots = {}
    for content_type, pk in things().values_list("content_type_id", "object_id"):
        if content_type not in roots:
            model = ContentType.objects.get_for_id(content_type).model_class()
            roots[content_type] = get_model_root(model)._meta.label_lower if model else f"gone.{content_type}"
        yield roots[content_type], pk


def write(changes):
    """Bring the index up to date with ``{key: document, or None for what is gone}``."""
    check_version()
    with transaction.atomic(using=router.db_for_write(IndexEntry)):
        _remove([key for key, document in changes.items() if document is None])
        made = [document for document in changes.values() if document is not None]
        for start in range(0, len(made), CHUNK):
            _insert(made[start : start + CHUNK])
        count_words()


def _remove(keys):
    """Delete what the index has under these keys."""
    by_root = {}
    for key in keys:
        root, _, pk = key.partition(":")
        by_root.setdefault(root, []).append(pk)
    for root, pks in by_root.items():
        types = get_descendants_content_types_pks(apps.get_model(root))
        entries = IndexEntry.objects.filter(content_type_id__in=types, object_id__in=pks)
        entries._raw_delete(using=router.db_for_write(IndexEntry))


def _insert(made):
    """Put documents in, or in the place of what is there."""
    rows, values = [], []
    for document in made:
        model = apps.get_model(document["label"].decode())
        rows.append("(%s, %s, %s::tsvector, %s::tsvector, %s::tsvector, 1.0, '', '')")
        values += [
            ContentType.objects.get_for_model(model).pk,
            document["key"].decode().partition(":")[2],
            vectors.title(document),
            vectors.body(document),
            vectors.autocomplete(document),
        ]
    with connection().cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} "  # noqa: S608
            "(content_type_id, object_id, title, body, autocomplete, title_norm, title_text, body_text) "
            f"VALUES {', '.join(rows)} ON CONFLICT (content_type_id, object_id) DO UPDATE SET "
            "title = EXCLUDED.title, body = EXCLUDED.body, autocomplete = EXCLUDED.autocomplete",
            values,
        )


def count_words(now=False):
    """Note how many things hold each word; with many things only when it was long ago enough."""
    if not now and time.time() < float(note(NEXT_COUNT) or 0) and things().count() > FEW:
        return
    started = time.time()
    with connection().cursor() as cursor:
        cursor.execute(
            "SELECT substr(word, 2), ndoc FROM ts_stat(%s) WHERE word LIKE %s",
            [_AUTOCOMPLETE, f"{vectors.SURFACE}%"],
        )
        words = cursor.fetchall()
    _write_note(WORDS, json.dumps(words, ensure_ascii=False))
    _write_note(NEXT_COUNT, str(time.time() + (time.time() - started) / SHARE))


def words():
    """``[(word, number of things)]`` as they were counted last."""
    return [tuple(pair) for pair in json.loads(note(WORDS) or "[]")]


class Rebuild:
    """Makes the index anew, inside ``only_writer``: until it is done everybody sees the one before."""

    def __init__(self):
        self.keys = set()
        self._waiting = []

    def add(self, objects):
        """Index objects; each once, whatever happens meanwhile."""
        for obj in objects:
            key = documents.key_of(type(obj), obj.pk)
            if key not in self.keys:
                self.keys.add(key)
                found = documents.readable(obj)
                if found is not None:
                    self._waiting.append(found)
        while len(self._waiting) >= CHUNK:
            _insert(self._waiting[:CHUNK])
            del self._waiting[:CHUNK]

    def finish(self):
        """Leave out what wasn't given, and say what the index was made with."""
        if self._waiting:
            _insert(self._waiting)
        _remove([key for key in keys() if key not in self.keys])
        _write_note(MADE_WITH, documents.version())
        count_words(now=True)

    def cancel(self):
        """Nothing to do: the transaction is rolled back."""
