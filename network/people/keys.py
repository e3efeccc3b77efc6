"""Keys in links that are mailed: of an invitation, and of a request for an account."""

import hashlib
import secrets

from django.core import signing

REQUEST_SALT = "network.people.request"
REQUEST_SECONDS = 3 * 24 * 3600


def new_key():
    """A key of 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(key):
    """What is stored of a key. It has 256 random bits, so a plain hash can't be guessed from."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def request_key(email):
    """A key that says, signed and dated, that somebody reads the mail of this address. Nothing is stored for it."""
    return signing.dumps(email, salt=REQUEST_SALT)


def address_in(key):
    """The address in the key of a request, or None when it isn't ours or too old."""
    try:
        return signing.loads(key, salt=REQUEST_SALT, max_age=REQUEST_SECONDS)
    except signing.BadSignature:
        return None
