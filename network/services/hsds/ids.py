"""Ids for other sites: UUIDs that stay the same, differ between sites, and lead back to a row without a table.

The first half is made of the address of the site and the sort of thing, the second half is the primary key. They are of
version 8 of RFC 9562, which is for ids of one's own making.
"""

import hashlib
import uuid
from functools import cache

from django.conf import settings

_KEY_BITS = 62


@cache
def _first_half(address, kind):
    digest = hashlib.sha256(f"{address}|{kind}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") & ~0xF000) | 0x8000


def _half(kind):
    return _first_half(settings.BASE_URL, kind)


def make(kind, key):
    """The id of the row of this kind (a word of our own) with this primary key."""
    return str(uuid.UUID(int=_half(kind) << 64 | 0b10 << _KEY_BITS | key))


def read(kind, text):
    """The primary key behind an id, or None when it isn't one of this site and kind."""
    try:
        number = uuid.UUID(str(text)).int
    except ValueError:
        return None
    if number >> 64 != _half(kind) or (number >> _KEY_BITS) & 0b11 != 0b10:
        return None
    return number & ((1 << _KEY_BITS) - 1)


def pair(kind, first, second):
    """The id of a row that joins two others, such as a service at a location (keys below 2³¹)."""
    return make(kind, first << 31 | second)


def read_pair(kind, text):
    """The two primary keys behind the id of such a row, or None."""
    key = read(kind, text)
    return None if key is None else (key >> 31, key & ((1 << 31) - 1))
