"""What the rooms show on the home page and under /mijn/: each gives a dict with the name of its template in it.

The template gets that dict as its context, besides what every template has.
"""

from django.template.loader import render_to_string
from django.utils import translation

from base import slots, stamps


def home_blocks(request):
    """The blocks of the home page as (place, HTML); for visitors who are not signed in, made once until a change.

    A dict with ``"place": "band"`` in it stands beside the question, any other below the band.
    """
    if request.user.is_authenticated:
        return _placed(request)
    return stamps.remember("site", ("home blocks", translation.get_language()), lambda: _placed(request))


def _placed(request):
    blocks = [block for entry in slots.home_blocks if (block := entry(request)) is not None]
    return list(zip([block.get("place", "page") for block in blocks], _rendered(request, blocks), strict=True))


def my_blocks(request):
    """The blocks of a member's own page as HTML."""
    return _rendered(request, (entry(request.user) for entry in slots.my_blocks))


def _rendered(request, blocks):
    return [render_to_string(block["template"], block, request=request) for block in blocks if block is not None]
