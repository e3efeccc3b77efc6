"""``manage.py send_saved_searches``: for who runs no worker; run it every hour or so."""

from django.core.management.base import BaseCommand

from search.saved import send_due


class Command(BaseCommand):
    help = "Mail members what is new in their saved searches, at most once a day. Safe to run as often as you like."

    def handle(self, *args, **options):
        self.stdout.write(f"{send_due()} mails sent")
