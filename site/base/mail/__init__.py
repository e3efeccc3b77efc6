"""Mail to people, as sure as what it tells about.

    send_mail_later(member.email, "practice_published", {"practice": practice})

``writing`` renders a mail and puts it in the outbox (``base.models.Mail``), in the transaction of what it tells about:
either both are stored or neither. ``sending`` takes it from there: a worker, or a thread of the process that wrote it,
hands it to the mail server, as often as that takes. What Django or a package sends by itself goes the same way
(``backend``).
"""

from base.mail.rendering import MAX_SUBJECT
from base.mail.sending import deliver
from base.mail.writing import absolute_url, send_mail_later, switched_off

__all__ = ["MAX_SUBJECT", "absolute_url", "deliver", "send_mail_later", "switched_off"]
