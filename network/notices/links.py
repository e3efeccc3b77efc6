"""The link that stops mails about some kinds of notices, without signing in (RFC 8058).

It is signed and says whose mails about what. A program that opens it changes nothing: only a POST does.
"""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from base.mail import absolute_url

SALT = "notices.stop"
DAYS = 365


def stop_url(member, kinds):
    """The address that goes along in a mail about these kinds (names)."""
    token = signing.dumps([member.pk, sorted(kinds)], salt=SALT, compress=True)
    return absolute_url(reverse("notices:stop", args=[token]))


def read(token):
    """Primary key of the member and the names of the kinds; None when the token is not ours or too old."""
    try:
        member, kinds = signing.loads(token, salt=SALT, max_age=timedelta(days=DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return member, kinds
