"""Who may do what with services, as small predicates."""

from network.people.rules import is_member, is_provider_editor, is_staff_member


def may_edit_organisation(member, organisation):
    """Staff, and a provider editor of this very organisation."""
    if is_staff_member(member):
        return True
    return is_provider_editor(member) and member.organisation_id == organisation.pk


def may_edit(member, service):
    """Who may change what the organisation offers."""
    if is_staff_member(member):
        return True
    return is_provider_editor(member) and member.organisation_id == service.organisation_id


def sees_contact(member):
    """Who to call is for professionals: everybody who is signed in."""
    return is_member(member)
