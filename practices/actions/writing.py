"""Writing a practice: its draft, and the way of that draft to the moderators."""

import logging
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from base.choices import Visibility
from base.privacy import check_fields, count_kinds, finding_key, replace_findings
from base.privacy.checks import needs_answer
from practices import moderation, rules, writing
from practices.actions.responses import NotAllowed
from practices.forms import MechanismRows, PracticeForm, privacy_words
from practices.forms.steps import MECHANISM_FIELDS, PLAIN_FIELDS
from practices.models import Draft, PracticeDocument, PracticeIndexPage, PracticePage
from practices.slugs import free_slug

logger = logging.getLogger(__name__)
REVIEW_AFTER = timedelta(days=365)


class NotComplete(Exception):
    """Something has to be filled in or put right first; ``form`` and ``rows`` say what."""

    def __init__(self, form, rows):
        super().__init__(f"{form.errors.as_json()} {[row.errors for row in rows.forms]}")
        self.form, self.rows = form, rows


class NeedsChoice(Exception):
    """Two texts lie beside each other and a person has to choose."""


@dataclass
class Saved:
    """What became of a save."""

    draft: Draft
    changed: bool = False
    held: dict = field(default_factory=dict)
    conflict: Draft | None = None


def first_typed(member):
    """What the form begins with: what the site knows already is not asked."""
    return {
        "contact": str(member.pk),
        "organisation": str(member.organisation_id or ""),
        "visibility": Visibility.PUBLIC.value,
    }


@transaction.atomic
def create_draft(member, typed=None, draft_id=None, confirmed=(), about_nobody=False):
    """A new draft of ``member``; with the ``draft_id`` of one that exists, that one, so that a replay makes no second.

    ``about_nobody`` says, as the tick of the form does, that no name in the text is of a client.
    """
    draft, created = Draft.objects.get_or_create(
        pk=draft_id or uuid.uuid4(),
        defaults={"author": member, "saved_by": member, "data": first_typed(member)},
    )
    if not created and not rules.may_write(member, draft):
        raise NotAllowed("This draft is somebody else's.")
    if typed:
        if about_nobody:
            confirmed = {*confirmed, *names_in(typed)}
        started = writing.fingerprints(draft.data, typed) if created else None
        draft = save_draft(draft, member, typed, started, confirmed).draft
    return draft


def names_in(typed):
    """The keys of all that the detector would ask about."""
    texts = _texts(typed)
    found = check_fields(texts, **privacy_words())
    return {finding_key(texts[name], finding) for name, findings in found.items() for finding in findings}


@transaction.atomic
def save_draft(draft, member, typed, started=None, confirmed=()):
    """Store what ``member`` typed, as typed, and never over what somebody else typed meanwhile.

    ``started`` says for each field from what the writer began (``writing.fingerprints``). A field that both changed
    stays as it is stored; the text of ``member`` is kept in a draft of its own beside it, until somebody chooses.
    Personal data is not stored: in its place comes a general word, also where a half-typed number was stored before.
    """
    draft = locked_draft(draft, member)
    known = set(draft.data.get("privacy_seen", []))
    fresh = set(confirmed) - known
    typed, held = _without_personal_data(typed, known | fresh)
    changes, both = writing.merge(draft.data, typed, started or {})
    if moderation.is_waiting(draft.page):
        changes, both = {}, {**changes, **both}
    saved = Saved(draft, bool(changes), held)
    if changes or fresh:
        draft.data = {**draft.data, **changes, "privacy_seen": sorted(known | fresh)}
    if changes:
        draft.version += 1
        draft.saved_by, draft.updated_at, draft.sent_in_at = member, timezone.now(), None
    if changes or fresh:
        draft.save()
    saved.conflict = _keep_apart(draft, member, both)
    return saved


def locked_draft(draft, member):
    """The draft as it is stored now, locked until the end of the transaction, if ``member`` may write in it."""
    fresh = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not rules.may_write(member, fresh):
        raise NotAllowed("Only its authors write in a draft.")
    return fresh


def _texts(typed):
    """All that may hold personal data, by the name of its field."""
    texts = {name: typed[name] for name in PLAIN_FIELDS if isinstance(typed.get(name), str)}
    for number, row in enumerate(typed.get("mechanisms") or []):
        texts |= {f"mechanisms-{number}-{name}": row.get(name, "") for name in MECHANISM_FIELDS}
    return {name: text for name, text in texts.items() if text and not writing.is_choice(name, text)}


def _without_personal_data(typed, confirmed):
    """The same data with each finding that nobody answered for replaced, and those findings by field."""
    texts = _texts(typed)
    held = {}
    for name, findings in check_fields(texts, **privacy_words()).items():
        left = needs_answer(texts[name], findings, confirmed)
        if left:
            held[name] = [(texts[name][found.start : found.end], found) for found in left]
            texts[name] = replace_findings(texts[name], left)
    if held:
        logger.info(
            "personal data not stored: %s",
            count_kinds({name: [finding for _, finding in found] for name, found in held.items()}),
        )
    clean = {name: texts.get(name, value) for name, value in typed.items()}
    if "mechanisms" in typed:
        clean["mechanisms"] = [
            {name: texts.get(f"mechanisms-{number}-{name}", row.get(name, "")) for name in MECHANISM_FIELDS}
            for number, row in enumerate(typed["mechanisms"])
        ]
    return clean, held


def _keep_apart(draft, member, both):
    """Keep the fields that two people changed in a draft of their own, beside the one that was first."""
    own = Draft.objects.filter(conflict_of=draft, author=member).first()
    if not both:
        return own
    if own is None:
        own = Draft(conflict_of=draft, author=member, page=draft.page)
    own.data = {**own.data, **both}
    own.saved_by, own.updated_at = member, timezone.now()
    own.version += 1
    own.save()
    return own


@transaction.atomic
def settle_conflict(conflict, member, choices):
    """Put what was chosen in the draft: ``choices`` maps fields to "mine" or "theirs". Both texts were seen."""
    conflict = Draft.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    draft = locked_draft(conflict.conflict_of, member)
    if member.pk not in (conflict.author_id, draft.author_id):
        raise NotAllowed("Who wrote the other text chooses, or who began the draft.")
    if moderation.is_waiting(draft.page):
        raise NotAllowed("It is being read; take it back first.")
    mine = {name: value for name, value in conflict.data.items() if choices.get(name) == "mine"}
    _store(draft, member, mine)
    left = {name: value for name, value in conflict.data.items() if choices.get(name) not in ("mine", "theirs")}
    if left:
        conflict.data = left
        conflict.save()
    else:
        conflict.delete()
    return draft


def _store(draft, member, changes):
    if changes:
        draft.data = {**draft.data, **changes}
        draft.version += 1
        draft.saved_by, draft.updated_at, draft.sent_in_at = member, timezone.now(), None
        draft.save()


def is_outdated(draft):
    """Whether somebody changed the practice itself, in the admin, since the draft was made from it."""
    return draft.page is not None and draft.base_revision_id != draft.page.latest_revision_id


@transaction.atomic
def start_editing(page, member):
    """The draft in which ``member`` changes a practice: the one there is, or one made from the latest revision."""
    page = PracticePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not rules.may_edit(member, page):
        raise NotAllowed("Only its authors change a practice.")
    draft = Draft.objects.filter(page=page, conflict_of=None).order_by("created_at").first()
    if draft is None:
        draft = Draft(page=page, author=page.owner or member, sent_in_at=timezone.now(), saved_by=member)
        _take_from_page(draft, page)
    else:
        draft = refresh_untouched(draft)
    return draft


@transaction.atomic
def refresh_untouched(draft):
    """Let a draft without changes of its own follow what moderators changed in the practice."""
    if draft.sent_in_at is not None and is_outdated(draft) and not moderation.is_waiting(draft.page):
        _take_from_page(draft, draft.page)
    return draft


def _take_from_page(draft, page):
    seen = draft.data.get("privacy_seen", [])
    latest = page.get_latest_revision_as_object()
    draft.data = {**writing.from_page(latest), "privacy_seen": seen}
    # What is on the page was read by a moderator: its names are not asked about again.
    draft.data["privacy_seen"] = sorted({*seen, *names_in(draft.data)})
    draft.base_revision_id = page.latest_revision_id
    draft.version += 1
    draft.updated_at = timezone.now()
    draft.save()
    draft.co_authors.set([author for author in latest.co_authors.all() if author.pk != draft.author_id])


@transaction.atomic
def follow_page(draft, member, choices):
    """Settle an outdated draft: for each field "mine" or "theirs", which is what the moderator made of it."""
    draft = locked_draft(draft, member)
    latest = draft.page.get_latest_revision_as_object()
    theirs = writing.from_page(latest)
    changes = {name: value for name, value in theirs.items() if choices.get(name) == "theirs"}
    draft.base_revision_id = draft.page.latest_revision_id
    draft.save()
    _store(draft, member, changes)
    return draft


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
    page.image_id = draft.data.get("image") or None
    keys = draft.data.get("documents", [])
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
    state = draft.page.current_workflow_state if draft.page is not None else None
    if state is not None:
        state.cancel(user=member)
    draft.sent_in_at = None
    draft.save()
    return draft


@transaction.atomic
def discard_draft(draft, member):
    """Throw a draft away: a practice that never was published goes with it, a published one stays as it is."""
    draft = locked_draft(draft, member)
    if draft.author_id != member.pk:
        raise NotAllowed("Only who began a draft throws it away.")
    page = draft.page
    draft.delete()
    if page is None:
        return
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=member)
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


@transaction.atomic
def add_co_author(draft, member, other):
    """Let ``other`` write along. Returns whether they are new."""
    draft = locked_draft(draft, member)
    if not other.is_active or draft.conflict_of_id is not None:
        raise NotAllowed("Only active members write along.")
    if other.pk == draft.author_id or draft.co_authors.filter(pk=other.pk).exists():
        return False
    draft.co_authors.add(other)
    return True


@transaction.atomic
def remove_co_author(draft, member, other):
    """Take a co-author away: the author may, and everybody may leave."""
    draft = locked_draft(draft, member)
    if member.pk not in (draft.author_id, other.pk):
        raise NotAllowed("Only its author takes somebody off a draft.")
    draft.co_authors.remove(other)
