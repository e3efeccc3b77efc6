"""The code on somebody's badge, and its QR.

A badge hangs where everybody reads it, so it doesn't carry the key of the registration, with which one could cancel it:
it has the number of the row with a seal made of that key. Only for who organises the meeting does it open anything.
"""

import segno
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from base.mail import absolute_url
from events.meetings.models import Registration

SEAL = 16  # hexadecimal digits: enough that nobody makes the badge of a colleague, and a QR that a phone reads


def badge_code(registration):
    """Such as ``123-0f3a5b…``."""
    return f"{registration.pk}-{_seal(registration)}"


def registration_of_badge(code):
    """The registration whose badge has this code, or None."""
    number, _dash, seal = code.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    registration = Registration.objects.with_people().filter(pk=number).first()
    if registration is None or not constant_time_compare(seal, _seal(registration)):
        return None
    return registration


def badge_url(registration):
    """What the QR of a badge says: the address that checks them in."""
    return absolute_url(reverse("meetings:check_in_badge", args=[badge_code(registration)]))


def qr(text):
    """A QR code as the address of a picture (``data:``)."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=2)


def _seal(registration):
    return salted_hmac("meetings.badge", str(registration.key), algorithm="sha256").hexdigest()[:SEAL]
