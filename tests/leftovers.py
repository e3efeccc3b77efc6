"""Where a text is left behind: ``places_with(text)`` looks everywhere the site keeps something.

For tests of what must be nowhere: personal data that a form refused, a case text after its session was closed. A test
that uses it also shows that the text *is* found where it may be, or it proves nothing::

    assert places_with("Terborgh", caplog) == set()

The answer holds names: ``table.column`` for the database (revisions, notices, the outbox and drafts are tables),
``index`` for the index of words, ``file name`` for an upload, ``log``, ``mail``, and ``backup`` for a copy of the
database that is made on the spot.
"""

import html
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import connection
from whoosh.filedb.filestore import FileStorage

ROOT = Path(__file__).resolve().parents[1]
SHORTEST_WORD = 4


def places_with(text, caplog=None, backup=False):
    """The names of all places that hold ``text``, whatever its capitals; what pages remember is under stamps, not here.

    ``backup=True`` runs ``deploy/backup.sh`` and looks in its copy; that sees only what is committed, so the test has
    the mark ``django_db(transaction=True)``.
    """
    found = {*_in_database(text), *_in_uploads(text)}
    if in_index(text):
        found.add("index")
    if caplog is not None and _holds(caplog.text + repr([record.__dict__ for record in caplog.records]), text):
        found.add("log")
    if any(_holds(message.message().as_string() + message.body, text) for message in getattr(mail, "outbox", [])):
        found.add("mail")
    if backup and _in_backup(text):
        found.add("backup")
    return found


def _holds(value, text) -> bool:
    """Whether a stored value holds the text, as it is or as it stands in JSON and in HTML."""
    if isinstance(value, memoryview | bytes | bytearray):
        value = bytes(value).decode("utf-8", "ignore")
    value = str(value).casefold()
    forms = (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], html.escape(text))
    return any(form.casefold() in value for form in forms)


def _in_database(text):
    """Each column of each table, also of tables that no model knows."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                for name, value in zip(columns, row, strict=True):
                    if value is not None and not isinstance(value, bool | int | float) and _holds(value, text):
                        yield f"{table}.{name}"


def _in_uploads(text):
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and (_holds(path.name, text) or _holds(path.read_bytes(), text)):
            yield f"file {path.name}"


def in_index(text) -> bool:
    """Whether the index of words has all words of the text: it keeps the stem of each, so its end may differ."""
    words = [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD]
    if not words:
        return False
    terms = list(_terms())
    return all(any(term.startswith(word[: max(SHORTEST_WORD, len(word) - 2)]) for term in terms) for word in words)


def _terms():
    """All words that the index of Whoosh knows, and what it stores beside them."""
    for folder in {path.parent for path in Path(settings.SEARCH_INDEX_DIR).rglob("*.toc")}:
        index = FileStorage(str(folder)).open_index(indexname="MAIN")
        with index.reader() as reader:
            for _field, word in reader.all_terms():
                yield word.decode("utf-8", "ignore").casefold()
            for stored in reader.all_stored_fields():
                yield from re.findall(r"\w+", repr(stored).casefold())


def _in_backup(text) -> bool:
    """A copy of the database, made by the script that staff run, with everything in it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": _address(), "LEERKRING_VAR": str(Path(settings.MEDIA_ROOT).parent)}
        script = ["bash", str(ROOT / "deploy" / "backup.sh"), folder]
        made = subprocess.run(script, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        copy = Path(made.stdout.strip())
        dump = copy / "leerkring.dump"
        if dump.exists():
            # the custom format is compressed
            plain = subprocess.run(["pg_restore", "--file", "-", str(dump)], capture_output=True, check=True).stdout
        else:
            plain = (copy / "leerkring.sqlite3").read_bytes()
        uploads = copy / "media.tar"
        return _holds(plain, text) or (uploads.exists() and _holds(uploads.read_bytes(), text))


def _address():
    """The test database as ``DATABASE_URL``."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgresql://{values['USER']}:{values['PASSWORD']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
