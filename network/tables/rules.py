"""Who may do what with agreements, as small predicates."""

from events.meetings.rules import organises
from network.people.rules import is_member, is_staff_member


def can_add(member, event=None):
    """May write down an agreement: staff, and who organises the meeting that it comes from."""
    return is_staff_member(member) or (event is not None and organises(member, event))


def can_change(member, agreement):
    """May say how far an agreement is: its owner, who wrote it down, who organises the meeting, and staff."""
    if not is_member(member):
        return False
    if member.pk in (agreement.owner_id, agreement.made_by_id):
        return True
    return is_staff_member(member) or (agreement.event_id is not None and organises(member, agreement.event))
