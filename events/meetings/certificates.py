"""Certificates of attendance: who gets one, the code on it, and whether a code is real."""

import secrets

from django.urls import reverse
from django.utils import timezone

from base.mail import absolute_url
from base.models import SiteSettings
from events.meetings.badges import qr
from events.meetings.models import Registration

# Without letters and digits that look alike on paper (0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V).
LETTERS = "ACDEFGHJKMNPQRTWXY34679"
GROUPS, LENGTH = 4, 4  # 23 ** 16 codes: 72 bits


def may_have(registration):
    """Who was there, once it is over: before that nobody has been there until the end. A private meeting has none."""
    event = registration.event
    return registration.attended_at is not None and event.is_over and not event.private


def code_of(registration):
    """The code on the certificate of somebody, made when it is first asked for; the same one ever after."""
    if not registration.certificate_code:
        # Two who ask at once: the first one writes.
        without = Registration.objects.filter(pk=registration.pk, certificate_code=None)
        without.update(certificate_code=_new_code())
        registration.refresh_from_db(fields=["certificate_code"])
    return registration.certificate_code


def registration_of(code):
    """The registration that this certificate is of, or None: also when somebody was checked in by mistake."""
    code = tidy(code)
    if not code:
        return None
    found = Registration.objects.attended().select_related("member", "event__organisation")
    return found.filter(certificate_code=code, event__private=False).first()


def tidy(code):
    """A code as it is stored, however somebody typed it; an empty text when it can't be one."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    if len(letters) != GROUPS * LENGTH or set(letters) - set(LETTERS):
        return ""
    return "-".join(letters[start : start + LENGTH] for start in range(0, len(letters), LENGTH))


def paper(registration):
    """The context of the certificate."""
    code = code_of(registration)
    address = absolute_url(reverse("meetings:certificate", args=[code]))
    event, settings = registration.event, SiteSettings.current()
    return {
        "event": event,
        "name": registration.name,
        "code": code,
        "address": address,
        "qr": qr(address),
        "site": " ".join(filter(None, (settings.site_name, settings.region_name))),
        "today": timezone.localdate(),
        "one_day": event.starts.date() == event.ends.date(),
    }


def _new_code():
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
