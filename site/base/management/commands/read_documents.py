"""``manage.py read_documents``: the worker does the same, a few at a time."""

from django.core.management.base import BaseCommand

from base.document_text import reading


class Command(BaseCommand):
    help = "Read the text of documents that are not read yet, so that search finds them. Safe to run at any time."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="read all documents anew")

    def handle(self, *args, again, **options):
        if again:
            reading.read_again()
        done = 0
        while read := reading.read_waiting(most=50):
            done += read
        self.stdout.write(f"{done} documents read")
