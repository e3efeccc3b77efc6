"""``manage.py export_skos``: the vocabulary in SKOS, on standard output."""

from django.core.management.base import BaseCommand

from network.topics.skos import FORMATS, export


class Command(BaseCommand):
    help = "Write the vocabulary in SKOS."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=FORMATS, default="ttl")

    def handle(self, *, format, **options):
        self.stdout.write(export(format))
