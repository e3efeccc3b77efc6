"""Who may do what with a practice, as small predicates."""

from django.db.models import Q

from network.people.models import Member
from network.people.rules import is_member, is_staff_member


def is_author(member, practice):
    """Owner or co-author."""
    return is_member(member) and member.pk in practice.author_ids()


def may_see(member, practice):
    """The same as ``PracticePage.objects.visible_to(member)``, for one practice that was already fetched."""
    return type(practice).objects.visible_to(member).filter(pk=practice.pk).exists()


def may_review(member, practice):
    """A peer: any member who sees the published practice and didn't write it."""
    return (
        is_member(member)
        and practice.live
        and not is_author(member, practice)
        and member.pk != practice.contact_id
        and may_see(member, practice)
    )


def may_report(member, practice):
    """Any member who sees the published practice. An author's report is shown, and doesn't count for the badge."""
    return is_member(member) and practice.live and may_see(member, practice)


def may_answer(member, practice):
    """Authors, and the contact who is asked in their place."""
    return is_author(member, practice) or (is_member(member) and member.pk == practice.contact_id)


def may_moderate(member):
    """Regional staff."""
    return is_staff_member(member)


def may_write(member, draft):
    """Its author, and who writes along."""
    return is_member(member) and (
        draft.author_id == member.pk
        or draft.co_authors.filter(pk=member.pk).exists()
        or (draft.page is not None and draft.conflict_of_id is None and is_author(member, draft.page))
    )


def may_edit(member, practice):
    """Who wrote it, or was asked to write along; staff change a practice in the admin."""
    return is_author(member, practice) or (is_member(member) and practice.drafts.open_to(member).exists())


def wrote(member, practice):
    """Whether ``member`` is an author of this object, of what is stored, or of what was sent in last.

    These can differ: who is asked to write along later is only in the revision, and a form may just leave somebody out.
    """
    if is_author(member, practice):
        return True
    if practice.pk is None or not is_member(member):
        return False
    if type(practice).objects.authored_by(member).filter(pk=practice.pk).exists():
        return True
    revision = practice.get_latest_revision()
    return revision is not None and member.pk in (revision.content.get("co_authors") or [])


def may_judge(member, practice):
    """A moderator who didn't write it: a second person reads before anybody else sees it."""
    return may_moderate(member) and not wrote(member, practice)


def possible_contacts(draft):
    """Whom a draft may name as the one to ask: its authors, their colleagues, and who it names already."""
    authors = [draft.author, *draft.co_authors.all()]
    organisations = {author.organisation_id for author in authors if author.organisation_id}
    known = Q(pk__in=[author.pk for author in authors]) | Q(organisation__in=organisations)
    if draft.page is not None and draft.page.contact_id:
        known |= Q(pk=draft.page.contact_id)
    return Member.objects.active().filter(known).order_by("name")
