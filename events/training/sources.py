"""What rooms to the left know of somebody: meetings where they were checked in, and what they wrote themselves."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from base.paper import pdf_of
from events.meetings import certificates
from events.meetings.choices import EventKind, EventState
from events.meetings.models import EventPage, Registration
from events.training.choices import Category, Source
from events.training.models import Entry
from events.training.proofs import Paper, Proof

KINDS = {EventKind.TRAINING: Category.TRAINING, EventKind.INTERVISION: Category.INTERVISION}
QUARTER = Decimal("0.25")


def hours_of(event):
    """The hours that the organiser gave it; else how long it took, in quarters, when it was all on one day."""
    if event.hours is not None:
        return event.hours
    if event.starts.date() != event.ends.date():
        return None
    took = Decimal((event.ends_at - event.starts_at).total_seconds()) / 3600
    return (took / QUARTER).quantize(Decimal(1), ROUND_HALF_UP) * QUARTER


def on_days(field, since, until):
    """The condition that a moment falls on these days, by the calendar of the region."""
    found = Q()
    if since is not None:
        found &= Q(**{f"{field}__date__gte": since})
    if until is not None:
        found &= Q(**{f"{field}__date__lte": until})
    return found


def paper_name(day, title, ending):
    """A name of a file that sorts by day and that every machine takes."""
    words = slugify(title)[:60].strip("-") or "zonder-titel"
    return f"{day:%Y-%m-%d}-{words}.{ending}"


def meetings(member, since, until):
    """Meetings where somebody was checked in, once they are over. Two questions, however many there are."""
    found = Registration.objects.attended().filter(
        on_days("event__starts_at", since, until), member=member, event__ends_at__lt=timezone.now()
    )
    # a session counts by what its group says
    found = (
        found.exclude(event__state=EventState.CANCELLED)
        .filter(event__session=None)
        .select_related("event__organisation", "member")
    )
    rows = list(found)
    seen = {row.event_id for row in rows} and set(
        EventPage.objects.visible_to(member).filter(pk__in=[row.event_id for row in rows]).values_list("pk", flat=True)
    )
    return [_meeting(row, row.event_id in seen) for row in rows]


def _meeting(row, is_seen):
    event, day = row.event, row.event.starts.date()
    details = [event.organisation.name] if event.organisation else []
    if event.skj:
        details.append(_("counts for SKJ, says the organiser"))
    return Proof(
        category=KINDS.get(event.kind, Category.MEETING),
        title=event.title,
        happened_on=day,
        hours=hours_of(event),
        url=event.get_absolute_url() if is_seen else "",
        source=Source.ORGANISER.label,
        detail=" · ".join(details),
        proof_url=reverse("meetings:own_certificate", args=[row.key]),
        papers=(
            Paper("bewijzen-van-deelname", paper_name(day, event.title, "pdf"), lambda: _certificate(row), made=True),
        ),
    )


def _certificate(row):
    return pdf_of("meetings/certificate_paper.html", certificates.paper(row))


def own(member, since, until):
    """What the member wrote in the folder. One question."""
    entries = Entry.objects.of(member).between(since, until).select_related("proof")
    return [_own(entry) for entry in entries]


def _own(entry):
    proof = getattr(entry, "proof", None)
    papers = ()
    if proof is not None:
        ending = proof.file.name.rsplit(".", 1)[-1]
        papers = (Paper("bewijzen", paper_name(entry.happened_on, entry.title, ending), lambda: _content(proof)),)
    if entry.note:
        name = paper_name(entry.happened_on, entry.title, "txt")
        papers += (Paper("aantekeningen", name, lambda: f"{entry.title}\n\n{entry.note}\n".encode()),)
    return Proof(
        category=entry.category,
        title=entry.title,
        happened_on=entry.happened_on,
        hours=entry.hours,
        url=entry.get_absolute_url(),
        source=Source.OWN.label,
        detail=entry.given_by,
        proof_url=reverse("training:proof", args=[entry.pk]) if proof is not None else "",
        papers=papers,
        own=True,
    )


def _content(proof):
    with proof.file.open("rb") as file:
        return file.read()
