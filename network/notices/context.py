"""The number beside somebody's name."""

from django.utils.functional import SimpleLazyObject

from network.notices import reading


def unread(request):
    """``unread_count`` for ``base.html``, which asks for it on pages of members only."""
    return {"unread_count": SimpleLazyObject(lambda: reading.unread_count(request.user))}
