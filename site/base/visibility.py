"""Who may fetch an image or a document: whoever may see something that it belongs to.

Files lie in a private folder that no address maps to. Each request for one asks ``may_fetch``:

- A room that uses files registers itself in ``base.slots.file_owners`` and answers for its own things.
- What shows one person is asked of ``base.slots.personal_files`` first, and that answer is final: who manages files
  isn't let in where a member shows something to nobody.
- A file that nothing uses yet (in a draft, or left over) is for who sent it. What staff put in the admin is for whom
  its own ``visibility`` says, as they may link it from anywhere.
- Who may change files in the admin may fetch them there.
"""

from wagtail.permissions import policy_registry

from base.choices import Visibility
from base.slots import file_owners, personal_files

IMAGE, DOCUMENT = "image", "document"


def may_fetch(kind, file, member=None):
    """Whether ``member`` (None or anonymous: a visitor) may fetch this image or document."""
    member = member if member is not None and member.is_authenticated and member.is_active else None
    personal = [answer for owner in personal_files if (answer := owner(kind, file, member)) is not None]
    if personal:
        return all(personal)
    if member is not None and (file.uploaded_by_user_id == member.pk or may_manage(file, member)):
        return True
    answers = [answer for owner in file_owners if (answer := owner(kind, file, member)) is not None]
    if answers:
        return any(answers) and _level_allows(file, member, belongs=True)
    return _sent_by_staff(file) and _level_allows(file, member, belongs=False)


def may_manage(file, member):
    """May change this file in the admin."""
    return policy_registry.get_by_type(type(file)).user_has_permission_for_instance(member, "change", file)


def _sent_by_staff(file):
    sender = file.uploaded_by_user
    return sender is None or sender.has_perm("wagtailadmin.access_admin")


def _level_allows(file, member, belongs):
    """What the file's own level adds: it may be narrower than what it belongs to, never wider."""
    if file.visibility == Visibility.PUBLIC:
        return True
    if file.visibility == Visibility.MEMBERS:
        return member is not None
    return member is not None and belongs
