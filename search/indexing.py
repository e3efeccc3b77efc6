"""Keeping the index up to date. A request only notes what changed; a worker, or a thread after it, does the rest.

Notes are rows in the database, written in the transaction of the change, and removed after the index has it. So nothing
gets lost when a process dies, and a change that is rolled back was never noted.
"""

import logging
import threading
import time

from django.apps import apps
from django.conf import settings
from django.db import connections, router, transaction
from modelsearch.index import class_is_indexed, get_indexed_models

from base import stamps
from search.engine import Unavailable, get_ready, store
from search.engine.whoosh import documents
from search.models import IndexCheck, Pending

logger = logging.getLogger(__name__)

STAMP = "search"
# So many things are indexed in one go, and so many are read at once when all is made anew.
BATCH = 500
CHUNK = 200
# Seconds that a thread of the web process waits for more to come, and for another writer.
PAUSE = 0.2
RETRY = 0.5


def note(model, pks):
    """Remember that these objects changed, or are no more."""
    label = model._meta.label_lower
    Pending.objects.bulk_create([Pending(model=label, object_id=str(pk)) for pk in pks], batch_size=BATCH)
    if settings.SEARCH_INDEX_IN_WEB:
        transaction.on_commit(background.wake)


def work_off(wait=0.0):
    """Index what was noted, and say how many notes that were; 0 when another process is at it for ``wait`` seconds."""
    if not Pending.objects.exists() and not state():
        return 0
    try:
        with store().only_writer(wait):
            done = _rebuild() if state() else 0
            while batch := list(Pending.objects.order_by("pk")[:BATCH]):
                _index(batch)
                done += len(batch)
            return done
    except store().Busy:
        return 0


def state():
    """Empty when the index can be read; otherwise why not: "missing", "damaged" or "outdated"."""
    try:
        store().check_version()
    except Unavailable as why:
        return str(why)
    return ""


def _index(batch):
    get_ready()
    by_model = {}
    for row in batch:
        by_model.setdefault(row.model, set()).add(row.object_id)
    changes = {}
    for label, pks in by_model.items():
        changes.update(_documents(label, pks))
    if changes:
        store().write(changes)
    _drop(batch)
    stamps.bump(STAMP)


def _documents(label, pks):
    """``{key: document, or None for what is gone}``."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    changes = {documents.key_of(model, pk): None for pk in pks}
    if class_is_indexed(model):
        for obj in _indexed_objects(model).filter(pk__in=pks):
            changes[documents.key_of(model, obj.pk)] = documents.document(obj)
    return changes


def _indexed_objects(model):
    return model.get_indexed_objects().order_by()


def _drop(rows):
    """Remove notes; without signals, as nobody's pages change by it."""
    using = router.db_for_write(Pending)
    Pending.objects.using(using).filter(pk__in=[row.pk for row in rows])._raw_delete(using)


def rebuild(wait=60.0, progress=None):
    """Make the index anew beside the one in use, and put it in its place. ``progress`` is called with each number."""
    with store().only_writer(wait):
        count = _rebuild(progress)
    work_off(wait)
    return count


def _rebuild(progress=None):
    logger.info("Making the search index anew (%s)", state() or "asked for")
    get_ready()
    building = store().Rebuild()
    try:
        for model in get_indexed_models():
            for chunk in chunks(model.get_indexed_objects()):
                building.add(chunk)
                if progress:
                    progress(len(chunk))
    except BaseException:
        building.cancel()
        raise
    building.finish()
    stamps.bump(STAMP)
    return len(building.keys)


def chunks(objects, size=CHUNK):
    """All of a queryset, in lists of at most ``size``; without a transaction, so that others can write meanwhile."""
    objects, last = objects.order_by("pk"), None
    while True:
        found = list((objects if last is None else objects.filter(pk__gt=last))[:size])
        if not found:
            return
        yield found
        last = found[-1].pk


def start_empty():
    """Put an index with nothing in it in the place of the one in use."""
    with store().only_writer(30):
        store().Rebuild().finish()
    stamps.bump(STAMP)


class Rebuilder:
    """For Wagtail's ``update_index``: what the command gives is written beside the index in use."""

    def __init__(self, index):
        self.index = index
        self._lock = self._building = None

    def start(self):
        self._lock = store().only_writer(60)
        self._lock.__enter__()
        get_ready()
        self._building = store().Rebuild()
        return self

    def add_model(self, model):
        """Nothing to prepare for a model."""

    def add_items(self, model, items):
        self._building.add(items)

    def finish(self):
        try:
            self._building.finish()
        finally:
            self._lock.__exit__(None, None, None)
        stamps.bump(STAMP)
        work_off(wait=30)


def check():
    """Compare index and database, note what differs for the next ``work_off``, and record it."""
    work_off(wait=30)
    try:
        indexed = store().keys()
    except Unavailable as why:
        return IndexCheck.objects.create(note=str(why))
    wanted = {}
    for model in get_indexed_models():
        for pk in model.get_indexed_objects().order_by().values_list("pk", flat=True).iterator(chunk_size=2000):
            wanted[documents.key_of(model, pk)] = (model, pk)
    waiting = {
        documents.key_of(apps.get_model(row.model), row.object_id)
        for row in Pending.objects.all()
        if row.model in {model._meta.label_lower for model in get_indexed_models()}
    }
    missing = [key for key in wanted if key not in indexed and key not in waiting]
    left_over = [key for key in indexed if key not in wanted and key not in waiting]
    for key in missing:
        model, pk = wanted[key]
        note(model, [pk])
    for key in left_over:
        label, _, pk = key.partition(":")
        note(apps.get_model(label), [pk])
    if missing or left_over:
        work_off(wait=30)
    return IndexCheck.objects.create(documents=len(wanted), missing=len(missing), left_over=len(left_over))


class _Background:
    """A thread of a process that serves pages, which indexes what its requests changed."""

    def __init__(self):
        self._lock, self._wanted, self._thread = threading.Lock(), threading.Event(), None

    def wake(self):
        """See to it that what is noted now gets indexed."""
        self._wanted.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="search-index", daemon=True)
                self._thread.start()

    def _run(self):
        while True:
            if not self._wanted.wait(timeout=5):
                with self._lock:
                    if not self._wanted.is_set():
                        self._thread = None
                        return
            time.sleep(PAUSE)
            self._wanted.clear()
            try:
                self._until_empty()
            except Exception:
                logger.exception("What changed could not be indexed; it stays noted")
            finally:
                connections.close_all()

    def _until_empty(self):
        while Pending.objects.exists():
            if not work_off():
                time.sleep(RETRY)


background = _Background()
