"""The button that follows a thing, on its page."""

from network.notices.kinds import followable_named
from network.notices.models import Follow


def button(request, name, thing):
    """For members; nobody follows themselves, and a visitor has nowhere to hear it."""
    if followable_named(name) is None or thing == request.user:
        return None
    return {
        "template": "notices/follow.html",
        "kind": name,
        "thing": thing,
        "following": Follow.objects.filter(member=request.user, kind=name, object_id=thing.pk).exists(),
        "back": request.get_full_path(),
    }
