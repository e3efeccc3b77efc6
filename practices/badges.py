"""The badge of a practice: how far it was tested. Computed from what happened, never typed in (domain.md).

Each step stands on its own facts, and the highest one that holds is shown: a practice that two other organisations
applied is *applied elsewhere*, also when fewer than three peers have read it. The page shows which steps hold.
"""

from base import stamps
from practices.choices import Badge

PEERS_NEEDED = 3
ORGANISATIONS_NEEDED = 2


def steps(practice, reviews=None, reports=None):
    """Which steps hold, as a dict of ``Badge`` to bool. Give rows that are already fetched to save queries."""
    reviews = list(practice.reviews.all()) if reviews is None else reviews
    reports = list(practice.adoption_reports.all()) if reports is None else reports
    agreeing = {review.reviewer_id or f"gone-{review.pk}" for review in reviews if review.agrees}
    # Two organisations by two people: nobody makes a badge alone, and authors don't count for their own.
    authors = practice.author_ids()
    elsewhere = [
        report
        for report in reports
        if report.organisation_id not in (None, practice.organisation_id) and report.member_id not in authors
    ]
    organisations = {report.organisation_id for report in elsewhere}
    people = {report.member_id or f"gone-{report.pk}" for report in elsewhere}
    return {
        Badge.DESCRIBED: True,
        Badge.REVIEWED: len(agreeing) >= PEERS_NEEDED,
        Badge.APPLIED: min(len(organisations), len(people)) >= ORGANISATIONS_NEEDED,
        Badge.RECOGNISED: bool(practice.recognition_level and practice.recognition_link),
    }


def badge_for(practice, reviews=None, reports=None):
    """The highest step that holds."""
    return max(step for step, holds in steps(practice, reviews, reports).items() if holds)


def changed():
    """Tell kept pages and facets that a badge changed without a save."""
    stamps.bump_on_commit(stamps.SITE, "practices")
