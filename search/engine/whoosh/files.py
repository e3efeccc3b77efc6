"""Where the index is: ``SEARCH_INDEX_DIR/current`` is a link to the folder in use, so that another is put in its place
in one step. Only one process writes at a time; a lock that its process leaves behind is free at once."""

import fcntl
import json
import os
import shutil
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LINK = "current"
MADE_BY = "made-by.json"
DAMAGED = "damaged"
RETRY = 0.05  # seconds


class Busy(Exception):
    """Another process is writing."""


def root():
    """The folder of all that belongs to the index. It holds pickles, so nobody else may write in it."""
    folder = Path(settings.SEARCH_INDEX_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def current():
    """The name of the folder in use, or "" when there is none."""
    try:
        return os.readlink(f"{settings.SEARCH_INDEX_DIR}/{LINK}")
    except OSError:
        return ""


def path_of(name):
    return Path(settings.SEARCH_INDEX_DIR) / name


@contextmanager
def only_writer(wait=0.0):
    """Inside, nobody else writes. ``Busy`` when that didn't come about within ``wait`` seconds."""
    handle = os.open(root() / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Busy from None
                time.sleep(RETRY)
        yield
    finally:
        os.close(handle)


def new_folder():
    """An empty folder for another index; what earlier attempts left behind is removed. Only for the writer."""
    in_use = current()
    for entry in root().iterdir():
        if entry.is_dir() and not entry.is_symlink() and entry.name != in_use:
            shutil.rmtree(entry, ignore_errors=True)
    name = f"index-{uuid.uuid4().hex[:12]}"
    path_of(name).mkdir(mode=0o700)
    return name


def use(name):
    """Let all processes read the folder ``name`` from now on, and remove the one before."""
    before = current()
    scratch = root() / f".{LINK}.{uuid.uuid4().hex}"
    os.symlink(name, scratch)
    os.replace(scratch, root() / LINK)
    if before and before != name:
        shutil.rmtree(path_of(before), ignore_errors=True)


def sign(name, version):
    """Write down what the index in this folder was made with."""
    _write(path_of(name) / MADE_BY, json.dumps({"version": version}))


def signed(name):
    """What it was made with; empty when that can't be read."""
    try:
        return json.loads((path_of(name) / MADE_BY).read_text())["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def call_damaged(name, why):
    """Let nobody read this folder any more."""
    try:
        _write(path_of(name) / DAMAGED, why[:1000])
    except OSError:  # it may be gone already
        pass


def is_damaged(name):
    return (path_of(name) / DAMAGED).exists()


def settle(name):
    """Make sure that what was written is on the disk."""
    folder = path_of(name)
    for path in [*folder.glob("*.seg"), *folder.glob("*.toc"), folder]:
        try:
            handle = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def size(name):
    """Bytes of an index on the disk."""
    return sum(path.stat().st_size for path in path_of(name).iterdir() if path.is_file())


def _write(path, text):
    scratch = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    scratch.write_text(text)
    os.replace(scratch, path)
