"""Setting up a meeting, changing it, copying it, and calling it off."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from base.choices import Visibility
from events.meetings.actions import announcing, telling
from events.meetings.choices import EventState, When
from events.meetings.clock import STEPS, local_moment_near, local_times
from events.meetings.models import EventDocument, EventIndexPage, EventPage, EventSeries
from events.meetings.models.page import RESERVED_SLUGS
from events.meetings.private import SLUG as PRIVATE_SLUG

MOST_COPIES = 26


class ChangedMeanwhile(Exception):
    """Somebody stored another version than the one that this change began with."""


@transaction.atomic
def keep(event, by, *, series=None, publish=False, version=None):
    """Store a meeting that was filled in: a draft, or published (later, when ``go_live_at`` says so).

    ``series`` is its name, made when there is none yet; an empty text takes the meeting out, None leaves it.
    ``version`` is the primary key of the revision that the change began with; when it isn't the latest any more
    nothing is stored and ``ChangedMeanwhile`` raised. What follows from a publication is in ``signal_handlers``.
    A draft is published by nobody, so what was planned before is planned no more.
    """
    if series is not None:
        event.series = _series(series)
    if event.pk is None:
        index = locked_index()
        event.owner, event.live = by, False
        event.slug = free_slug(event.title)
        index.add_child(instance=event)
    else:
        current = locked(event)
        if version is not None and current.latest_revision_id != version:
            raise ChangedMeanwhile
        for name in (*EventPage.not_in_revisions, "live", "latest_revision_id", "live_revision_id"):
            setattr(event, name, getattr(current, name))
        if not event.live:
            # Lists of drafts read the row, and so does who asks for a document.
            event.save()
    revision = event.save_revision(user=by, log_action=True)
    if publish:
        # Who may change a meeting may publish it, without permissions in the admin.
        revision.publish(user=by, skip_permission_checks=True)
    else:
        event.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None)
    return EventPage.objects.get(pk=event.pk)


@transaction.atomic
def keep_private(*, title, **fields):
    """Make a private meeting, published at once: nobody's to change, without revisions or its title in any log."""
    index = locked_index()
    event = EventPage(
        title=_("Private meeting"),
        private=True,
        summary=_("A small meeting that only those see who take part."),
        visibility=Visibility.PARTICIPANTS,
        registration_open=False,
        slug=f"{PRIVATE_SLUG}{secrets.token_hex(8)}",  # the title would tell in an address
        live=True,
        has_unpublished_changes=False,
        first_published_at=timezone.now(),
        last_published_at=timezone.now(),
        **fields,
    )
    index.add_child(instance=event)
    # Afterwards, as Wagtail writes the title of a new page to the log of the server.
    EventPage.objects.filter(pk=event.pk).update(title=title, draft_title=title)
    announcing.announce(event)
    return EventPage.objects.get(pk=event.pk)


@transaction.atomic
def move_private(event, starts_at, ends_at):
    """Give a private meeting another moment, and tell who comes."""
    event = locked(event)
    event.starts_at, event.ends_at, event.last_published_at = starts_at, ends_at, timezone.now()
    event.save()
    announcing.announce(event)
    return EventPage.objects.get(pk=event.pk)


@transaction.atomic
def cancel(event, by, reason):
    """Call a meeting off, and tell everybody who would come. Again changes nothing."""
    event = locked(event)
    if event.is_cancelled:
        return event
    event.state, event.cancelled_at, event.cancel_reason = EventState.CANCELLED, timezone.now(), reason
    event.sequence += 1
    event.save(clean=False, update_fields=["state", "cancelled_at", "cancel_reason", "sequence"])
    for registration in event.registrations.alive().select_related("member"):
        registration.event = event
        calendar = "CANCEL" if registration.takes_part else None
        telling.tell(registration, "event_cancelled", calendar=calendar, key=f"event:{event.pk}:off", reason=reason)
    return event


@transaction.atomic
def discard(event):
    """Throw away a draft that was never published. Others are called off instead, as people know of them."""
    event = locked(event)
    if event.first_published_at is not None or event.registrations.exists():
        raise ValidationError("This meeting was published")
    event.delete()


# ---------- again ----------


@transaction.atomic
def copy(event, by, starts_at, publish=False):
    """The same meeting at another moment, a draft unless ``publish``.

    Of what happened to this one nothing comes along. It takes as long on the clock, also when the clocks change
    meanwhile, and registering ends as long before it.
    """
    locked_index()
    start, end = local_times(event)
    first = timezone.localtime(starts_at).replace(tzinfo=None)
    until = event.registration_until
    if until is not None:
        until = local_moment_near(first - (start - timezone.localtime(until).replace(tzinfo=None)))
    made = event.copy(
        update_attrs={
            "slug": free_slug(event.title),
            "draft_title": event.title,
            "starts_at": starts_at,
            "ends_at": local_moment_near(first + (end - start)),
            "registration_from": None,
            "registration_until": until,
            "go_live_at": None,
            "owner": by,
        },
        copy_revisions=False,
        keep_live=False,
        user=by,
    )
    made.documents.filter(when=When.AFTER).delete()
    made = EventPage.objects.get(pk=made.pk)
    # Speakers hang on parts of the programme, which Wagtail copies without them.
    for old, new in zip(event.programme.all(), made.programme.all(), strict=True):
        new.speakers.set(old.speakers.all())
    made.save()
    revision = made.save_revision(user=by)
    if publish:
        revision.publish(user=by, skip_permission_checks=True)
    return EventPage.objects.get(pk=made.pk)


@transaction.atomic
def repeat(event, by, step, times, publish=False):
    """Copies of a meeting, each a ``step`` (a name of ``STEPS``) after the one before, at the same local time."""
    if step not in STEPS or not 1 <= times <= MOST_COPIES:
        raise ValidationError("No such repetition")
    first, _end = local_times(event)
    moments = [local_moment_near(first + STEPS[step] * number) for number in range(1, times + 1)]
    return [copy(event, by, moment, publish) for moment in moments]


# ---------- documents ----------


@transaction.atomic
def add_document(event, by, document, when, participants_only=False):
    """Lay a document with a meeting. Documents are not part of a draft: they show at once when the meeting does."""
    current = locked(event)
    row = EventDocument.objects.create(
        event=current,
        document=document,
        when=when,
        participants_only=participants_only,
        sort_order=current.documents.count(),
    )
    _in_latest(current, by, lambda latest: latest.documents.add(row))
    return row


@transaction.atomic
def remove_document(event, by, pk):
    """Take a document away from a meeting; whether it was there. The file goes when nothing else uses it."""
    current = locked(event)
    row = EventDocument.objects.filter(event=current, pk=pk).select_related("document").first()
    if row is None:
        return False
    document = row.document
    gone = [one for one in current.get_latest_revision_as_object().documents.all() if one.document_id == document.pk]
    row.delete()
    _in_latest(current, by, lambda latest: latest.documents.remove(*gone))
    if document.uploaded_by_user_id == by.pk and not _used(document, current):
        document.delete()
    return True


def _used(document, event):
    if EventDocument.objects.filter(document=document).exists():
        return True
    return any(not isinstance(one, EventPage) or one.pk != event.pk for one, _where in document.get_usage())


def _in_latest(event, by, change):
    """Make a change in the latest version too, so that publishing that one doesn't undo it."""
    latest = event.get_latest_revision_as_object()
    unpublished, planned = event.has_unpublished_changes, event.scheduled_revision
    change(latest)
    revision = latest.save_revision(user=by)
    if planned is not None or (event.live and not unpublished):
        revision.publish(user=by, skip_permission_checks=True)


# ---------- addresses, series, locks ----------


def locked(event):
    """The meeting as it is now, while nobody else changes it or decides who comes."""
    current = EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)
    # Of who waited for the lock, the row of the page is from before.
    current.refresh_from_db(fields=["live", "latest_revision", "live_revision", "has_unpublished_changes"])
    return current


def locked_index():
    """The agenda, while nobody else adds a meeting: two at once would choose the same address."""
    return EventIndexPage.objects.select_for_update(of=("self",)).get()


def free_slug(title):
    """An address that no other meeting has, nor the site itself."""
    taken = RESERVED_SLUGS | set(EventPage.objects.values_list("slug", flat=True))
    return _free(slugify(title)[:80].strip("-") or "bijeenkomst", taken)


def _series(name):
    name = " ".join(name.split())
    if not name:
        return None
    found = EventSeries.objects.filter(name__iexact=name).first()
    if found is None:
        slug = _free(slugify(name)[:120].strip("-") or "reeks", set(EventSeries.objects.values_list("slug", flat=True)))
        found = EventSeries.objects.create(name=name, slug=slug)
    return found


def _free(base, taken):
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
