"""Under ``/mijn/``: what waits to be read."""

from network.notices import reading

SHOWN = 5


def block(member):
    """The newest unread notices, or None when there are none."""
    rows = member.notifications.unread().order_by("-created_at", "-pk")
    found = reading.visible(member, list(rows[: reading.COUNTED]))
    if not found:
        return None
    return {"template": "notices/my_block.html", "rows": found[:SHOWN], "more": len(found) > SHOWN}
