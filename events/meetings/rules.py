"""Who may do what with meetings, as small predicates."""

from network.people.roles import ORGANISER
from network.people.rules import is_member, is_staff_member, role_names


def can_organise(member):
    """May set up meetings: regional staff, and members who were given the right."""
    return is_staff_member(member) or (is_member(member) and ORGANISER in role_names(member))


def organises(member, event):
    """May change this meeting and see who comes: staff, who made it, and its organisers.

    Of a private meeting staff know nothing.
    """
    if not is_member(member):
        return False
    if event.owner_id == member.pk or (is_staff_member(member) and not event.private):
        return True
    return member.pk in event.organiser_ids
