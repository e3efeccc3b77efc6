"""What costs work and is asked for often, kept in this process until anything on the site changes."""

import threading
from collections import OrderedDict

from base import stamps

MOST = 400  # of one kind: some 10 MB

_lock = threading.Lock()


def kept(kind, key, build):
    """What ``build()`` gives, kept under ``key``; of each ``kind`` those that were asked for last.

    The shelf is taken before anything is read: what is built from old data lands on a shelf that nobody looks at again.
    """
    shelf = stamps.remember("site", ("shelf", kind), OrderedDict)
    with _lock:
        if key in shelf:
            shelf.move_to_end(key)
            return shelf[key]
    made = build()
    with _lock:
        shelf[key] = made
        while len(shelf) > MOST:
            shelf.popitem(last=False)
    return made
