"""A real mail server on this machine, that does what a test asks of it."""

import asyncio
import logging
import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

logging.getLogger("mail.log").setLevel(logging.ERROR)


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer(Controller):
    """Keeps what arrives, in ``messages``; counts ``connections``.

    ``refuse`` is ``{receiver: answer}``, ``answer`` what it says to every mail. ``cut`` is how many mails it takes
    before it hangs up in the middle of the next one; with ``cut_after`` it has that one too, and says so to nobody.
    ``slow`` is how many seconds it takes for a mail.
    """

    def __init__(self, port=None):
        self.messages = []
        self.envelopes = []
        self.connections = 0
        self.refuse, self.answer = {}, ""
        self.cut, self.cut_after, self.slow = None, False, 0
        super().__init__(self, hostname="127.0.0.1", port=port or free_port(), server_hostname="mail.example")

    def factory(self):
        self.connections += 1
        return SMTP(self, hostname="mail.example", enable_SMTPUTF8=False)

    @property
    def receivers(self):
        return [receiver for _sender, (receiver,) in self.envelopes]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.slow:
            await asyncio.sleep(self.slow)
        if self.answer:
            return self.answer
        cut = self.cut is not None and len(self.messages) >= self.cut
        if not cut or self.cut_after:
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        if cut:
            self.cut = None
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_server(settings=None, port=None):
    """A mail server that runs inside the block, and that mail of the site goes to."""
    server = MailServer(port)
    if settings is not None:
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    server.start()
    server.connections = 0  # starting tries one
    try:
        yield server
    finally:
        server.stop()
