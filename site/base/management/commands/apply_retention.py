"""Delete what was kept long enough: ``manage.py apply_retention [--dry-run]``."""

from django.core.management.base import BaseCommand

from base import retention


class Command(BaseCommand):
    help = "Delete personal data that was kept long enough. The worker does it once a day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how much would go")

    def handle(self, *args, dry_run, **options):
        for rule, count in retention.apply(dry_run):
            verb = "would go" if dry_run else "gone"
            self.stdout.write(f"{rule.name} (after {rule.days} days): {count} {verb}")
