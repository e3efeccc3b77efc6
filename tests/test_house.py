"""The rules of the house that a reviewer would otherwise have to remember."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("site", "network", "practices", "search", "templates", "static", "tests", "bench", "scripts")
LONGEST = 350
LONGEST_TEST = 600


def files(*suffixes, folders=OURS):
    """The project's own files with these suffixes, without what tools made and without migrations."""
    found = [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in suffixes and "__pycache__" not in path.parts and "migrations" not in path.parts
    ]
    assert found, f"no {suffixes} in {folders}"
    return found


def name(path):
    return str(path.relative_to(ROOT))


def test_site_is_no_package():
    """`site` is a module of the standard library: an __init__.py there can break the interpreter."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_rooms_import_one_way_only():
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": ".:site", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 kept, 0 broken" in result.stdout


def test_the_import_rule_knows_every_room():
    """A room that isn't in the contract would be free to import anything."""
    contract = (ROOT / "pyproject.toml").read_text().partition("[[tool.importlinter.contracts]]")[2]
    code = files(".py", folders=("site", "network", "practices", "search"))
    rooms = [path.parent.relative_to(ROOT) for path in code if path.name == "apps.py"]
    for room in rooms:
        dotted = ".".join(part for part in room.parts if part != "site")
        assert f'"{dotted}"' in contract, f"{dotted} is missing from the import contract"


def test_a_file_can_be_read_at_one_sitting():
    """Tests may be longer: they are read one case at a time."""
    lengths = {name(path): len(path.read_text().splitlines()) for path in files(".py", ".html", ".css", ".js", ".sh")}
    limit = {path: LONGEST_TEST if path.startswith("tests/") else LONGEST for path in lengths}
    assert {path: lines for path, lines in lengths.items() if lines > limit[path]} == {}


def test_templates_have_nothing_inline():
    """The content security policy forbids it, so it would silently not work. Mail has no policy and no stylesheet."""
    forbidden = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|javascript:|<script\b(?![^>]*(?:src=|json))")
    pages = [path for path in files(".html", folders=("templates",)) if "mail" not in path.parts]
    found = {name(path): forbidden.findall(path.read_text()) for path in pages}
    assert {page: places for page, places in found.items() if places} == {}


def test_safe_marks_stand_in_few_known_places():
    """What is marked safe is not escaped: only the sanitiser and what builds components by hand do so."""
    allowed = (
        "site/base/html.py",
        "site/base/drawings.py",
        "site/base/listing.py",
        "site/base/templatetags/",
        "practices/templatetags/practices.py",
    )
    marks = re.compile(r"\|\s*safe\b|mark_safe|SafeString|autoescape off")
    found = [
        name(path)
        for path in files(".py", ".html", folders=("site", "network", "practices", "search", "templates"))
        if marks.search(path.read_text()) and not name(path).startswith(allowed)
    ]
    assert found == []


def test_the_lock_names_no_address():
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text
    assert not re.search(r"^--(index|extra|find|trusted)", text, re.MULTILINE)


def test_the_lock_pins_each_package_with_a_hash():
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements.lock").read_text().strip(), flags=re.IGNORECASE)
    assert len(entries) > 60
    for entry in entries:
        assert re.match(r"[\w.\-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_every_dependency_of_the_project_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    locked = {line.partition("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    names = {re.match(r"[\w-]+", wish)[0].lower() for wish in wanted}
    assert names <= {pin.strip().lower() for pin in locked}


def test_every_variable_of_the_settings_is_explained():
    """What can be set from outside is in dotenv.example and in docs/settings.md."""
    source = "".join(path.read_text() for path in (ROOT / "site" / "config" / "settings").glob("*.py"))
    variables = set(re.findall(r"""env(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", source))
    assert len(variables) > 10
    example = (ROOT / "dotenv.example").read_text()
    explained = (ROOT / "docs" / "settings.md").read_text()
    assert [v for v in sorted(variables) if not re.search(rf"^#? ?{v}=", example, re.MULTILINE)] == []
    assert [v for v in sorted(variables) if f"`{v}`" not in explained] == []
