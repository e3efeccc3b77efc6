"""What has to happen besides answering requests: each room says what and how often, ``manage.py work`` does it.

    jobs.register(Job("search.index", every=1, run=indexing.work_off))
    jobs.register(Job("practices.remind", every=DAY, at=time(7, 10), run=remind_authors, alone=True))

A job is idempotent and may run on several machines at once: whoever needs to be alone takes a lock of its own, or asks
for one with ``alone``. It gives back a number: how much it did. As long as that isn't 0 it is asked again at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from base.slots import Slot

DAY = 24 * 60 * 60


class NotNow(Exception):
    """What a job raises when something outside of the site is away: one line in the log, and it runs again later."""


@dataclass(frozen=True)
class Job:
    """Work that returns: ``run`` is called every ``every`` seconds, and gives the number of things it did.

    With ``at`` it is called once a day at that local time. With ``alone`` it is left out while another worker does it.
    ``label`` says to staff what it is for, ``due`` how much there is to do now.
    """

    name: str
    every: int
    run: Callable[[], int]
    at: time | None = None
    alone: bool = False
    label: str = ""
    due: Callable[[], int] | None = None


jobs = Slot("what has to happen besides requests")
