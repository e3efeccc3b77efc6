"""Every address that the site answers at, out of its resolver, with its parameters filled in."""

import re
import uuid
from urllib.parse import quote

from django.urls import get_resolver
from django.urls.resolvers import RegexPattern

# <kind:name>, as Django writes it; regular expressions are brought to the same form.
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
# What fills a parameter besides what is really there. A "%" arrives as it stands, all else is quoted.
HOSTILE = {
    "int": ["0", "9" * 12, "9" * 30],
    "slug": ["bestaat-niet", "a" * 2000, "0"],
    "uuid": [str(uuid.UUID(int=0))],
    "str": ["é\u202e<script>alert(1)</script>", "..%2f..%2f", "' OR 1=1 --", "a" * 2000, "9" * 30, "%ff", "%0d%0aX: y"],
    "path": ["../../etc/passwd", f"original_images/{'a' * 300}é\u202e", "images/..", "a//b/%2e%2e/", "images/%ff"],
}


def templates(resolver=None, before="/"):
    """All addresses of the resolver as texts with ``<kind:name>`` where a parameter stands."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + _plain(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from templates(entry, address)
        else:
            yield address


def _plain(pattern):
    if not isinstance(pattern, RegexPattern):
        return str(pattern)
    text = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<str:\1>", str(pattern))
    while re.search(r"\([^()]*\)", text):
        text = re.sub(r"\([^()]*\)", "<path:rest>", text)
    return re.sub(r"\\(.)", r"\1", text.replace(".*", "x").strip("^$"))


def fill(template, real):
    """The address with what is really there (``real``: name or kind of a parameter to a value), then hostile ones.

    Only one parameter at a time is hostile, since two hide each other.
    """
    parts = PARAMETER.split(template)
    fixed, kinds, names = parts[::3], [kind or "str" for kind in parts[1::3]], parts[2::3]
    known = [real.get(name, real.get(kind)) for kind, name in zip(kinds, names, strict=True)]
    filled = [_join(fixed, known)]
    for place, kind in enumerate(kinds):
        filled += [_join(fixed, [*known[:place], value, *known[place + 1 :]]) for value in HOSTILE[kind]]
    return filled


def _join(fixed, values):
    pieces = [fixed[0]]
    for text, value in zip(fixed[1:], values, strict=True):
        pieces += [quote(str(value), safe="/%"), text]
    return "".join(pieces)
