"""``manage.py import_skos FILE``: take over a vocabulary in SKOS. One wrong concept, and nothing is stored."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.topics.importing import SAME, import_topics
from network.topics.skos import BrokenFile, format_of


class Command(BaseCommand):
    help = "Take over a vocabulary in SKOS: Turtle (.ttl) or JSON-LD (.jsonld)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, file, dry_run, **options):
        key = format_of(file.name)
        if key is None:
            raise CommandError("The name of the file must end in .ttl or .jsonld.")
        try:
            report = import_topics(file.read_bytes(), key, dry_run=dry_run)
        except OSError as problem:
            raise CommandError(f"The file can't be opened: {problem.strerror}.") from None
        except BrokenFile as problem:
            raise CommandError(str(problem)) from None
        for row in report:
            if row.outcome != SAME or row.notes:
                self.stdout.write(f"{row.label}: {row.concept.name or row.concept.uri} {' '.join(row.notes)}".rstrip())
        self.stdout.write(", ".join(f"{label}: {number}" for label, number in report.counts))
        if report.is_wrong:
            raise CommandError("Nothing was stored.")
        if dry_run:
            self.stdout.write("Nothing was stored: this was a dry run.")
