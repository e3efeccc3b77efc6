"""What search has to do besides answering."""

from datetime import time

from base.work import DAY, Job, jobs


def register():
    """Let ``manage.py work`` keep the index up to date, and compare it with the database each day."""
    from search import indexing

    jobs.register(Job("search.index", every=1, run=indexing.work_off))
    jobs.register(Job("search.check", every=DAY, at=time(3, 30), run=_check, alone=True))


def _check():
    from search import indexing

    indexing.check()
    return 0
