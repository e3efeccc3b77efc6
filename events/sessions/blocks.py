"""Sessions where other rooms show them, each time to who takes part and nobody else."""

from events.sessions.models import Session

SHOWN = 3


def my_block(member):
    """My next sessions, the first one first; what was called off is in the list."""
    coming = Session.objects.visible_to(member).not_called_off().with_meeting().coming()
    sessions = list(coming[:SHOWN])
    return {"template": "sessions/my_block.html", "sessions": sessions} if sessions else None


def home_of(event, member):
    """The address of the session that a private meeting is of."""
    found = Session.objects.visible_to(member).filter(event=event).first()
    return found.get_absolute_url() if found else None
