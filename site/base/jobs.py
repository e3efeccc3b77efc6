"""What every site has to do besides answering requests."""

from datetime import time

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from base import retention
from base.document_text import reading
from base.mail import keeping, sending
from base.models import DocumentText, Mail
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


def send_mail():
    return sending.send_some(bulk=False)


def send_bulk_mail():
    return sending.send_some(bulk=True)


def _waiting(bulk):
    return lambda: Mail.objects.waiting().filter(bulk=bulk).count()


def _unread():
    return DocumentText.objects.filter(status=DocumentText.Status.WAITING).count()


def register():
    # Two, so that five thousand newsletters never stand before one confirmation.
    jobs.register(Job("base.mail", every=1, run=send_mail, label=_("Send mail"), due=_waiting(bulk=False)))
    jobs.register(
        Job("base.mail_bulk", every=5, run=send_bulk_mail, label=_("Send newsletters"), due=_waiting(bulk=True))
    )
    jobs.register(
        Job("base.documents", every=5, run=read_documents, label=_("Read the text of documents"), due=_unread)
    )
    jobs.register(Job("base.publish", every=60, run=publish_planned, alone=True, label=_("Publish what was planned")))
    for name, at, run, label in (
        ("base.sessions", time(4, 20), clear_sessions, _("Forget sessions that are over")),
        ("base.retention", time(4, 50), retention.apply_all, _("Delete personal data that was kept long enough")),
    ):
        jobs.register(Job(name, every=DAY, at=at, run=run, alone=True, label=label))
    keeping.register()
