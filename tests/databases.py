"""Databases for tests, made once: the tables come from a template, and emptied tables get their rows back at once."""

import os
import shutil

from django.db import connection, transaction
from django.test import TransactionTestCase

# Of a run of all tests (scripts/test.sh): a migrated SQLite file, or the name of a migrated PostgreSQL database.
TEMPLATE = os.environ.get("LEERKRING_TEST_TEMPLATE", "")
ASKS = {"db", "transactional_db", "live_server", "django_db_setup"}


def on_postgres(database):
    """Whether a row of ``DATABASES`` is PostgreSQL."""
    return "postgres" in database["ENGINE"]


def start_from_template(database):
    """Let a test database begin as a copy of the template, so that ``migrate`` finds nothing left to do."""
    if on_postgres(database):
        database["TEST"]["TEMPLATE"] = TEMPLATE
    else:
        shutil.copyfile(TEMPLATE, database["TEST"]["NAME"])


def asks_database(item):
    """Whether a test can reach a database: pytest-django refuses it to all others."""
    if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
        return True
    return item.get_closest_marker("django_db") is not None or bool(ASKS & set(getattr(item, "fixturenames", ())))


def rows_of_all_tables():
    """``{table: (columns, rows)}`` of the tables of models that have rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if rows := cursor.fetchall():
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def put_back(tables):
    """Insert what ``rows_of_all_tables`` gave; tables that were not emptied have it still."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table, (columns, rows) in tables.items():
            signs = f"({', '.join(['%s'] * len(columns))})"
            names = ", ".join(map(quote, columns))
            step = max(1, 900 // len(columns))  # SQLite takes so many values a statement
            for start in range(0, len(rows), step):
                some = rows[start : start + step]
                values = ", ".join([signs] * len(some))
                statement = f"INSERT INTO {quote(table)} ({names}) VALUES {values} ON CONFLICT DO NOTHING"
                cursor.execute(statement, [value for row in some for value in row])


def put_back_after_emptying(tables):
    """Let a test that empties all tables leave them as it found them, so that any test may come after it."""
    empty = TransactionTestCase._fixture_teardown

    def empty_and_put_back(case):
        # Beside Playwright's event loop Django has a connection of its own, that doesn't know what the first one does:
        # that rows are put back, so that ``flush`` makes none itself, with other keys.
        connection._test_serialized_contents = "[]"
        empty(case)
        put_back(tables)

    TransactionTestCase._fixture_teardown = empty_and_put_back
