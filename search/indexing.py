"""Keeping the index up to date. A request only notes what changed; a worker, or a thread after it, does the rest.

Notes are rows in the database, written in the transaction of the change, and removed after the index has it. So nothing
gets lost when a process dies, and a change that is rolled back was never noted.
"""

import logging
import time
from contextlib import ExitStack

from django.apps import apps
from django.conf import settings
from django.db import router
from modelsearch.index import class_is_indexed, get_indexed_models

from base import stamps
from base.background import Background
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
# Seconds that who makes the index anew waits until nobody else writes.
PATIENCE = 60
# Seconds until it tries again after it failed.
REST = 60


def note(model, pks):
    """Remember that these objects changed, or are no more."""
    label = model._meta.label_lower
    Pending.objects.bulk_create([Pending(model=label, object_id=str(pk)) for pk in pks], batch_size=BATCH)
    background.after_commit()


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
            changes[documents.key_of(model, obj.pk)] = documents.readable(obj)
    return changes


def _indexed_objects(model):
    return model.get_indexed_objects().order_by()


def _drop(rows):
    """Remove notes; without signals, as nobody's pages change by it."""
    using = router.db_for_write(Pending)
    Pending.objects.using(using).filter(pk__in=[row.pk for row in rows])._raw_delete(using)


def rebuild(wait=PATIENCE, progress=None):
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

    def start(self):
        self._lock = ExitStack()
        self._lock.enter_context(store().only_writer(PATIENCE))
        get_ready()
        self._building = store().Rebuild()
        return self

    def add_model(self, model):
        """Nothing to prepare for a model."""

    def add_items(self, model, items):
        self._building.add(items)

    def finish(self):
        with self._lock:
            self._building.finish()
        stamps.bump(STAMP)
        work_off(wait=30)


def check():
    """Compare index and database, index what differs, and record it. An index that is worn is made anew."""
    work_off(wait=30)
    try:
        indexed = store().keys()
        wanted = _wanted()
        waiting = {(row.model, row.object_id) for row in Pending.objects.all()}
        # what another process indexed meanwhile is no difference
        now = store().keys()
    except Unavailable as why:
        return IndexCheck.objects.create(note=str(why))
    missing = [(model, pk) for key, (model, pk) in wanted.items() if key not in indexed and key not in now]
    gone = [key.partition(":")[::2] for key in indexed if key not in wanted and key in now]
    left_over = [(apps.get_model(label), pk) for label, pk in gone]
    for model, pk in missing + left_over:
        if (model._meta.label_lower, str(pk)) not in waiting:
            note(model, [pk])
    if getattr(store(), "is_worn", bool)():
        rebuild()
    elif missing or left_over:
        work_off(wait=30)
    return IndexCheck.objects.create(documents=len(wanted), missing=len(missing), left_over=len(left_over))


def _wanted():
    """``{key: (model, primary key)}`` of all that has to be in the index."""
    wanted = {}
    for model in get_indexed_models():
        for pk in model.get_indexed_objects().order_by().values_list("pk", flat=True).iterator(chunk_size=2000):
            wanted[documents.key_of(model, pk)] = (model, pk)
    return wanted


def wake():
    """Where no worker runs, let a thread of this process do what there is to do. After a failure it rests a while."""
    if settings.SEARCH_INDEX_IN_WEB and time.monotonic() > _resting["until"]:
        background.start()


def _until_nothing_waits():
    """Index what was noted. While another process writes, wait for it: it may have looked just before our note."""
    try:
        while Pending.objects.exists() or state():
            if not work_off():
                time.sleep(RETRY)
    except Exception:
        _resting["until"] = time.monotonic() + REST
        raise


_resting = {"until": 0.0}
background = Background("search-index", _until_nothing_waits, pause=PAUSE)
