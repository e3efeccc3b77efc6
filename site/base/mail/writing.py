"""Writing a mail into the outbox, in the transaction of what it tells about."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.validators import validate_email
from django.utils import translation
from django.utils.functional import Promise

from base.mail import languages, parts, sending
from base.mail.rendering import render
from base.models import Mail, SiteSettings
from base.models.mail import new_key
from base.text import clean_text

logger = logging.getLogger(__name__)

MAX_KEY = 160
_off = ContextVar("mail_switched_off", default=False)


@contextmanager
def switched_off():
    """Within this block nothing is mailed: for the demo region and imports, which use the same actions as people."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


def is_switched_off():
    return _off.get()


def absolute_url(address):
    """An address of this site with its host, as a mail needs it."""
    return settings.BASE_URL.rstrip("/") + str(address)


def send_mail_later(
    to,
    template,
    context=None,
    language=None,
    headers=None,
    key=None,
    unsubscribe=None,
    attachments=None,
    bulk=False,
):
    """Write a mail; it goes as soon as the current transaction is committed, and again until it has arrived.

    ``to`` is an address or a list of them; everybody gets a mail of their own. Rendering happens now, so that the
    mail says what is true now and a broken template shows in a test.

    - ``language``: without it the one that the reader chose for the site.
    - ``headers`` come beside those that every mail has; ``ValueError`` for one that isn't the caller's to set.
    - ``key``: a mail with the same key to the same receiver is written once, as long as the first is remembered
      (``keeping.DAYS``): for what is asked again after a crash, such as "reminder:12:week".
    - ``unsubscribe``: the address that ends these mails by one POST (RFC 8058), for what somebody didn't ask for just
      now. The template may show it.
    - ``attachments``: ``(file name, content, type)``, small ones. ``text/calendar; method=REQUEST`` (or ``CANCEL``) is
      what calendars act upon.
    - ``bulk``: one of very many, such as a newsletter. It never stands in the way of other mail.
    """
    if is_switched_off():
        return
    receivers = [to] if isinstance(to, str | Promise) else list(to)
    receivers = [str(receiver) for receiver in receivers if _is_address(receiver, template)]
    if not receivers:
        return
    given = parts.headers(headers, unsubscribe)
    contact = SiteSettings.current().contact_email
    if contact:
        given.setdefault("Reply-To", contact)
    common = {"kind": template, "headers": given, "attachments": parts.attachments(attachments), "bulk": bulk}
    context = {"unsubscribe": unsubscribe, **(context or {})}
    rendered = {}
    mails = []
    for receiver, code in _languages(receivers, language).items():
        if code not in rendered:
            with translation.override(code):
                rendered[code] = render(template, context)
        subject, text, html = rendered[code]
        content = {"subject": subject, "text": text, "html": html, "language": code}
        mails.append(Mail(receiver=receiver, key=_key(key, receiver), **content, **common))
    put_in(mails)


def put_in(mails):
    """Store mails, and see to it that they go once that is final. One whose key is known already is left out."""
    for mail in mails:
        mail.message_id = parts.message_id()
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    sending.after_commit(mails)


def _key(key, receiver):
    if key is None:
        return new_key()
    if not 0 < len(key) <= MAX_KEY:
        raise ValueError(f"A key of a mail has 1 to {MAX_KEY} characters")
    return f"{clean_text(key)}:{receiver.lower()}"


def _languages(receivers, language):
    """``{receiver: language}``; who stands in the list twice gets one mail."""
    if language is not None:
        return dict.fromkeys(receivers, language)
    known = languages.of(receivers)
    return {receiver: known.get(receiver) or settings.LANGUAGE_CODE for receiver in receivers}


def _is_address(receiver, template):
    try:
        validate_email(str(receiver))
    except Exception:
        # What the address is stays out of the log.
        logger.warning("Mail %s not sent: no usable address", template)
        return False
    return True
