"""Where a text can still be found after it should be gone: every table, the index of search, files, mail, caches.

    assert places_with("zwaluwnest") == []

Look for a word that nobody would type: letters only and in lower case, as the index cuts everything else to pieces.
Logs are the test's own: ``caplog.text``.
"""

import pickle
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection


def places_with(text):
    """Names of all places that hold ``text``, whatever its case: ``table.column``, files, ``mail``, ``cache``."""
    wanted = text.lower()
    found = [*_in_tables(wanted), *_in_files(wanted), *_in_index(wanted)]
    sent = [str(one.message()) + one.subject + one.body for one in getattr(mail, "outbox", [])]
    if any(wanted in one.lower() for one in sent):
        found.append("mail")
    kept = getattr(caches["default"], "_cache", {})
    if any(wanted in repr(_loaded(one)).lower() for one in list(kept.values())):
        found.append("cache")
    return sorted(found)


def _in_tables(wanted):
    """Every column of every table, also of those that no model knows."""
    quote, found = connection.ops.quote_name, []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = quote(column.name)
                # In PostgreSQL bytes as text are hexadecimal.
                asked = [f"LOWER(CAST({name} AS TEXT)) LIKE %s"] * 2
                cursor.execute(
                    f"SELECT COUNT(*) FROM {quote(table)} WHERE {' OR '.join(asked)}",
                    [f"%{wanted}%", f"%{wanted.encode().hex()}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column.name}")
    return found


def _in_files(wanted):
    folders = {Path(settings.MEDIA_ROOT).parent, Path(settings.MEDIA_ROOT), Path(settings.SEARCH_INDEX_DIR)}
    files = {one for folder in folders if folder.exists() for one in folder.rglob("*") if one.is_file()}
    own = Path(str(connection.settings_dict["NAME"])).name
    # The database is asked in its own words: in its file also stands what was deleted and not yet overwritten.
    files = [one for one in files if not one.name.startswith(own) and ".sqlite3" not in one.name]
    return [f"file {one.name}" for one in files if wanted.encode() in one.read_bytes().lower()]


def _in_index(wanted):
    """Words of the index, as its files may be packed."""
    from whoosh.filedb.filestore import FileStorage

    folder = Path(settings.SEARCH_INDEX_DIR)
    tocs = [one.parent for one in folder.rglob("_MAIN_*.toc")] if folder.exists() else []
    found = []
    for place in set(tocs):
        with FileStorage(str(place)).open_index(indexname="MAIN").reader() as reader:
            if any(wanted[:8] in word.decode(errors="replace") for _field, word in reader.all_terms()):
                found.append("index of search")
    return found


def _loaded(entry):
    try:
        return pickle.loads(entry)
    except Exception:
        return entry
