"""Who may do what with sessions, as small predicates. Who doesn't take part may nothing, staff neither."""

from network.people.rules import is_member


def takes_part(member, session):
    """Whether ``member`` is one of the group."""
    return is_member(member) and session.members.filter(member_id=member.pk).exists()


def may_lead(member, session):
    """May run the clock, note who was there, move it and call it off: the facilitator, or everybody of a group
    without one, also when the account of its facilitator was closed."""
    if not takes_part(member, session):
        return False
    return session.facilitator_id in (None, member.pk) or not session.facilitator.is_active
