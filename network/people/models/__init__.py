"""Members, invitations, groups, and what is remembered about them."""

from network.people.models.groups import Membership, PeopleGroup
from network.people.models.member import Invitation, Member, MemberManager, MemberTopic
from network.people.models.records import AuditEntry, Contact

__all__ = [
    "AuditEntry",
    "Contact",
    "Invitation",
    "Member",
    "MemberManager",
    "MemberTopic",
    "Membership",
    "PeopleGroup",
]
