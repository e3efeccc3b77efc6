"""The link in the monthly mail: who may say that a figure still holds, without signing in.

It is signed and expires. It says who was asked and about which organisation, and gives nobody rights they don't have:
whoever is no editor of it any more can't use it. A mail scanner that opens it changes nothing: only a button does.
"""

from django.core import signing

SALT = "services.waiting"
DAYS = 45


def make(member, organisation):
    """The text in the address."""
    return signing.dumps([member.pk, organisation.pk], salt=SALT)


def read(text):
    """Primary keys of the member and the organisation; None when it is not ours or too old."""
    try:
        member, organisation = signing.loads(text, salt=SALT, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return member, organisation
