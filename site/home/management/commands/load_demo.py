"""``manage.py load_demo``: fill the site with the demo region. Safe to run again; not for a real site."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from base import background
from home.demo.load import counts, load_region
from home.demo.region import PASSWORD, accounts
from home.demo.scale import load_scale
from search import indexing


class Command(BaseCommand):
    help = "Load the demo region: invented people, organisations and practices, and accounts to sign in with."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="load it in production too")
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N", help="have N generated practices as well, for load tests"
        )

    def handle(self, *, force, scale, verbosity, **options):
        if not (settings.DEBUG or force):
            raise CommandError(
                "The demo region has accounts whose password everybody knows, so it is not loaded in production. "
                "Use --force if this is a demonstration site."
            )
        if scale < 0:
            raise CommandError("--scale needs a number of 0 or more.")
        # a thread that indexes meanwhile would wait for this process, and this process for the thread
        with background.held():
            load_region()
            if scale:
                load_scale(scale)
        # so that it can be found as soon as the site is there
        indexing.work_off(wait=60)
        if verbosity:
            self._print()

    def _print(self):
        for what, number in counts().items():
            self.stdout.write(f"{number:6} {what}")
        self.stdout.write(f"\nSign in with the password {PASSWORD}:")
        for account in accounts():
            self.stdout.write(f"  {account['email']:30} {account['role'] or 'member'}")
