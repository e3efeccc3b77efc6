"""Who may write reports, as small predicates."""

from events.meetings.rules import organises
from network.people.rules import is_member


def may_write(member, report):
    """Who organises the meeting, and whom they added by name."""
    if not is_member(member):
        return False
    return organises(member, report.event) or report.note_takers.filter(pk=member.pk).exists()
