"""What a mail is made of besides its text: headers, attachments, and the message that a mail server gets.

Nothing that comes in here can start a header of its own: names of headers are checked, values are one line, and what
decides where a mail goes to or comes from is nobody's to set.
"""

import base64
import re
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from base.mail.rendering import one_line

MAX_HEADER = 900  # a line of a mail has 998 at most
MAX_ATTACHED = 200_000  # bytes of all attachments of a mail: each receiver has a copy in the outbox
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_OURS = frozenset(
    "from to cc bcc subject sender return-path date message-id mime-version received auto-submitted".split()
)
_TYPE = re.compile(r"(?P<type>[a-z]+/[a-z0-9.+-]+)(?:; ?method=(?P<method>[A-Z]+))?(?:; ?charset=[Uu][Tt][Ff]-8)?")
_UNSUBSCRIBE = re.compile(r"https?://[!-;=?-~]+")  # no space, no angle bracket, nothing outside ASCII


def message_id():
    """A name for a mail that it keeps however often it is sent, so that a duplicate can be known."""
    return make_msgid(domain=urlsplit(settings.BASE_URL).hostname or "localhost")


def may_set(name):
    """Whether a caller may add a header of this name."""
    plain = name.lower()
    return bool(_NAME.fullmatch(name)) and plain not in _OURS and not plain.startswith(("content-", "resent-"))


def headers(given, unsubscribe=None):
    """The headers that a caller may add, as one line each."""
    found = {}
    for name, value in (given or {}).items():
        if not may_set(name):
            raise ValueError("A mail can't have this header")
        found[name] = one_line(value, MAX_HEADER)
    if unsubscribe:
        if not _UNSUBSCRIBE.fullmatch(unsubscribe) or len(unsubscribe) > MAX_HEADER:
            raise ValueError("This is no address to unsubscribe at")
        found["List-Unsubscribe"] = f"<{unsubscribe}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def attachments(given):
    """Attachments as the outbox keeps them: ``[{"name", "type", "method", "data"}]``, the data in base64."""
    found, size = [], 0
    for name, content, kind in given or ():
        type_ = _TYPE.fullmatch(kind)
        if type_ is None:
            raise ValueError("An attachment can't be of this type")
        data = content.encode() if isinstance(content, str) else bytes(content)
        size += len(data)
        if size > MAX_ATTACHED:
            raise ValueError(f"The attachments of a mail have {MAX_ATTACHED} bytes at most")
        found.append(
            {
                "name": re.sub(r'[/\\"]', "", one_line(name, 100)),
                "type": type_["type"],
                "method": type_["method"] or "",
                "data": base64.b64encode(data).decode(),
            }
        )
    return found


def message(mail):
    """The message of a mail in the outbox. Its envelope has the bounce address as sender, if there is one."""
    sender = mail.sender or settings.DEFAULT_FROM_EMAIL
    given = dict(mail.headers)
    reply_to = given.pop("Reply-To", None)
    given |= {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if settings.MAIL_BOUNCE_ADDRESS:
        given["From"] = sender
    made = EmailMultiAlternatives(
        subject=one_line(mail.subject),
        body=mail.text,
        from_email=settings.MAIL_BOUNCE_ADDRESS or sender,
        to=[mail.receiver],
        reply_to=[reply_to] if reply_to else None,
        headers=given,
    )
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    for part in mail.attachments:
        _attach(made, part)
    return made


def _attach(made, part):
    data = base64.b64decode(part["data"])
    if part["type"] == "text/calendar" and part["method"]:
        # Twice, as mail programs differ: one acts on the part beside the text, another shows a file only.
        made.attach_alternative(data.decode(), f"text/calendar; method={part['method']}")
        made.attach(part["name"], data, "application/ics")
    else:
        made.attach(part["name"], data, part["type"])
