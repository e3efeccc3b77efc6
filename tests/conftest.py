"""What all tests share: a clean start for each, and databases that threads can share."""

import gc
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests import databases

ROOT = Path(__file__).resolve().parents[1]
INDEX = Path(settings.SEARCH_INDEX_DIR)

# How long one example takes says more about what else the machine is doing than about the code.
hypothesis_settings.register_profile("leerkring", deadline=None)
hypothesis_settings.load_profile("leerkring")


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="leave out tests that can reach no database")


def pytest_configure(config):
    """Compile the translations once a run, also when pytest is called without make."""
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, ROOT / "scripts" / "messages.py", "compile"], check=True)


def pytest_unconfigure():
    """Remove the folder that the test settings made for uploads, stamps and the database."""
    shutil.rmtree(Path(settings.MEDIA_ROOT).parent, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Give tests that empty the database what the migrations put in it (roles, the first page) back afterwards.

    With ``--only-database`` leave out what can reach no database, or says the same on any (``once``).
    """
    if config.getoption("only_database"):
        left_out = [item for item in items if not databases.asks_database(item) or item.get_closest_marker("once")]
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)
    for item in items:
        marker = item.get_closest_marker("django_db")
        empties = marker and marker.kwargs.get("transaction")
        if empties or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """Keep the copy of the template; the folder of the run goes as a whole."""
    return django_db_keepdb or (bool(databases.TEMPLATE) and not databases.on_postgres(settings.DATABASES["default"]))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Keep SQLite in a file: an in-memory database is one connection, which threads would have to share."""
    database = settings.DATABASES["default"]
    if not databases.on_postgres(database):
        database["TEST"]["NAME"] = str(Path(settings.MEDIA_ROOT).parent / "test.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    if databases.TEMPLATE:
        databases.start_from_template(database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Put rows back as they were, not object by object as Django does, and let the collector leave what stays alone."""
    with django_db_blocker.unblock():
        tables = databases.rows_of_all_tables()
    connection.creation.deserialize_db_from_string = lambda _serialized: databases.put_back(tables)
    databases.put_back_after_emptying(tables)
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Forget what the process keeps between requests: tests roll back, so nothing else would make it old."""
    from base import page_cache, stamps

    page_cache.clear()
    stamps.forget()
    cache.clear()
    yield
    # what a command indexed on the way; who tests search takes an index of its own (tests/searching.py)
    if INDEX.exists():
        shutil.rmtree(INDEX)
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def forced_in_all_the_way(monkeypatch):
    """Let ``force_login`` do the second step as well, for who needs one: that is what being signed in means here.

    Who tests the way in itself types the password, or uses ``tests.signing_in.by_password_alone``.
    """
    from django.test import Client

    from tests.signing_in import do_second_step

    by_password = Client.force_login

    def force_login(client, user, backend=None):
        by_password(client, user, backend)
        do_second_step(client, user)

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(autouse=True)
def only_on_its_database(request):
    """Skip a test marked ``postgres`` where the tests run on SQLite."""
    if request.node.get_closest_marker("postgres") and not databases.on_postgres(settings.DATABASES["default"]):
        pytest.skip("says something about PostgreSQL only")
