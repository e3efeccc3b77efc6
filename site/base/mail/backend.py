"""Django's mail backend of this site: it puts mail in the outbox, so that nothing passes that by.

What Wagtail, a package or ``django.core.mail.send_mail`` sends arrives just as surely as our own. How mail leaves the
site is ``MAIL_TRANSPORT``.
"""

import logging

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from base.mail import parts
from base.mail.rendering import one_line
from base.mail.writing import is_switched_off, put_in
from base.models import Mail
from base.text import clean_text

logger = logging.getLogger(__name__)

KIND = "django"


def _pieces(part):
    """A MIME object as name, content and type."""
    return part.get_filename("file"), part.get_payload(decode=True) or b"", part.get_content_type()


class OutboxBackend(BaseEmailBackend):
    """Everybody who is to get a message gets a mail of their own."""

    def send_messages(self, email_messages):
        if is_switched_off():
            return 0
        try:
            messages = list(email_messages)
            put_in([mail for message in messages for mail in self._mails(message)])
        except Exception:
            if not self.fail_silently:
                raise
            logger.exception("A mail could not be kept")
            return 0
        return len(messages)

    def _mails(self, message):
        html, more = "", []
        for content, mimetype in getattr(message, "alternatives", ()):
            if mimetype == "text/html" and not html:
                html = content
            else:
                more.append((mimetype.replace("/", "."), content, mimetype))
        for one in message.attachments:
            more.append(tuple(one) if isinstance(one, tuple) else _pieces(one))
        body, html, is_html = clean_text(message.body), clean_text(html), message.content_subtype == "html"
        given = {name: value for name, value in message.extra_headers.items() if parts.may_set(name)}
        if message.reply_to:
            given["Reply-To"] = ", ".join(map(str, message.reply_to))
        common = {
            "kind": KIND,
            "language": translation.get_language() or "",
            "sender": one_line(message.extra_headers.get("From", message.from_email)),
            "subject": one_line(message.subject),
            "text": "" if is_html else body,
            "html": body if is_html else html,
            "headers": parts.headers(given),
            "attachments": parts.attachments((n, c, t or "application/octet-stream") for n, c, t in more),
        }
        for receiver in dict.fromkeys(message.recipients()):
            yield Mail(receiver=one_line(receiver, 320), **common)
