"""Sending by a thread of the process that wrote a mail (``MAIL_IN_WEB``), so that mail goes without a worker too.

What can't go now is tried again by this same process later: each kind of mail has one clock, set to the moment of the
next try. A process that begins looks once for what another left behind.
"""

import logging
import threading

from django.utils import timezone

from base.background import Background
from base.mail import sending
from base.models import Mail

logger = logging.getLogger(__name__)

# Seconds between two questions to a server that is away: 2, 4, 8, … up to this.
MOST_PAUSE = 300
# A process that begins waits so long before it looks for what was left behind.
AT_START = 10


class _Postman:
    """Sends one kind of mail, bulk or not, for as long as any is due; then rests until the next is."""

    def __init__(self, bulk):
        self.bulk = bulk
        self.away = 0  # how often in a row the server was
        self.clock = None
        self.lock = threading.Lock()
        self.background = Background("mail-bulk" if bulk else "mail", self.work)

    def work(self):
        """One batch; how many mails, for ``Background``, which asks again until that is 0."""
        try:
            done = sending.send_some(self.bulk)
            self.away = 0
        except sending.ServerAway as problem:
            self.away += 1
            logger.warning("%s", problem)
            self.again_in(min(2**self.away, MOST_PAUSE))
            return 0
        except Exception:
            self.again_in(MOST_PAUSE)
            raise
        if not done:
            self._at_next_try()
        return done

    def _at_next_try(self):
        then = Mail.objects.waiting().filter(bulk=self.bulk).order_by("next_try").values_list("next_try", flat=True)
        if then := then.first():
            self.again_in(max((then - timezone.now()).total_seconds(), 1))

    def again_in(self, seconds):
        with self.lock:
            if self.clock is not None:
                self.clock.cancel()
            self.clock = threading.Timer(seconds, self.background.start)
            self.clock.daemon = True
            self.clock.start()


_postmen = {bulk: _Postman(bulk) for bulk in (False, True)}


def wake(kinds=(False, True)):
    """Begin now with what is due of these kinds, unless the server is away: then its clock is set already."""
    for bulk in kinds:
        if not _postmen[bulk].away:
            _postmen[bulk].background.start()


def begin():
    """For a process that begins to serve pages: what was left behind, in a while."""
    for postman in _postmen.values():
        postman.again_in(AT_START)
