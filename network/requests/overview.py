"""What the assessors of a challenge think of its proposals, told as what it is: a few opinions.

Points are whole (1 to 5) and so is every figure here: an average of three people has no decimals worth reading.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.requests.models import Score
from network.requests.models.challenges import MOST_POINTS


@dataclass(frozen=True)
class Summary:
    """Points of several people: how many, and the rounded average, lowest and highest (1 to 5; 0 without any)."""

    number: int
    points: int
    low: int
    high: int

    @classmethod
    def of(cls, values):
        values = [Fraction(value) for value in values]
        if not values:
            return cls(0, 0, 0, 0)
        average = sum(values) / len(values)
        return cls(len(values), _whole(average), _whole(min(values)), _whole(max(values)))

    @property
    def says(self):
        """“4 of 5 (3 assessors)”."""
        if not self.number:
            return _("No points yet")
        people = ngettext("%(number)s assessor", "%(number)s assessors", self.number) % {"number": self.number}
        words = {"points": self.points, "most": MOST_POINTS, "people": people}
        return _("%(points)s of %(most)s (%(people)s)") % words

    @property
    def spread(self):
        """How far they are apart, in words; empty for one."""
        if self.number < 2:
            return ""
        if self.low == self.high:
            return _("They agree.")
        return _("They differ: from %(low)s to %(high)s.") % {"low": self.low, "high": self.high}


@dataclass(frozen=True)
class Row:
    """One proposal: what was thought of it in all, and for each criterion with the remarks."""

    proposal: object
    total: Summary
    criteria: list  # (criterion, Summary, scores)


def overview(request):
    """A ``Row`` for each proposal that was handed in, what got most points first; only of assessors who are done."""
    done = list(request.assessments.filter(scored=True).values_list("assessor_id", flat=True))
    criteria = list(request.criteria.all())
    found = request.proposals.handed_in().prefetch_related("organisations").by_title()
    scores = Score.objects.filter(proposal__request=request, assessor__in=done).select_related("assessor")
    given = defaultdict(list)
    for score in scores.order_by("assessor__name", "pk"):
        given[score.proposal_id].append(score)
    rows = [_row(proposal, criteria, given[proposal.pk]) for proposal in found]
    return sorted(rows, key=lambda row: -row.total.points)


def _row(proposal, criteria, scores):
    by_assessor = defaultdict(dict)
    by_criterion = defaultdict(list)
    for score in scores:
        by_assessor[score.assessor_id][score.criterion_id] = score.points
        by_criterion[score.criterion_id].append(score)
    complete = [points for points in by_assessor.values() if len(points) == len(criteria)]
    weights = {one.pk: one.weight for one in criteria}
    totals = [weighted(points, weights) for points in complete]
    parts = [
        (one, Summary.of([score.points for score in by_criterion[one.pk]]), by_criterion[one.pk]) for one in criteria
    ]
    return Row(proposal, Summary.of(totals), parts)


def weighted(points, weights):
    """The weighted average of one assessor, as a fraction: ``points`` and ``weights`` are by criterion."""
    return Fraction(sum(points[pk] * weights[pk] for pk in points), sum(weights[pk] for pk in points))


def _whole(value):
    """Rounded to a whole number, a half upwards."""
    return int(value + Fraction(1, 2))


def progress(request):
    """(how many assessors are done, how many there are): who put it counts unless they left it to the others."""
    judges = set(request.assessors.filter(is_active=True).values_list("pk", flat=True))
    if request.asked_by is not None and request.asked_by.is_active:
        judges.add(request.asked_by_id)
    rivals = {pk for made, pk in _writers(request)}
    left = set(request.assessments.filter(scored=False).values_list("assessor_id", flat=True))
    judges -= rivals | left
    done = set(request.assessments.filter(scored=True).values_list("assessor_id", flat=True))
    return len(judges & done), len(judges)


def _writers(request):
    handed_in = request.proposals.handed_in()
    rows = list(handed_in.values_list("pk", "made_by_id"))
    return rows + list(handed_in.exclude(writers=None).values_list("pk", "writers"))
