"""Work of this process that nobody waits for, where no worker runs (``SEARCH_INDEX_IN_WEB``)."""

import logging
import threading

from django.conf import settings
from django.db import close_old_connections, connection, transaction

logger = logging.getLogger(__name__)


class Background:
    """A job in one thread of this process, for as long as it finds something to do.

    Asked again while it runs, it runs once more: what was written meanwhile is never missed.
    """

    def __init__(self, name, run):
        self.name = name
        self.run = run
        self._lock = threading.Lock()
        self._thread = None
        self._asked = False

    def after_commit(self):
        """Run once what is written now is really stored; where a worker runs, leave it to the worker."""
        if settings.SEARCH_INDEX_IN_WEB:
            transaction.on_commit(self.start, robust=True)

    def start(self):
        """Run now, unless it runs already."""
        with self._lock:
            self._asked = True
            if self._thread is None:
                # Never waited for when the process ends: whatever it leaves is found again by the next one.
                self._thread = threading.Thread(target=self._work, name=self.name, daemon=True)
                self._thread.start()

    def wait(self, seconds):
        """Wait until it rests (tests)."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _work(self):
        try:
            while self._again():
                close_old_connections()
                while self.run():
                    pass
        except Exception:
            logger.exception("%s stopped", self.name)
            with self._lock:
                self._thread = None
        finally:
            connection.close()

    def _again(self):
        with self._lock:
            if not self._asked:
                self._thread = None
                return False
            self._asked = False
            return True
