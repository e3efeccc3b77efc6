"""Bringing mail from the outbox to the mail server.

Whoever sends takes a **lease** on some mails: a mark of its own, and a moment from which anybody else may take them.
Two that send at once never have the same mail, and what somebody had who was killed comes free by itself. A mail is
sent twice only when its sender dies, or loses its mail server, between handing it over and noting that.

What fails is tried again after a pause that grows, and is dead after ``TRIES``; what the server refuses for good, such
as a mail box that doesn't exist, is dead at once. A server that can't be reached says nothing about a mail: then
nothing is counted, everything waits (``ServerAway``: who runs this asks again after a pause that grows), and only what
is older than ``MOST_DAYS`` is given up.
"""

import logging
import random
import smtplib
import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from base.mail import parts
from base.models import Mail
from base.work import NotNow

logger = logging.getLogger(__name__)

BATCH = 20
# So long one lease is worked on, and so long it holds, in seconds. The slowest server that doesn't count as away takes
# some 100 seconds for a mail (EMAIL_TIMEOUT for each of its answers), so what is begun is done before the lease ends.
BATCH_SECONDS = 20
LEASE = 180
# Newsletters are noted so many at a time: each note keeps readers of SQLite waiting for a moment. Who is killed costs
# as many readers a duplicate at most, of a newsletter; any other mail is noted by itself.
BULK_TOGETHER = 10
# 30 seconds, 1 minute, 2, … up to 2 hours: a mail is tried for some three days.
FIRST_PAUSE, MOST_PAUSE, TRIES = 30, 2 * 60 * 60, 42
MOST_DAYS = 5
STATE = Mail.State

_CLOSING = {421, 454, 530, 535}  # it takes no more from us now


# What goes as soon as a mail is sent or dropped.
EMPTIED = {"text": "", "html": "", "headers": {}, "attachments": []}


class ServerAway(NotNow):
    """The mail server can't be reached, or takes nothing from us."""


def after_commit(mails):
    """Send these mails once they are really stored: here, in a thread, or, where one runs, by a worker."""
    from base.mail.here import wake

    keys = [mail.key for mail in mails]
    kinds = {mail.bulk for mail in mails}
    if not settings.MAIL_IN_BACKGROUND:
        transaction.on_commit(lambda: deliver(keys), robust=True)
    elif settings.MAIL_IN_WEB:
        transaction.on_commit(lambda: wake(kinds), robust=True)


def deliver(keys):
    """Send these mails now, in this thread (tests); what doesn't go stays for a worker."""
    try:
        while leased := lease(Mail.objects.due(timezone.now()).filter(key__in=keys)):
            send(*leased)
    except ServerAway as problem:
        logger.warning("%s", problem)


def send_some(bulk=False):
    """Send a batch of what is due; how many mails were dealt with. ``ServerAway`` when the server is."""
    leased = lease(Mail.objects.due(timezone.now()).filter(bulk=bulk))
    return send(*leased) if leased else 0


def lease(due, most=BATCH):
    """Take up to ``most`` of these mails: the mark and the mails, or nothing."""
    mark, now = uuid.uuid4(), timezone.now()
    # Asked first without a lock: each second this finds nothing, and writers of SQLite stand in line.
    if not due.exists():
        return None
    with transaction.atomic():
        # SQLite's transactions are immediate (settings), so nobody else is here; PostgreSQL passes by what is taken.
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
        # Counted when it is taken: a mail that kills who sends it ends as dead instead of killing all.
        Mail.objects.filter(pk__in=ids).update(
            lease=mark, next_try=now + timedelta(seconds=LEASE), attempts=F("attempts") + 1
        )
    rows = {mail.pk: mail for mail in Mail.objects.filter(pk__in=ids)}
    return (mark, [rows[pk] for pk in ids if pk in rows]) if ids else None


def send(mark, mails):
    """Send leased mails by one connection; how many were sent or given up. What isn't reached is given back."""
    until = time.monotonic() + BATCH_SECONDS
    done, sent, connection = 0, [], get_connection(settings.MAIL_TRANSPORT)
    try:
        _open(connection)
        for mail in mails:
            if time.monotonic() > until:
                break
            began = time.monotonic()
            try:
                done += _send_one(connection, mark, mail, sent)
            except _Broken:
                break
            if len(sent) >= (BULK_TOGETHER if mail.bulk else 1):
                _note_sent(mark, sent)
            if mail.bulk and settings.MAIL_BULK_A_SECOND:
                # Pages go before newsletters, and mail servers dislike who is in a hurry.
                time.sleep(max(0, 1 / settings.MAIL_BULK_A_SECOND - (time.monotonic() - began)))
    except ServerAway as problem:
        _give_up_old(mark, kind_of(problem.__cause__))
        raise
    finally:
        _note_sent(mark, sent)
        _give_back(mark)
        _close(connection)
    return done


def _open(connection):
    try:
        connection.open()
    except Exception as problem:
        raise ServerAway(f"Mail server: {kind_of(problem)}") from problem


def _close(connection):
    try:
        connection.close()
    except Exception as problem:
        # What was sent was sent: how the connection ends says nothing about it.
        logger.debug("Mail server: %s at the end", kind_of(problem))


class _Broken(Exception):
    """The connection takes no other mail."""


def _send_one(connection, mark, mail, sent):
    """Send one mail: 1, or 0 when it is to be tried again. One that went is added to ``sent``, to be noted."""
    if mail.attempts > TRIES:
        # Nobody came to tell how the last try ended, that often: it may be what ends them.
        _note(mark, mail, state=STATE.DEAD, problem="Interrupted")
        return 1
    try:
        connection.send_messages([parts.message(mail)])
    except Exception as problem:
        failed = _failed(mark, mail, problem)
        if breaks(problem):
            raise _Broken from problem
        return failed
    sent.append(mail)
    return 1


def _failed(mark, mail, problem):
    dead = is_final(problem) or mail.attempts >= TRIES
    logger.warning("Mail %s %s: %s", mail.kind, "not sent" if dead else "not sent yet", kind_of(problem))
    then = timezone.now() + timedelta(seconds=pause(mail.attempts))
    _note(mark, mail, state=STATE.DEAD if dead else STATE.WAITING, next_try=then, problem=kind_of(problem))
    return 1 if dead else 0


def _note_sent(mark, sent):
    if sent:
        _note(mark, *sent, state=STATE.SENT, sent_at=timezone.now(), problem="", **EMPTIED)
        sent.clear()


def _note(mark, *mails, **changes):
    ours = Mail.objects.filter(pk__in=[mail.pk for mail in mails], lease=mark)
    if ours.update(lease=None, **changes) < len(mails):
        # Our lease ran out, and somebody else has it now: they may send it once more.
        logger.warning("Mail %s took longer than its lease", mails[0].kind)


def _give_up_old(mark, problem):
    """Note why a lease came to nothing; what waited for days for a server is no news any more."""
    mine = Mail.objects.filter(lease=mark)
    mine.update(problem=problem)
    mine.filter(written_at__lt=timezone.now() - timedelta(days=MOST_DAYS)).update(state=STATE.DEAD, lease=None)


def _give_back(mark):
    """What was not begun is for the next."""
    Mail.objects.filter(lease=mark).update(lease=None, next_try=timezone.now(), attempts=F("attempts") - 1)


def pause(attempts, most=MOST_PAUSE):
    """Seconds until a mail is tried again, some more or less, so that not all come at once."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), most) * random.uniform(0.8, 1.2)  # noqa: S311


def code_of(problem):
    """The code that the server gave with a refusal, or None."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return min((code for code, _text in problem.recipients.values()), default=None)
    return getattr(problem, "smtp_code", None)


def breaks(problem):
    """Whether the connection is of no more use after this problem."""
    code = code_of(problem)
    return isinstance(problem, OSError) if code is None else code in _CLOSING


def is_final(problem):
    """Whether trying again is no use: this receiver, or this mail, is refused for good."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return 500 <= code_of(problem) < 600
    return isinstance(problem, ValueError)  # no mail can be made of it: an address, a header


def kind_of(problem):
    """A problem without what it is about: its text often has an address in it."""
    code = code_of(problem)
    return type(problem).__name__ + (f" {code}" if code else "")
