"""``manage.py setup_site``: after ``migrate``, the pages that every site must have. Safe to run again."""

from django.core.management.base import BaseCommand

from home.actions import ensure_site_tree


class Command(BaseCommand):
    help = "Make the home page and the pages that every site must have, where they are missing."

    def handle(self, **options):
        home = ensure_site_tree()
        self.stdout.write(f"The site starts at “{home.title}”.")
