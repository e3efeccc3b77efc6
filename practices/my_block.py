"""My practices under ``/mijn/``: where each stands and what to do next."""

from practices import moderation, rules
from practices.models import Draft, PracticePage

SHOWN = 30


def rows(member):
    """Each practice and draft of ``member`` once, with where it stands: first what waits for them."""
    drafts = list(
        Draft.objects.open_to(member).filter(conflict_of=None).select_related("page").order_by("-updated_at")[:SHOWN]
    )
    by_page = {draft.page_id: draft for draft in drafts if draft.page_id}
    written = PracticePage.objects.authored_by(member).order_by("-latest_revision_created_at")[:SHOWN]
    pages = {draft.page_id: draft.page for draft in drafts if draft.page_id} | {page.pk: page for page in written}
    running = moderation.workflows_of(pages.values())
    found = [_row(None, draft, None) for draft in drafts if draft.page_id is None]
    found += [_row(page, by_page.get(key), running.get(key)) for key, page in pages.items()]
    return sorted(found, key=lambda row: not row["standing"].came_back)


def _row(page, draft, workflow):
    standing = moderation.standing(page, draft, workflow)
    return {"page": page, "draft": draft, "standing": standing, "title": _title(page, draft)}


def _title(page, draft):
    if draft is not None and draft.sent_in_at is None:
        return str(draft)
    return page.draft_title if page is not None else str(draft)


def block(member):
    """The block, or None for who has not written anything."""
    found = rows(member)
    if not found:
        return {"template": "practices/write/my_block_empty.html"}
    return {"template": "practices/write/my_block.html", "rows": found}


def to_read(member):
    """What waits for a moderator: practices that others sent in, who waits longest first. None for anybody else."""
    if not rules.may_moderate(member):
        return None
    pages = PracticePage.objects.filter(pk__in=moderation.waiting()).select_related("owner").order_by("pk")[:SHOWN]
    running = moderation.workflows_of(pages)
    found = [{"page": page, "standing": moderation.standing(page, None, running.get(page.pk))} for page in pages]
    found = [row for row in found if row["standing"].waiting]
    if not found:
        return None
    found.sort(key=lambda row: row["standing"].since)
    return {"template": "practices/write/to_read_block.html", "rows": found}
