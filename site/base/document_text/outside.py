"""Runs the reader on one file, in a process of its own that gets nothing and can do little."""

import json
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from base.text import clean_text

READER = Path(__file__).parent / "reader"
# Of the processor; its other limits are in reader/limits.py. A bit more by the clock, for one that waits.
CPU_SECONDS = 15
SECONDS = 20
MOST_TEXT = 1_000_000
MOST_OUTPUT = 8 * 1024 * 1024
STATUSES = {"read", "empty", "refused", "failed"}


@dataclass(frozen=True)
class Result:
    """``status`` and ``reason`` as in ``DocumentText``."""

    status: str
    reason: str = ""
    text: str = ""


def read(file, kind):
    """The text of an open file that has a file descriptor of its own. Never raises for what is in the file."""
    with tempfile.TemporaryDirectory(prefix="leerkring-read-") as nowhere, tempfile.TemporaryFile() as output:
        try:
            # Isolated (-I): no environment, no current folder in the path. The interpreter is ours, the file is data.
            ended = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-B", str(READER), kind, str(CPU_SECONDS)],
                stdin=file,
                stdout=output,
                stderr=subprocess.DEVNULL,
                cwd=nowhere,
                env={"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Result("failed", "time")
        if ended.returncode:
            return Result("failed", "time" if ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else "crash")
        output.seek(0)
        return _result(output.read(MOST_OUTPUT))


def _result(output):
    """What the reader said, believed no further than it goes: it had a hostile file in its memory."""
    try:
        said = json.loads(output)
        status, reason, text = str(said["status"]), str(said["reason"]), str(said["text"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Result("failed", "crash")
    if status not in STATUSES:
        return Result("failed", "crash")
    text = clean_text(text)[:MOST_TEXT].strip() if status == "read" else ""
    if status == "read" and not text:
        return Result("empty")
    reason = reason if len(reason) <= 20 and reason.replace("_", "").isalpha() else ""
    return Result(status, reason, text)
