"""Runs the jobs of ``base.work`` in one process: ``manage.py work``.

Each job has a thread of its own, so that reading a big document doesn't keep a new page out of the index. What fails is
logged and tried again after a pause that grows; the others go on. A job finds what there is to do in the database, so
several workers, or one that was killed, leave nothing undone. What ran when is noted for staff (``base.runs``); a daily
job whose moment passed while no worker ran is done as soon as one does.
"""

import logging
import os
import signal
import threading
import time
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from base.locks import alone
from base.runs import Notes, was_missed
from base.work import NotNow

logger = logging.getLogger(__name__)

# How often is looked whether the server that this worker belongs to is still there, in seconds.
GLANCE = 0.3
# A job that rests longer keeps no connection to the database.
IDLE = 60
# So many seconds a job may still take when that server is gone. What is cut off is done again: nothing gets lost.
GRACE = 3
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
    return _run(job, None)


def _run(job, notes):
    close_old_connections()
    try:
        with alone(job.name) if job.alone else nullcontext(True) as may:
            if not may:
                return 0
            began = time.monotonic()
            did = job.run() or 0
            if notes is not None:
                notes.went_well(job, did, time.monotonic() - began)
            return did
    finally:
        close_old_connections()


def _say(job, problem):
    """Log a failure: what is outside of the site and away is no riddle, so it takes one line."""
    if isinstance(problem, NO_DATABASE):
        logger.warning("Job %s: no database (%s)", job.name, type(problem).__name__)
    elif isinstance(problem, NotNow):
        logger.warning("Job %s: %s", job.name, problem)
    else:
        logger.error("Job %s failed", job.name, exc_info=problem)


def run_once(jobs):
    """Run all jobs until they have nothing to do; the names of those that failed."""
    failed, notes = [], Notes()
    for job in jobs:
        try:
            while _run(job, notes):
                pass
        except (Exception, SystemExit) as problem:
            _say(job, problem)
            notes.failed(job, problem)
            failed.append(job.name)
    return failed


def _is_orphan(beside):
    return beside is not None and os.getppid() != beside


class Worker:
    """Runs jobs until it is told to stop; with ``notes`` it writes down what it did."""

    def __init__(self, jobs, notes=None):
        self.jobs = list(jobs)
        self.notes = notes
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
            if _is_orphan(beside):
                self.stop()
        left_at = None
        while any(thread.is_alive() for thread in threads):
            if left_at is None and _is_orphan(beside):
                left_at = time.monotonic()
            if left_at is not None and time.monotonic() - left_at > GRACE:
                logger.info("Worker leaves jobs that were not done")
                return
            time.sleep(GLANCE / 3)

    def _keep_doing(self, job):
        failures, wait = 0, self._first_wait(job)
        while not self.stopping.wait(wait):
            try:
                wait, failures = pause(job, _run(job, self.notes)), 0
            except (Exception, SystemExit) as problem:
                failures += 1
                wait = pause_after_failure(job, failures, problem)
                _say(job, problem)
                if self.notes is not None:
                    self.notes.failed(job, problem)
            if wait > IDLE:
                connections.close_all()
        connections.close_all()

    def _first_wait(self, job):
        if job.at is None:
            return 0
        try:
            return 0 if self.notes is not None and was_missed(job) else until(job.at)
        except NO_DATABASE:
            return until(job.at)


def work(jobs, beside=None):
    """Run jobs until a signal says that it is enough; a second one ends at once."""
    worker = Worker(jobs, Notes())

    def enough(number, _frame):
        signal.signal(number, signal.SIG_DFL)
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, enough)
    logger.info("Worker started: %s", ", ".join(job.name for job in worker.jobs))
    worker.run(beside)
    logger.info("Worker stopped")
