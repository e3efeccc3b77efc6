"""The mails about a registration: each says what happened, and has the link with which somebody acts on it.

They are transaction mails: who asked for a seat hears of it, whatever they chose about notices.
"""

from django.urls import reverse

from base.mail import absolute_url, send_mail_later


def own_url(registration):
    """The page of this registration, which opens without signing in: whoever has the key acts for it."""
    return reverse("meetings:own_registration", args=[registration.key])


def tell(registration, template, key=None, **context):
    """Send a mail of ``templates/mail/meetings/`` about a registration, in the language of who it is of."""
    event = registration.event
    context = {
        "event": event,
        "registration": registration,
        "url": absolute_url(event.get_absolute_url()),
        "own_url": absolute_url(own_url(registration)),
        **context,
    }
    send_mail_later(registration.email, f"meetings/{template}", context, registration.language)


def confirmed(registration):
    tell(registration, "confirmed")


def waiting(registration):
    ahead = registration.event.registrations.line().filter(queued_at__lt=registration.queued_at).count()
    tell(registration, "waiting", place=ahead + 1)


def offered(registration):
    tell(registration, "offered")


def lapsed(registration):
    tell(registration, "lapsed")


def cancelled(registration, by=None, reason=""):
    tell(registration, "cancelled", by=by, reason=reason)


def prove_address(registration):
    tell(registration, "prove_address")


def already_registered(registration):
    tell(registration, "already_registered")
