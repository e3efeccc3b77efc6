"""Who may fetch an image or a document of a practice: who may see a practice that has it, or writes it."""

from django.db.models import Q

from base.visibility import DOCUMENT
from network.people.rules import is_member
from practices.models import Draft, PracticePage


def may_fetch(kind, file, member):
    """For ``base.slots.file_owners``: True or False, or None where no practice and no draft has this file."""
    having = Q(documents__document=file) if kind == DOCUMENT else Q(image=file)
    practices = PracticePage.objects.filter(pk__in=PracticePage.objects.filter(having).values("pk"))
    drafts = _drafts_with(kind, file)
    if not drafts and not practices.exists():
        return None
    if practices.visible_to(member).exists():
        return True
    if not is_member(member):
        return False
    writes = Draft.objects.open_to(member).filter(pk__in=drafts)
    return practices.authored_by(member).exists() or writes.exists()


def _drafts_with(kind, file):
    """The drafts that name this file. Only who sent it, or writes along with them, can have put it there."""
    if file.uploaded_by_user is None:
        return []
    theirs = Draft.objects.open_to(file.uploaded_by_user)
    return [draft.pk for draft in theirs if str(file.pk) in _keys(kind, draft.data)]


def _keys(kind, data):
    kept = data.get("documents" if kind == DOCUMENT else "image") or []
    return {str(key) for key in (kept if isinstance(kept, list) else [kept])}
