"""``manage.py export_practices``: public practices in the open format."""

from pathlib import Path

from django.core.management.base import BaseCommand

from practices.models import PracticePage
from practices.openformat.files import write_csv, write_json, write_xlsx
from practices.openformat.writing import to_document

WRITERS = {"json": write_json, "csv": write_csv, "xlsx": write_xlsx}


class Command(BaseCommand):
    help = "Write all published, public practices in the open format, to a file or to standard output."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=WRITERS, default="json")
        parser.add_argument("--output", metavar="FILE", help="without it: standard output")

    def handle(self, *args, format, output, **options):
        pages = PracticePage.objects.visible_to(None).for_document().order_by("slug")
        content = WRITERS[format]([to_document(page) for page in pages])
        if output:
            Path(output).write_bytes(content)
            self.stdout.write(f"{len(pages)} practices written to {output}")
        else:
            stream = getattr(self.stdout._out, "buffer", None)
            if stream is not None:
                stream.write(content)
                stream.flush()
            else:
                self.stdout.write(content.decode("utf-8", "replace"))
