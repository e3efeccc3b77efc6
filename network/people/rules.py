"""Who may do what, as small predicates."""

from network.people.roles import ADMINISTRATOR, PROVIDER_EDITOR, STAFF


def role_names(member):
    """Names of the roles of a member, read once a request."""
    if member is None or not member.is_authenticated:
        return frozenset()
    names = getattr(member, "_role_names", None)
    if names is None:
        names = frozenset(group.name for group in member.groups.all())
        member._role_names = names
    return names


def is_member(user):
    """Signed in with an approved account."""
    return bool(user is not None and user.is_authenticated and user.is_active)


def is_administrator(member):
    """Functional manager: people, roles, vocabulary, settings."""
    return is_member(member) and (member.is_superuser or ADMINISTRATOR in role_names(member))


def is_staff_member(member):
    """Regional staff, or administrator."""
    return is_administrator(member) or (is_member(member) and STAFF in role_names(member))


def is_provider_editor(member):
    """Speaks for a care provider."""
    return is_member(member) and PROVIDER_EDITOR in role_names(member)
