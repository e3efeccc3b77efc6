"""Writing a practice: its draft, and the way of that draft to the moderators."""

import logging
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from base.choices import Visibility
from base.privacy import check_fields, count_kinds, finding_key, replace_findings
from base.privacy.checks import needs_answer
from practices import moderation, rules, writing
from practices.actions.responses import NotAllowed
from practices.forms import privacy_words
from practices.forms.steps import MECHANISM_FIELDS, PLAIN_FIELDS
from practices.models import Draft, PracticePage

logger = logging.getLogger(__name__)


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
    fresh = Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if fresh is None or not rules.may_write(member, fresh):
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


def start_editing(page, member):
    """The draft in which ``member`` changes a practice: the one there is, or one made from the latest revision."""
    draft, is_new = _draft_of(page, member)
    # Not under the lock of the page: every other verb locks the draft first, so two of them could wait for each other.
    return draft if is_new else refresh_untouched(draft)


@transaction.atomic
def _draft_of(page, member):
    """The one draft of a practice, and whether it was made now. Locked, so that two authors at once share one."""
    page = PracticePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not rules.may_edit(member, page):
        raise NotAllowed("Only its authors change a practice.")
    draft = Draft.objects.filter(page=page, conflict_of=None).order_by("created_at").first()
    if draft is not None:
        return draft, False
    draft = Draft(page=page, author=page.owner or member, sent_in_at=timezone.now(), saved_by=member)
    _take_from_page(draft, page)
    return draft, True


@transaction.atomic
def refresh_untouched(draft):
    """Let a draft without changes of its own follow what moderators changed in the practice."""
    if not _follows(draft):
        return draft
    # Asked again under the lock: a co-author may just have saved.
    draft = Draft.objects.select_for_update(of=("self",)).select_related("page").get(pk=draft.pk)
    if _follows(draft):
        _take_from_page(draft, draft.page)
    return draft


def _follows(draft):
    return draft.sent_in_at is not None and is_outdated(draft) and not moderation.is_waiting(draft.page)


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


@transaction.atomic
def put_file(draft, member, kind, file):
    """Lay an image (in place of the one before) or one more document with a draft. The file is stored already."""
    draft = _open_draft(draft, member)
    if kind == "image":
        _store(draft, member, {"image": str(file.pk)})
    else:
        _store(draft, member, {"documents": [*draft.data.get("documents", []), str(file.pk)]})
    return draft


@transaction.atomic
def remove_file(draft, member, kind, key):
    """Take a file off a draft. The file itself stays as long as a published revision may show it."""
    draft = _open_draft(draft, member)
    if kind == "image":
        _store(draft, member, {"image": ""})
    else:
        _store(draft, member, {"documents": [kept for kept in draft.data.get("documents", []) if kept != key]})
    return draft


def _open_draft(draft, member):
    draft = locked_draft(draft, member)
    if moderation.is_waiting(draft.page):
        raise NotAllowed("It is being read; take it back first.")
    return draft
