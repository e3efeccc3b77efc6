"""What a reader may use, and how much text it gives back. Set before anything of the file is looked at."""

import ctypes
import os
import re
import resource
import sys
import time
import unicodedata

MEMORY = 512 * 1024 * 1024
# The processor time that a reader gets; no new page or part is begun when half of it is gone by the clock.
CPU_SECONDS = int(sys.argv[2])
OUTPUT = 8 * 1024 * 1024
MOST_TEXT = 1_000_000
MOST_PAGES = 200

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_CLOSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "ctypes.",
    "shutil.",
    "ftplib.",
)
_started = time.monotonic()

_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-Z])")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\ud800-\udfff\ufeff\ufffe\uffff]")


class Refused(Exception):
    """This file is never read; the message is a short code for why."""


class Enough(Exception):
    """What there is, is enough."""


def fence():
    """Limits of the system on this process, which it can't take back."""
    try:
        # A network without anything in it. Not every system lets a process do this.
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    except (OSError, AttributeError):
        pass
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_NPROC, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def close_doors():
    """From here on the libraries that read can't start a program, open a connection or write a file."""

    def guard(event, arguments):
        if event.startswith(_CLOSED) or (event == "open" and _writes(arguments)):
            raise PermissionError(event)

    sys.addaudithook(guard)


def _writes(arguments):
    mode, flags = arguments[1], arguments[2]
    return bool(set(mode or "") & set("wax+")) or bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


class Text:
    """Collects text until there is enough of it."""

    def __init__(self):
        self.pieces = []
        self.size = 0

    def __bool__(self):
        return any(piece.strip() for piece in self.pieces)

    def add(self, piece):
        if piece:
            self.pieces.append(piece)
            self.size += len(piece)
        if self.size > 2 * MOST_TEXT:
            raise Enough

    def more(self):
        """Asked before a page or a part is begun."""
        if time.monotonic() - _started > CPU_SECONDS / 2:
            raise Enough

    def joined(self):
        """All of it as lines: one spelling of each letter, words whole that a line broke, single spaces."""
        text = "".join(self.pieces)[: 2 * MOST_TEXT]
        text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
        # NFKC, for the ligatures of typeset text.
        text = unicodedata.normalize("NFKC", text[: 2 * MOST_TEXT])
        text = _LINES.sub("\n", _SPACES.sub(" ", text))
        return _HYPHEN.sub("", text)[:MOST_TEXT].strip()
