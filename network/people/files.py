"""Who may fetch the photo of a member: who sees it on their page."""

from base.visibility import IMAGE
from network.people.models import Member
from network.people.profiles import Profile
from network.people.rules import is_member


def may_fetch(kind, file, member):
    """For ``base.slots.personal_files``: True or False, or None where nobody has this image as their photo."""
    if kind != IMAGE:
        return None
    people = Member.objects.filter(photo=file)
    if is_member(member) and people.filter(pk=member.pk).exists():
        return True
    if not people.exists():
        return None
    return any(Profile(person, member).photo is not None for person in people.visible_to(member))
