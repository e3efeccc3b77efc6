"""Being the only one: among the processes of a machine with SQLite, among all machines with PostgreSQL."""

import fcntl
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def alone(name):
    """Gives whether nobody else is inside a block of this name now; never waits. A process that dies lets go."""
    with (_in_database if connection.vendor == "postgresql" else _in_file)(name) as got:
        yield got


@contextmanager
def _in_file(name):
    folder = Path(settings.STAMP_DIR).parent / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / name, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


@contextmanager
def _in_database(name):
    # The database knows locks by number only; the first one sets ours apart from those of others.
    key = (0x4C4B, zlib.crc32(name.encode()) - 2**31)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        got = cursor.fetchone()[0]
    try:
        yield got
    finally:
        # A job that closed the connection has let go already.
        if got and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
