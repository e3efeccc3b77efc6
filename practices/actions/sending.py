"""Sending a draft in, and what a moderator makes of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from base.models import CustomDocument, CustomImage
from practices import moderation, rules, writing
from practices.actions.responses import NotAllowed
from practices.actions.writing import is_outdated, locked_draft
from practices.forms import MechanismRows, PracticeForm
from practices.models import PracticeDocument, PracticeIndexPage, PracticePage
from practices.slugs import free_slug

REVIEW_AFTER = timedelta(days=365)


class NotComplete(Exception):
    """Something has to be filled in or put right first; ``form`` and ``rows`` say what."""

    def __init__(self, form, rows):
        super().__init__(f"{form.errors.as_json()} {[row.errors for row in rows.forms]}")
        self.form, self.rows = form, rows


class NeedsChoice(Exception):
    """Two texts lie beside each other and a person has to choose."""


def complete_forms(draft):
    """The whole form and its rows, bound to the draft, with all that is needed to send it in."""
    data = {**draft.data, "mechanisms": writing.without_empty_rows(draft.data.get("mechanisms") or [])}
    post = writing.to_post(data)
    contacts = rules.possible_contacts(draft)
    return PracticeForm(post, complete=True, contacts=contacts), MechanismRows(post, complete=True)


@transaction.atomic
def send_in(draft, member):
    """Give a draft to the moderators: a new unpublished page, or a new revision of the page that there is.

    Sent twice it happens once. What is published stays as it was until the change is approved.
    """
    index = PracticeIndexPage.objects.select_for_update(of=("self",)).order_by("pk").first()
    # Read again: who waited for the lock holds the tree as it was before (PostgreSQL joins the page's row unlocked).
    index.refresh_from_db()
    draft = locked_draft(draft, member)
    if draft.conflict_of_id is not None:
        raise NeedsChoice
    if draft.page is not None and moderation.is_waiting(draft.page):
        return draft.page
    if draft.conflicts.exists() or is_outdated(draft):
        raise NeedsChoice
    form, rows = complete_forms(draft)
    if not all([form.is_valid(), rows.is_valid()]):
        raise NotComplete(form, rows)
    page = _page_for(draft, index)
    writing.fill_page(page, form, rows)
    _add_files(page, draft)
    page.co_authors.set(list(draft.co_authors.filter(is_active=True)))
    if page.review_date is None:
        page.review_date = timezone.localdate() + REVIEW_AFTER
    if page.pk is None:
        page.slug = free_slug(page.title, index.get_children())
        index.add_child(instance=page)
    revision = page.save_revision(user=member, log_action=True)
    page = PracticePage.objects.get(pk=page.pk)
    _start_workflow(page, index, member)
    # As the page now has it, so that a later comparison shows only what people changed.
    draft.data = {**writing.from_page(revision.as_object()), "privacy_seen": draft.data.get("privacy_seen", [])}
    draft.page, draft.base_revision_id, draft.sent_in_at = page, revision.pk, timezone.now()
    draft.version += 1
    draft.save()
    return page


def _page_for(draft, index):
    if draft.page is not None:
        return draft.page.get_latest_revision_as_object()
    return PracticePage(live=False, owner=draft.author, locale=index.locale)


def _add_files(page, draft):
    # Only what still exists: staff may have deleted a file meanwhile.
    page.image = CustomImage.objects.filter(pk=draft.data.get("image") or None).first()
    kept = CustomDocument.objects.in_bulk([int(key) for key in draft.data.get("documents", [])])
    keys = [int(key) for key in draft.data.get("documents", []) if int(key) in kept]
    page.documents.set([PracticeDocument(sort_order=number, document_id=key) for number, key in enumerate(keys)])


def _start_workflow(page, index, member):
    moderation.ensure_workflow(index)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=member)
    else:
        page.get_workflow().start(page, member)


@transaction.atomic
def withdraw(draft, member):
    """Take back what was sent in, to write on. What is published stays published."""
    draft = locked_draft(draft, member)
    _cancel_workflow(draft, member)
    draft.sent_in_at = None
    draft.save()
    return draft


def _cancel_workflow(draft, member):
    """Take the practice of a draft from the moderators. Locked, as one of them may be deciding about it now."""
    if draft.page_id is None:
        return
    page = PracticePage.objects.select_for_update(of=("self",)).get(pk=draft.page_id)
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=member)


@transaction.atomic
def discard_draft(draft, member):
    """Throw a draft away: a practice that never was published goes with it, a published one stays as it is."""
    draft = locked_draft(draft, member)
    if draft.author_id != member.pk:
        raise NotAllowed("Only who began a draft throws it away.")
    _cancel_workflow(draft, member)
    page = draft.page
    draft.delete()
    if page is None:
        return
    if not page.live and page.first_published_at is None:
        page.delete()
    elif page.live:
        # So that the next change starts from what is published, not from what was thrown away.
        live = PracticePage.objects.get(pk=page.pk)
        live.save_revision(user=member)
        PracticePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


@transaction.atomic
def moderate(page, moderator, action, comment="", revision_id=None):
    """``approve`` or ``reject`` what is waiting. Returns False when somebody else did so already."""
    page = PracticePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    if not rules.may_judge(moderator, page):
        raise NotAllowed("A moderator who didn't write it.")
    task_state = state.current_task_state
    if revision_id is not None and task_state.revision_id != revision_id:
        return False
    task_state.task.specific.on_action(task_state.specific, user=moderator, action_name=action, comment=comment)
    return True


def publish(page, moderator, comment=""):
    """Approve what was sent in, as a moderator does; the workflow then publishes it. Returns the page."""
    moderate(page, moderator, "approve", comment)
    return PracticePage.objects.get(pk=page.pk)


def send_back(page, moderator, comment):
    """Give it back to its writer, with a remark."""
    return moderate(page, moderator, "reject", comment)
