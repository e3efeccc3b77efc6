"""``manage.py work``: what has to happen besides answering requests. As many of them as you like may run."""

from django.core.management.base import BaseCommand, CommandError

from base import worker
from base.work import jobs


class Command(BaseCommand):
    help = "Bring the search index up to date, read documents, publish what was planned, … until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run every job until it has nothing to do, and end")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this process, our parent, ends")

    def handle(self, *args, once, beside, **options):
        if not once:
            worker.work(jobs, beside)
        elif failed := worker.run_once(jobs):
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
