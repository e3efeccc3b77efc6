"""Who may do what, as small predicates."""

from django.db import connection

from network.people.roles import ADMINISTRATOR, PROVIDER_EDITOR, ROLES, STAFF

ROLES_OF = "SELECT name FROM auth_group WHERE id IN (SELECT group_id FROM people_member_groups WHERE member_id = %s)"

# Who gets a mail when somebody asks for an account.
APPROVERS = (STAFF, ADMINISTRATOR)


def role_names(member):
    """Names of the roles of a member, read once a request."""
    if member is None or not member.is_authenticated:
        return frozenset()
    names = getattr(member, "_role_names", None)
    if names is None:
        names = member._role_names = _read_roles(member)
    return names


def _read_roles(member):
    """One plain query, at nearly every request of a member: the ORM takes ten times as long to write it."""
    if "groups" in getattr(member, "_prefetched_objects_cache", {}):
        return frozenset(group.name for group in member.groups.all())
    with connection.cursor() as cursor:
        cursor.execute(ROLES_OF, [member.pk])
        return frozenset(name for (name,) in cursor.fetchall())


def forget_roles(member):
    """Read the roles of this object anew; other requests have objects of their own."""
    member.__dict__.pop("_role_names", None)


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


def needs_second_step(member):
    """Whether a password isn't enough: for who has a role, and for whoever else may open the admin."""
    if not is_member(member):
        return False
    names = role_names(member)
    return bool(member.is_superuser or names & set(ROLES)) or (
        bool(names) and member.has_perm("wagtailadmin.access_admin")
    )


def can_invite(member):
    """May invite people, and let in or decline who asked for an account."""
    return is_staff_member(member)


def can_invite_to_role(member, role):
    """May give this role with an invitation; anybody who invites may invite without one."""
    return can_invite(member) if not role else role in ROLES and is_administrator(member)


def can_manage_members(member):
    """May change the accounts and roles of others."""
    return is_administrator(member)


def can_edit_member(member, other):
    """May change this account: nobody but a superuser touches a superuser's."""
    return can_manage_members(member) and (member.is_superuser or not other.is_superuser)


def can_deactivate(member, other):
    """May close this account: never one's own, so that nobody locks themselves out."""
    return can_edit_member(member, other) and member.pk != other.pk
