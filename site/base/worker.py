"""Runs the jobs of ``base.work`` in one process: ``manage.py work``.

Each job has a thread of its own, so that reading a big document doesn't keep a new page out of the index. What fails is
logged and tried again after a pause that grows; the others go on. Nothing is remembered between two runs: a job finds
what there is to do in the database, so several workers, or one that was killed, leave nothing undone.
"""

import logging
import os
import signal
import threading
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from base.locks import alone

logger = logging.getLogger(__name__)

# How often is looked whether the server that this worker belongs to is still there, in seconds.
GLANCE = 0.3
MOST_PAUSE = 300
MOST_PAUSE_OF_DAILY = 3600
# A database that is back is noticed within this time.
MOST_PAUSE_WITHOUT_DATABASE = 30
NO_DATABASE = (OperationalError, InterfaceError)


def pause(job, did, now=None):
    """Seconds until a job is run again that went well; ``did`` is how much it did."""
    if did:
        return 0
    return job.every if job.at is None else until(job.at, now)


def pause_after_failure(job, failures, problem):
    """Seconds until a job is run again that failed ``failures`` times in a row, with ``problem`` last."""
    if isinstance(problem, NO_DATABASE):
        most = MOST_PAUSE_WITHOUT_DATABASE
    else:
        most = MOST_PAUSE if job.every < MOST_PAUSE_OF_DAILY else MOST_PAUSE_OF_DAILY
    return min(2 ** min(failures, 20), most)


def until(at, now=None):
    """Seconds until the next time that local clocks show ``at``."""
    now = timezone.localtime(now)
    then = datetime.combine(now.date(), at, now.tzinfo)
    if then <= now:
        then = datetime.combine(now.date() + timedelta(days=1), at, now.tzinfo)
    # Through UTC: a day with a change of the clock has 23 or 25 hours.
    return then.timestamp() - now.timestamp()


def run(job):
    """Run a job once, with a connection that works; how much it did. Raises what the job raises."""
    close_old_connections()
    try:
        with alone(job.name) if job.alone else nullcontext(True) as may:
            return (job.run() or 0) if may else 0
    finally:
        close_old_connections()


def run_once(jobs):
    """Run all jobs until they have nothing to do; the names of those that failed."""
    failed = []
    for job in jobs:
        try:
            while run(job):
                pass
        except (Exception, SystemExit):
            logger.exception("Job %s failed", job.name)
            failed.append(job.name)
    return failed


class Worker:
    """Runs jobs until it is told to stop."""

    def __init__(self, jobs):
        self.jobs = list(jobs)
        self.stopping = threading.Event()

    def stop(self, *_signal):
        """Let every job end what it is doing, and begin nothing new."""
        self.stopping.set()

    def run(self, beside=None):
        """Work until stopped; with ``beside``, a process id, also until our parent is no longer that process."""
        # As a daemon each: a second signal ends the process whatever they are doing.
        threads = [
            threading.Thread(target=self._keep_doing, args=[job], name=job.name, daemon=True) for job in self.jobs
        ]
        for thread in threads:
            thread.start()
        while not self.stopping.wait(None if beside is None else GLANCE):
            if os.getppid() != beside:
                self.stop()
        for thread in threads:
            thread.join()

    def _keep_doing(self, job):
        failures, wait = 0, 0 if job.at is None else until(job.at)
        while not self.stopping.wait(wait):
            try:
                wait, failures = pause(job, run(job)), 0
            except (Exception, SystemExit) as problem:
                failures += 1
                wait = pause_after_failure(job, failures, problem)
                if isinstance(problem, NO_DATABASE):
                    logger.warning("Job %s: no database (%s)", job.name, type(problem).__name__)
                else:
                    logger.exception("Job %s failed", job.name)
        connections.close_all()


def work(jobs, beside=None):
    """Run jobs until a signal says that it is enough; a second one ends at once."""
    worker = Worker(jobs)

    def enough(number, _frame):
        signal.signal(number, signal.SIG_DFL)
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, enough)
    logger.info("Worker started: %s", ", ".join(job.name for job in worker.jobs))
    worker.run(beside)
    logger.info("Worker stopped")
