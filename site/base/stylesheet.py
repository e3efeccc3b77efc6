"""The one stylesheet of the site, made of its shelves in ``static/css/``.

People edit some small files; a browser asks for one. A finder is the place where Django lets a static file be made
instead of found: the development server, whitenoise and ``collectstatic`` all ask it, so there is no build step, no
generated file in git, and the manifest storage hashes and compresses ``css/site.css`` like any other file.
"""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SHELVES = (
    "tokens",
    "base",
    "frame",
    "pieces",
    "lists",
    "forms",
    "pages",
    "search",
    "services",
    "meetings",
    "reports",
    "challenges",
    "sessions",
    "print",
)
NAME = "css/site.css"


def joined(folder):
    """The shelves in ``folder`` after each other, in the order in which they may overrule one another."""
    return "\n".join((folder / f"{shelf}.css").read_text() for shelf in SHELVES)


def build(source, target):
    """Write the shelves in ``source`` to the file ``target``, unless it holds exactly them already."""
    css = joined(source)
    if not target.exists() or target.read_text() != css:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_suffix(f".{os.getpid()}")
        scratch.write_text(css)
        # a reader in another process sees the old file or the new one, never half of it
        os.replace(scratch, target)
    return target


class StylesheetFinder(BaseFinder):
    """Gives ``css/site.css``, freshly joined whenever a shelf changed."""

    def __init__(self, *args, **kwargs):
        self.source = Path(settings.ROOT) / "static" / "css"
        self.storage = FileSystemStorage(location=Path(settings.VAR) / "made")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path != NAME:
            return []
        found = str(build(self.source, Path(self.storage.path(NAME))))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        build(self.source, Path(self.storage.path(NAME)))
        yield NAME, self.storage
