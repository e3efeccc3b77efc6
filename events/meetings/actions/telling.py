"""The mails about a registration: each says what happened, and has the link with which somebody acts on it.

They are transaction mails: who asked for a seat hears of it, whatever they chose about notices.
"""

from django.urls import reverse
from django.utils import timezone

from base.mail import absolute_url, send_mail_later
from events.meetings import ics


def own_url(registration):
    """The page of this registration, which opens without signing in: whoever has the key acts for it."""
    return reverse("meetings:own_registration", args=[registration.key])


def tell(registration, template, calendar=None, key=None, **context):
    """Send a mail of ``templates/mail/meetings/`` about a registration, in the language of who it is of.

    ``calendar`` (``REQUEST`` or ``CANCEL``) adds a calendar file that puts the meeting in, or takes it out. What
    has the same ``key`` is sent once.
    """
    event = registration.event
    context = {
        "event": event,
        "registration": registration,
        "url": absolute_url(event.get_absolute_url()),
        "own_url": absolute_url(own_url(registration)),
        **context,
    }
    attachments = [ics.attachment(registration, calendar)] if calendar else None
    send_mail_later(
        registration.email, f"meetings/{template}", context, registration.language, key=key, attachments=attachments
    )


def confirmed(registration):
    tell(registration, "confirmed", calendar="REQUEST")


def waiting(registration):
    tell(registration, "waiting", place=registration.place_in_line())


def offered(registration, full_theme=None):
    """``full_theme``: what they wished, where others filled it meanwhile."""
    tell(registration, "offered", full_theme=full_theme)


def lapsed(registration):
    tell(registration, "lapsed")


def cancelled(registration, by=None, reason=""):
    tell(registration, "cancelled", calendar="CANCEL", by=by, reason=reason)


def prove_address(registration):
    tell(registration, "prove_address")


def already_registered(registration):
    """Once a day: everybody can fill in anybody's address."""
    tell(registration, "already_registered", key=f"already-registered:{registration.pk}:{timezone.localdate()}")
