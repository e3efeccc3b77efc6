"""``manage.py remind_authors``: run it every day."""

from django.core.management.base import BaseCommand

from practices.actions.reminders import remind_authors


class Command(BaseCommand):
    help = "Mail the authors of practices that may be out of date. Safe to run as often as you like."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind_authors()} practices: authors reminded")
