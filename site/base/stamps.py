"""Generation stamps: how every process learns, within the same request, that something changed.

A stamp is a random text under a name. Whatever a process remembers, it remembers under the stamp it saw *before* it
read its data; a write changes the stamp after its commit, so what was remembered before is never used again.
On one machine a stamp is a small file; with ``REDIS_URL`` it is a key in Redis, shared by all machines.
"""

import os
import threading
import uuid
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

# What pages are kept under: it goes last, after the stamps of what a page is made of.
SITE = "site"

_request = threading.local()
_memory = {}
_watched = {}


def current(name):
    """The stamp under ``name``; an empty text if nothing was ever written. Read once a request."""
    seen = getattr(_request, "seen", None)
    if seen is None:
        return _read(name)
    if not seen:
        # First, as it is bumped last: whatever is kept under it is then never made of something older.
        seen[SITE] = _read(SITE)
    if name not in seen:
        seen[name] = _read(name)
    return seen[name]


@contextmanager
def one_request():
    """Inside, each stamp is read once: a page asks for it some fifteen times, and one reading is as true as fifteen."""
    _request.seen = {}
    try:
        yield
    finally:
        _request.seen = None


def _read(name):
    if settings.REDIS_URL:
        return cache.get(f"stamp:{name}") or ""
    try:
        with open(f"{settings.STAMP_DIR}/{name}", "rb", buffering=0) as file:
            return file.read(64)
    except FileNotFoundError:
        return b""


def bump(name):
    """Make everything that was remembered under ``name`` old, in every process, at once."""
    if getattr(_request, "seen", None):
        _request.seen.clear()
    if settings.REDIS_URL:
        cache.set(f"stamp:{name}", uuid.uuid4().hex, timeout=None)
        return
    folder = Path(settings.STAMP_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / f".{name}.{uuid.uuid4().hex}"
    scratch.write_text(uuid.uuid4().hex)
    os.replace(scratch, folder / name)


def bump_on_commit(*names):
    """Bump once the current transaction is committed; once a transaction, however often it is asked."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        _Bump(names)()
        return
    here = set(connection.savepoint_ids)
    for entry in connection.run_on_commit:
        if isinstance(entry[1], _Bump) and entry[0] == here:
            entry[1].names.update(names)
            return
    transaction.on_commit(_Bump(names))


class _Bump:
    """Bumps all that one transaction asked for: ``SITE`` last.

    A page that is made halfway would otherwise be made of old remembered parts and kept under the new stamp.
    """

    def __init__(self, names):
        self.names = set(names)

    def __call__(self):
        for name in sorted(self.names, key=lambda name: (name == SITE, name)):
            bump(name)


def remember(name, key, build):
    """What ``build()`` gives, remembered in this process under ``key`` until the stamp ``name`` changes."""
    stamp = current(name)
    held = _memory.get((name, key))
    if held is not None and held[0] == stamp:
        return held[1]
    value = build()
    _memory[(name, key)] = (stamp, value)
    return value


def watch(name, *app_labels):
    """Let every write to a model of these apps bump the stamp ``name``."""
    _watched.setdefault(name, set()).update(app_labels)


def watching(app_label):
    """The names of the stamps that a write to a model of this app bumps, besides ``SITE``."""
    return [name for name, labels in _watched.items() if app_label in labels]


def forget():
    """Drop all that this process remembers (tests)."""
    _memory.clear()
