"""What has to happen besides answering requests: each room says what and how often, ``manage.py work`` does it.

    jobs.register(Job("search.index", every=1, run=indexing.work_off))

A job is idempotent and may run on several machines at once: whoever needs to be alone takes a lock of its own. It
gives back a number: how much it did. As long as that isn't 0 it is asked again at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from base.slots import Slot


@dataclass(frozen=True)
class Job:
    """Work that returns: ``run`` is called every ``every`` seconds, and gives the number of things it did."""

    name: str
    every: int
    run: Callable[[], int]


jobs = Slot("what has to happen besides requests")
