"""``manage.py import_practices FILE…``: practices out of JSON, CSV or XLSX."""

from django.core.management.base import BaseCommand, CommandError

from network.people.models import Member
from practices.openformat.files import UnreadableFile
from practices.openformat.importing import CHANGED, NEW, SAME, WRONG, import_file


class Command(BaseCommand):
    help = "Import practices in the open format. A file with a wrong row is left out whole."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="ending in .json, .csv or .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument("--owner", metavar="EMAIL", help="the member who becomes the author of what is new")

    def handle(self, *args, files, dry_run, owner, **options):
        member = None
        if owner:
            member = Member.objects.filter(email=owner.strip().lower()).first()
            if member is None:
                raise CommandError(f"There is no member with the address {owner}.")
        failed = [path for path in files if not self.import_one(path, member, dry_run)]
        if failed:
            raise CommandError(f"Nothing was imported from: {', '.join(failed)}")

    def import_one(self, path, member, dry_run):
        """Import one file, print what became of each row, and say whether the file was right."""
        try:
            report = import_file(path, owner=member, dry_run=dry_run)
        except (UnreadableFile, LookupError) as problem:
            self.stderr.write(f"{path}: {problem}")
            return False
        for row in report.rows:
            for error in row.errors:
                self.stderr.write(f"{path} row {row.number} “{row.title}”: {error}")
            for warning in row.warnings:
                self.stdout.write(f"{path} row {row.number} “{row.title}”: note: {warning}")
        counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in (NEW, CHANGED, SAME, WRONG))
        note = " (dry run, nothing stored)" if dry_run else "" if report.ok else " (nothing stored)"
        self.stdout.write(f"{path}: {counts}{note}")
        return report.ok
