"""Reviews by peers, adoption reports and the badge that follows from them."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from network.notices.actions import OwnMail, notify
from practices import badges, rules
from practices.models import AdoptionReport, PracticePage, Review
from practices.notices import tell_followers_tried


class NotAllowed(PermissionDenied):
    """The rules of the room forbid this. Views check first, so only who loses a race sees it, as "not allowed"."""


@transaction.atomic
def refresh_badge(practice):
    """Compute the badge anew and store it on the page, without making a revision. Returns the badge."""
    badge = badges.badge_for(practice)
    if badge != practice.badge:
        practice.badge = badge
        PracticePage.objects.filter(pk=practice.pk).update(badge=badge)
        # update() sends no signal, so kept pages and facets are told here.
        badges.changed()
    return badge


@transaction.atomic
def save_review(practice, reviewer, scores, remarks=""):
    """Store a peer's review, or change the one they wrote before. ``scores`` maps the seven criteria to 0, 1 or 2."""
    locked = PracticePage.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if not rules.may_review(reviewer, locked):
        raise NotAllowed("An author can't review, and a reviewer must be a member who sees the practice.")
    review, created = Review.objects.update_or_create(
        practice=locked, reviewer=reviewer, defaults={**scores, "remarks": remarks}
    )
    refresh_badge(locked)
    practice.badge = locked.badge
    # Saved again without a change there is nothing to tell.
    said = hashlib.blake2s(f"{sorted(scores.items())}{remarks}".encode(), digest_size=8).hexdigest()
    _tell_authors(
        locked, reviewer, "practice_review", f"review:{review.pk}:{said}", {"review": review, "created": created}
    )
    return review


@transaction.atomic
def add_adoption_report(practice, member, **fields):
    """Store what happened when ``member`` tried the practice, and tell its authors.

    Sent twice with the same start date, it changes the first one rather than making a second.
    """
    locked = PracticePage.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if not rules.may_report(member, locked):
        raise NotAllowed("Only a member who sees the practice can report on it.")
    since = fields.pop("since")
    report, created = AdoptionReport.objects.update_or_create(
        practice=locked, member=member, since=since, defaults=fields
    )
    refresh_badge(locked)
    practice.badge = locked.badge
    if created:
        _tell_authors(locked, member, "practice_report", f"report:{report.pk}", {"report": report})
        tell_followers_tried(locked, report)
    return report


@transaction.atomic
def answer_report(report, member, answer):
    """Put the authors' answer under a report and tell who wrote it. An empty answer takes it away."""
    if not rules.may_answer(member, report.practice):
        raise NotAllowed("Only an author answers.")
    new = bool(answer) and answer != report.answer
    report.answer = answer
    report.answered_at = timezone.now() if answer else None
    report.save(update_fields=["answer", "answered_at"])
    if new and report.member is not None:
        practice = report.practice
        notify(
            [report.member],
            "practice_answer",
            key=f"report:{report.pk}:answer:{report.answered_at.isoformat()}",
            url=f"{practice.get_absolute_url()}#ervaring-{report.pk}",
            words={"title": practice.title},
            target=practice,
            mail=OwnMail("practice_answer", {"report": report, "practice": practice}),
        )
    return report


def _tell_authors(practice, sender, kind, key, context):
    notify(
        practice.active_authors(),
        kind,
        key=key,
        url=practice.get_absolute_url() + ("#ervaringen" if kind == "practice_report" else ""),
        words={"title": practice.title},
        target=practice,
        actor=sender,
        bundle=f"practice:{practice.pk}:{kind}",
        mail=OwnMail(kind, {**context, "practice": practice}),
    )
