"""What the worker remembers of its jobs, for staff and for a worker that starts (``base.models.JobRun``).

Some jobs look each second whether there is something to do. That is not worth a write each second: what went well is
noted once a minute, what did something every ten seconds at most, and a failure at once.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from base.models import JobRun

logger = logging.getLogger(__name__)

QUIET = 60
BUSY = 10


@dataclass
class _Since:
    """What a job did since that was noted last."""

    noted: float = float("-inf")
    did: int = 0
    seconds: float = 0
    failed: bool = False


class Notes:
    """What one worker notes of its jobs. A job has one thread, so nothing here is written by two at once."""

    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.jobs = {}

    def went_well(self, job, did, seconds):
        """A job ran for so many ``seconds`` and did so much."""
        since = self.jobs.setdefault(job.name, _Since())
        if did:
            since.did += did
            since.seconds += seconds
        age = self.clock() - since.noted
        if not (since.failed or age >= QUIET or (since.did and age >= BUSY)):
            return
        now = timezone.now()
        changes = {"looked_at": now, "failures": 0}
        if since.did:
            changes |= {"did_at": now, "did": since.did, "seconds": since.seconds}
        self._write(job, changes, {"total": since.did})

    def failed(self, job, problem):
        """A job failed."""
        # The kind only: the text of a problem may have somebody's data in it.
        self._write(job, {"failed_at": timezone.now(), "problem": type(problem).__name__[:80]}, {"failures": 1})
        self.jobs[job.name].failed = True

    def _write(self, job, changes, more):
        try:
            added = {name: F(name) + number for name, number in more.items()}
            if not JobRun.objects.filter(name=job.name).update(**changes, **added):
                JobRun.objects.bulk_create([JobRun(name=job.name, **{**changes, **more})], ignore_conflicts=True)
        except DatabaseError as problem:
            # The job itself goes on, and says in the log when it can't.
            logger.debug("What %s did could not be noted: %s", job.name, type(problem).__name__)
        self.jobs[job.name] = _Since(self.clock())


def last_moment(at, now=None):
    """The last time that local clocks showed ``at``."""
    now = timezone.localtime(now)
    then = datetime.combine(now.date(), at, now.tzinfo)
    return then if then <= now else datetime.combine(now.date() - timedelta(days=1), at, now.tzinfo)


def was_missed(job, now=None):
    """Whether a daily job was not done at its last moment, as no worker ran. False for a job that never ran."""
    run = JobRun.objects.filter(name=job.name).first()
    return bool(run and run.looked_at and run.looked_at < last_moment(job.at, now))
