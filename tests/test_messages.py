"""The interface is complete in Dutch and English."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
CATALOGS = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


def name(path):
    return str(path.relative_to(ROOT))


def entries(path):
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def placeholders(text):
    """The parts of a text that are filled in: %(name)s, %s and {name}."""
    return sorted(re.findall(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_0-9]*\}", text))


def test_both_languages_are_there():
    assert [path.parts[-3] for path in CATALOGS if path.name == "django.po"] == ["en", "nl"]


@pytest.mark.parametrize("path", CATALOGS, ids=name)
def test_no_entry_is_missing_or_only_guessed(path):
    assert [entry.msgid for entry in entries(path) if entry.fuzzy or not entry.translated()] == []


@pytest.mark.parametrize("path", CATALOGS, ids=name)
def test_a_translation_fills_in_the_same_things(path):
    wrong = []
    for entry in entries(path):
        if entry.msgid_plural:
            wanted = placeholders(entry.msgid_plural)
            wrong += [entry.msgid for text in entry.msgstr_plural.values() if set(placeholders(text)) - set(wanted)]
        elif placeholders(entry.msgid) != placeholders(entry.msgstr):
            wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.slow
def test_every_text_of_the_code_is_in_the_catalogs(tmp_path):
    """Extract anew in a copy: what the code says and what the catalogues hold are the same."""
    assert shutil.which("xgettext"), "GNU gettext is needed: bash scripts/need.sh gettext"
    for part in ("manage.py", "site", "network", "practices", "events", "search", "templates", "locale", "scripts"):
        source = ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)
    (tmp_path / "static").mkdir()
    subprocess.run([sys.executable, "scripts/messages.py", "update"], cwd=tmp_path, check=True, capture_output=True)
    for path in CATALOGS:
        kept = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries(path)}
        fresh = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries(tmp_path / name(path))}
        assert sorted(map(str, fresh - kept)) == [], f"not in {name(path)}; run make messages"
        assert sorted(map(str, kept - fresh)) == [], f"no longer used in {name(path)}; run make messages"
