"""Nine shelves become one file, in every way that Django serves files."""

import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from base.stylesheet import NAME, SHELVES, StylesheetFinder, build

SOURCE = Path(__file__).resolve().parents[3] / "static" / "css"


@pytest.fixture
def shelves(tmp_path):
    """A folder with one rule on each shelf."""
    for shelf in SHELVES:
        (tmp_path / f"{shelf}.css").write_text(f".{shelf} {{ color: red; }}\n")
    return tmp_path


def test_every_file_in_the_folder_is_a_shelf():
    assert {path.stem for path in SOURCE.glob("*.css")} == set(SHELVES)


def test_build_joins_the_shelves_in_their_order(shelves):
    css = build(shelves, shelves / "out" / "site.css").read_text()
    assert re.findall(r"^\.(\w+)", css, re.M) == list(SHELVES)
    assert sorted(path.name for path in (shelves / "out").iterdir()) == ["site.css"]


def test_build_follows_a_change_and_leaves_an_equal_file_alone(shelves):
    target = build(shelves, shelves / "site.css")
    os.utime(target, (1, 1))
    assert build(shelves, target).stat().st_mtime == 1
    (shelves / "print.css").write_text(".paper { color: black; }")
    assert build(shelves, target).read_text().endswith(".paper { color: black; }")


def test_finder_gives_the_stylesheet_and_nothing_else():
    found = finders.find(NAME)
    assert Path(found).read_text().startswith((SOURCE / "tokens.css").read_text())
    assert StylesheetFinder().find("css/other.css") == []
    assert StylesheetFinder().find(NAME, find_all=True) == [found]


def test_collectstatic_hashes_the_stylesheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = []
    settings.STATICFILES_FINDERS = ["base.stylesheet.StylesheetFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    finders.get_finder.cache_clear()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    finally:
        finders.get_finder.cache_clear()
    plain, hashed = sorted((path.name for path in (tmp_path / "css").iterdir()), key=len)
    assert plain == "site.css" and re.fullmatch(r"site\.[0-9a-f]{12}\.css", hashed)


@pytest.mark.parametrize("shelf", SHELVES)
def test_shelf_asks_for_nothing_elsewhere_and_closes_its_braces(shelf):
    css = (SOURCE / f"{shelf}.css").read_text()
    assert "url(" not in css and "@import" not in css
    assert css.count("{") == css.count("}")
    assert len(css.splitlines()) < 300


def test_every_token_that_is_used_is_defined():
    css = "".join((SOURCE / f"{shelf}.css").read_text() for shelf in SHELVES)
    assert set(re.findall(r"var\((--[\w-]+)", css)) - set(re.findall(r"(--[\w-]+):", css)) == set()
