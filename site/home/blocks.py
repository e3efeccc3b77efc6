"""What the rooms show on the home page and under /mijn/: each gives a dict with the name of its template in it.

The template gets that dict as its context, besides what every template has.
"""

from django.template.loader import render_to_string
from django.utils import translation

from base import slots, stamps


def home_blocks(request):
    """The blocks of the home page as HTML; for visitors who are not signed in, made once until something changes."""
    if request.user.is_authenticated:
        return _rendered(request, (entry(request) for entry in slots.home_blocks))
    return stamps.remember(
        "site",
        ("home blocks", translation.get_language()),
        lambda: _rendered(request, (entry(request) for entry in slots.home_blocks)),
    )


def my_blocks(request):
    """The blocks of a member's own page as HTML."""
    return _rendered(request, (entry(request.user) for entry in slots.my_blocks))


def _rendered(request, blocks):
    return [render_to_string(block["template"], block, request=request) for block in blocks if block is not None]
