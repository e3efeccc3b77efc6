"""The translations: compile them without GNU gettext, bring them up to date, say what is missing.

``compile`` is part of ``make run`` and ``make test``: the .mo files are not in the repository and a newcomer has no
gettext. ``update`` is ``make messages``: extract, merge, and give English its own text as translation.
"""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
LANGUAGES = ("nl", "en")
EXTRACT = [
    "makemessages",
    *(f"--locale={language}" for language in LANGUAGES),
    "--no-location",
    "--no-wrap",
    *(f"--ignore={folder}" for folder in (".venv*", "tests", "bench", "var")),
]


def catalogs():
    """Every .po file of the site."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_catalogs():
    """Write each .mo that is missing or older than its .po."""
    for path in catalogs():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            # Written beside and then moved, so that a running server never reads half a file.
            scratch = compiled.with_suffix(".mo.new")
            polib.pofile(str(path)).save_as_mofile(str(scratch))
            scratch.replace(compiled)


def missing(path):
    """The entries of a .po file that have no translation yet, or one that was only guessed."""
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete and not entry.translated()]


def tidy(path, language):
    """Drop what is no longer used and every guess; English says what the code says."""
    catalog = polib.pofile(str(path), wrapwidth=0)
    for entry in list(catalog):
        if entry.obsolete:
            catalog.remove(entry)
            continue
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
        if language == "en":
            if entry.msgid_plural:
                entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
            else:
                entry.msgstr = entry.msgid
    catalog.metadata["Language"] = language
    catalog.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    catalog.metadata.pop("POT-Creation-Date", None)  # would change the file at each run
    catalog.save()


def update():
    """Extract every text anew and merge it into the catalogues (needs GNU gettext)."""
    subprocess.run([sys.executable, "manage.py", *EXTRACT], cwd=ROOT, check=True)
    for path in catalogs():
        tidy(path, path.parts[-3])
    compile_catalogs()


def main(arguments):
    if arguments == ["compile"]:
        compile_catalogs()
    elif arguments == ["update"]:
        update()
        for path in catalogs():
            for entry in missing(path):
                print(f"{path.relative_to(ROOT)}: no translation of {entry.msgid!r}")
    else:
        sys.exit("Use: python scripts/messages.py compile | update")


if __name__ == "__main__":
    main(sys.argv[1:])
