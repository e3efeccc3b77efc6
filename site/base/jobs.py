"""What every site has to do besides answering requests."""

from datetime import time

from django.core.management import call_command

from base import retention
from base.document_text import reading
from base.work import DAY, Job, jobs


def publish_planned():
    """Publish and withdraw what was planned for a moment that has come: Wagtail's own command."""
    call_command("publish_scheduled")
    return 0


def clear_sessions():
    """Forget sessions that are over."""
    call_command("clearsessions")
    return 0


def read_documents():
    # One at a time, so that a worker that is told to stop hasn't far to go.
    return reading.read_waiting(most=1)


def register():
    jobs.register(Job("base.documents", every=5, run=read_documents))
    jobs.register(Job("base.publish", every=60, run=publish_planned, alone=True))
    jobs.register(Job("base.sessions", every=DAY, at=time(4, 20), run=clear_sessions, alone=True))
    jobs.register(Job("base.retention", every=DAY, at=time(4, 50), run=retention.apply_all, alone=True))
