"""``manage.py load_demo``: fill the site with the demo region. Safe to run again; not for a real site."""

from argparse import ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from base import background
from home.demo import scale_events, scale_network
from home.demo.load import counts, load_region
from home.demo.region import PASSWORD, accounts
from home.demo.scale import load_scale
from search import indexing

# What ``--scale`` can make, and how many of it when nothing else is said.
MAKERS = {
    "members": scale_network.load_members,
    "services": scale_network.load_services,
    "practices": load_scale,
    "events": scale_events.load_events,
}
FULL = {"members": 5000, "services": 2000, "events": 5000}


def part(text):
    """``members=5000`` as ("members", 5000)."""
    what, _equals, number = text.partition("=")
    if what not in MAKERS or not number.isdecimal():
        raise ArgumentTypeError(f"{text}: write members=N, services=N, practices=N or events=N, N being 0 or more")
    return what, int(number)


class Command(BaseCommand):
    help = "Load the demo region: invented people, organisations and practices, and accounts to sign in with."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="load it in production too")
        parser.add_argument(
            "--scale",
            nargs="*",
            type=part,
            metavar="WHAT=N",
            help="have so many generated members, services (with their organisations), practices or events too, for "
            "load tests; by itself: " + " ".join(f"{what}={number}" for what, number in FULL.items()),
        )

    def handle(self, *, force, scale, verbosity, **options):
        if not (settings.DEBUG or force):
            raise CommandError(
                "The demo region has accounts whose password everybody knows, so it is not loaded in production. "
                "Use --force if this is a demonstration site."
            )
        numbers = {} if scale is None else dict(scale) or FULL
        # a thread that indexes meanwhile would wait for this process, and this process for the thread
        with background.held():
            load_region()
            # members work in the organisations that services bring, and come to meetings
            for what in sorted(numbers, key=["services", "members", "practices", "events"].index):
                MAKERS[what](numbers[what])
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
        self.stdout.write("Who has a role sets up a second step at the first sign-in: a passkey, or an app.")
