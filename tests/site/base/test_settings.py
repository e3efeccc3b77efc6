"""Production refuses to start half configured; SQLite is set up so that nothing acknowledged is lost."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings

from config.settings.base import sqlite_options

GOOD = {
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "leerkring.example",
    "BASE_URL": "https://leerkring.example",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(**changes):
    """Start production settings in a process of its own and give its exit code and what it said."""
    env = {key: value for key, value in os.environ.items() if key not in GOOD and key != "DEBUG"}
    env |= {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": f"{settings.ROOT}/site"}
    code = "import django; django.setup()"
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=settings.ROOT, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_production_starts_when_all_is_set():
    code, said = start()
    assert (code, said) == (0, "")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "kort"}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me" + "x" * 50}, "SECRET_KEY"),
        ({"DEBUG": "true"}, "DEBUG"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "leerkring.example,*.example"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".example"}, "ALLOWED_HOSTS"),
        ({"BASE_URL": None}, "BASE_URL"),
    ],
)
def test_production_refuses_to_start(changes, word):
    code, said = start(**changes)
    assert code != 0
    assert "ImproperlyConfigured" in said
    assert word in said.strip().splitlines()[-1]


@pytest.mark.parametrize(("version", "journal"), [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL")])
def test_sqlite_syncs_fully_and_uses_wal_only_where_it_is_safe(monkeypatch, version, journal):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    options = sqlite_options()
    assert options["transaction_mode"] == "IMMEDIATE"
    assert f"journal_mode={journal};" in options["init_command"]
    assert "synchronous=FULL;" in options["init_command"]
