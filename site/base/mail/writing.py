"""Mail to people, sent once what it is about is really stored.

    send_mail_later(member.email, "practice_published", {"practice": practice})

renders ``templates/mail/practice_published.txt``, which extends ``mail/base.txt`` and fills the blocks ``subject`` and
``body``. The same text, set in ``mail/base.html``, is the HTML part, unless ``practice_published.html`` exists. A line
of the body that is only an address of this site becomes a link there; nothing else does, because a text that somebody
typed must not turn into a link in a mail that comes from us.
"""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise

from base.models import SiteSettings
from base.text import clean_text

logger = logging.getLogger(__name__)

MAX_SUBJECT = 200
_off = ContextVar("mail_switched_off", default=False)
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


@contextmanager
def switched_off():
    """Within this block nothing is mailed: for the demo region and imports, which use the same actions as people."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


def absolute_url(address):
    """An address of this site with its host, as a mail needs it."""
    return settings.BASE_URL.rstrip("/") + str(address)


def send_mail_later(to, template, context=None, language="nl", headers=None):
    """Send a mail as soon as the current transaction is committed.

    ``to`` is an address or a list of them; everybody gets a mail of their own. Rendering happens now, so that the
    mail says what is true now and a broken template shows in a test. Sending never breaks what it is a message of: a
    mail server that is down is logged. ``headers`` come beside those that every mail has.
    """
    if _off.get():
        return
    receivers = [to] if isinstance(to, str | Promise) else list(to)
    with translation.override(language):
        subject, text, html = _render(template, context or {})
    region = SiteSettings.current()
    messages = [
        _message(str(receiver), subject, text, html, region, headers)
        for receiver in receivers
        if _is_address(receiver, template)
    ]
    if messages:
        transaction.on_commit(lambda: _hand_over(template, messages), robust=True)


def _is_address(receiver, template):
    try:
        validate_email(str(receiver))
    except Exception:
        # What the address is stays out of the log.
        logger.warning("Mail %s not sent: no usable address", template)
        return False
    return True


def _render(template, context):
    """Subject, text and HTML of a mail."""
    region = SiteSettings.current()
    context = {"base_url": settings.BASE_URL.rstrip("/"), "region": region, **context}
    source = get_template(f"mail/{template}.txt")
    # A header is one line: whatever somebody typed into a title can't start a second one.
    subject = " ".join(clean_text(source.render({**context, "part": "subject"})).split())[:MAX_SUBJECT]
    text = clean_text(source.render({**context, "part": "body"}))
    text = re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"
    try:
        own = get_template(f"mail/{template}.html")
    except TemplateDoesNotExist:
        own = get_template("mail/base.html")
    html = own.render({**context, "subject": subject, "paragraphs": _paragraphs(text)})
    return subject, text, html


def _paragraphs(text):
    """The text as paragraphs of lines, each a pair of text and whether it is an address of this site."""
    here = settings.BASE_URL.rstrip("/") + "/"
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return [
        [
            (line.strip(), line.strip().startswith(here) and " " not in line.strip())
            for line in block.strip().split("\n")
        ]
        for block in blocks
    ]


def _message(receiver, subject, text, html, region, headers=None):
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[receiver],
        reply_to=[region.contact_email] if region.contact_email else None,
        # So that an absence assistant doesn't answer (RFC 3834).
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    message.attach_alternative(html, "text/html")
    return message


def _hand_over(template, messages):
    """Send without letting the person wait for the mail server, nor see from the wait that a mail was sent."""
    if settings.MAIL_IN_BACKGROUND:
        _postman.submit(_send, template, messages)
    else:
        _send(template, messages)


def _send(template, messages):
    for message in messages:
        try:
            message.connection = get_connection()
            message.send()
        except Exception as problem:
            # The text of the problem often has the address in it, so only its kind is logged.
            logger.error("Mail %s not sent: %s", template, type(problem).__name__)
