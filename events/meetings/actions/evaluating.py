"""What people thought of a meeting."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from events.meetings.choices import TAKES_PART
from events.meetings.models import Evaluation, Registration

# With fewer answers the organisers could guess who gave which.
FEWEST = 3


def may_evaluate(registration):
    """Whether somebody was there, as far as we know, and did not answer yet; nobody is asked about a private one."""
    was_there = registration.attended_at is not None or registration.status in TAKES_PART
    asked = registration.event.is_over and not registration.event.private
    return asked and was_there and registration.evaluated_at is None


@transaction.atomic
def evaluate(registration, score, use, better=""):
    """Keep the three answers without a name, once; whether they were kept."""
    # The row is locked, so that a double click counts once.
    locked = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if locked.evaluated_at is not None:
        return False
    locked.evaluated_at = timezone.now()
    locked.save(update_fields=["evaluated_at"])
    Evaluation.objects.create(event_id=locked.event_id, score=score, use=use, better=better)
    return True


def results(event):
    """Counts of the answers about a meeting, or None while there are too few to hide who said what.

    ``{"number", "score" (mean, 1 to 5), "scores": [(score, number)], "use": [(label, number)], "better": [text]}``
    """
    rows = list(event.evaluations.all())
    if len(rows) < FEWEST:
        return None
    scores, use = Counter(row.score for row in rows), Counter(row.use for row in rows)
    return {
        "number": len(rows),
        "score": round(sum(row.score for row in rows) / len(rows), 1),
        "scores": [(score, scores[score]) for score in range(5, 0, -1)],
        "use": [(label, use[value]) for value, label in Evaluation.Use.choices],
        # In another order than they came in.
        "better": sorted((row.better for row in rows if row.better), key=str.casefold),
    }
