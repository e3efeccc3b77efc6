"""Run the detector on texts: to measure it, or to look through an import before it is made."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from base.privacy import find_personal_data


class Command(BaseCommand):
    help = (
        "Read a JSON list of texts (a file, or - for standard input) and print a JSON list of what was found in each."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *args, **options):
        texts = self._read(options["file"])
        found = [[finding.as_dict() for finding in find_personal_data(text)] for text in texts]
        self.stdout.write(json.dumps(found))

    def _read(self, name):
        try:
            raw = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
            texts = json.loads(raw)
        except (OSError, ValueError) as error:
            raise CommandError(f"Can't read {name}: {error}") from error
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise CommandError(f"{name} is no JSON list of texts.")
        return texts
