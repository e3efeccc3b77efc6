"""Setting up a meeting, changing it, copying it, and calling it off."""

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from events.meetings.actions import telling
from events.meetings.choices import EventState
from events.meetings.models import EventIndexPage, EventPage, EventSeries
from events.meetings.models.page import RESERVED_SLUGS

STEPS = {"week": relativedelta(weeks=1), "twee-weken": relativedelta(weeks=2), "maand": relativedelta(months=1)}
MOST_COPIES = 26


@transaction.atomic
def keep(event, by, *, series="", publish=False):
    """Store a meeting that was filled in: a draft, or published (later, when ``go_live_at`` says so).

    What is published tells who registered when it was moved, and passes on seats that came free by it.
    """
    event.series = _series(series)
    if event.pk is None:
        event.owner, event.live = by, False
        event.slug = free_slug(event.title)
        EventIndexPage.objects.get().add_child(instance=event)
    before = EventPage.objects.get(pk=event.pk)
    revision = event.save_revision(user=by, log_action=True)
    if publish:
        revision.publish(user=by)
        event = EventPage.objects.get(pk=event.pk)
        if before.live and event.live:
            _tell_when_moved(before, event)
    return event


@transaction.atomic
def cancel(event, by, reason):
    """Call a meeting off, and tell everybody who would come. Again changes nothing."""
    event = EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.is_cancelled:
        return event
    event.state, event.cancelled_at, event.cancel_reason = EventState.CANCELLED, timezone.now(), reason
    event.sequence += 1
    event.save(update_fields=["state", "cancelled_at", "cancel_reason", "sequence"])
    for registration in event.registrations.alive().select_related("member"):
        registration.event = event
        telling.tell(registration, "event_cancelled", calendar="CANCEL", key=f"event:{event.pk}:off", reason=reason)
    return event


@transaction.atomic
def copy(event, by, starts_at, title=""):
    """A draft of the same meeting at another moment; of what happened to this one nothing comes along."""
    return event.copy(
        update_attrs={
            "title": title or event.title,
            "draft_title": title or event.title,
            "slug": free_slug(title or event.title),
            "starts_at": starts_at,
            "ends_at": starts_at + (event.ends_at - event.starts_at),
            "registration_from": None,
            "registration_until": None,
            "go_live_at": None,
            "owner": by,
            "live": False,
        },
        copy_revisions=False,
        keep_live=False,
        user=by,
    )


@transaction.atomic
def repeat(event, by, step, times):
    """Copies of a meeting, each a ``step`` (a name of ``STEPS``) after the one before, at the same local time."""
    if step not in STEPS or not 1 <= times <= MOST_COPIES:
        raise ValidationError("No such repetition")
    first = timezone.localtime(event.starts_at).replace(tzinfo=None)
    moments = [timezone.make_aware(first + STEPS[step] * number) for number in range(1, times + 1)]
    return [copy(event, by, moment) for moment in moments]


def free_slug(title):
    """An address that no other meeting has, nor the site itself."""
    base = slugify(title)[:80].strip("-") or "bijeenkomst"
    taken = RESERVED_SLUGS | set(EventPage.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _series(name):
    name = " ".join(name.split())
    if not name:
        return None
    found = EventSeries.objects.filter(name__iexact=name).first()
    return found or EventSeries.objects.create(name=name, slug=slugify(name)[:140] or "reeks")


WATCHED = ("starts_at", "ends_at", "venue", "address", "room", "online_link")


def _tell_when_moved(before, event):
    """Calendars take over a change by its sequence; who comes is told by mail when the time or the place changed."""
    changed = [name for name in WATCHED if getattr(before, name) != getattr(event, name)]
    if not changed and before.title == event.title:
        return
    event.sequence += 1
    if "starts_at" in changed:
        event.moved_from = before.starts_at
    event.save(update_fields=["sequence", "moved_from"])
    if not changed or event.is_over:
        return
    for registration in event.registrations.alive().select_related("member"):
        registration.event = event
        key = f"event:{event.pk}:moved:{event.sequence}"
        telling.tell(registration, "moved", calendar="REQUEST", key=key, before=before)
