"""``manage.py setup_site``: after ``migrate``, what every site must have. Safe to run again."""

from django.core.management.base import BaseCommand

from events.reports.first_methods import ensure_first_methods
from events.sessions.first_methods import ensure_first_methods as ensure_first_session_methods
from home.actions import ensure_site_tree
from search.first_words import ensure_first_words


class Command(BaseCommand):
    help = (
        "Make the home page and the pages that every site must have, where they are missing, its first synonyms "
        "and its first ways to lead a meeting."
    )

    def handle(self, **options):
        home = ensure_site_tree()
        ensure_first_words()
        ensure_first_methods()
        ensure_first_session_methods()
        self.stdout.write(f"The site starts at “{home.title}”.")
