"""Who may be asked, in order.

Left out, whatever else counts: who asks and who was asked before, who isn't open to it or hides that, who was asked as
often this month as they want, colleagues where the request says so, who stands above or below somebody in the group,
whoever would have to travel further than they or who asks wants.

Fair: each fourth place is for whoever fits and was asked least in half a year.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from django.utils import timezone

from network.people.models import Member
from network.requests.choices import Meets, RequestKind
from network.requests.matching import criteria, facts, index, managers
from network.requests.matching.reasons import MOST as MOST_REASONS
from network.requests.matching.reasons import Reason

FIELDS = {
    RequestKind.INTERVISION: "open_to_intervision",
    RequestKind.CONSULTATION: "open_to_consultation",
    RequestKind.VISIT: "open_to_visits",
}
MOST = 12
TURN = 4
NEW = timedelta(days=60)


@dataclass
class Match:
    """A member who fits: how well (0 to 1), and why."""

    member: Member
    score: float
    reasons: list

    @property
    def why(self):
        """The reasons as one text."""
        return " ".join(reason.sentence for reason in self.reasons)


def rank(request, weights=None, now=None, most=MOST):
    """The members who fit best. ``weights``: ``{criterion: 0, 1 or 2}``, those of the request when left out."""
    return Ranking(request, weights, now).matches(most)


class Ranking:
    """Everybody who may be asked, the best first (``pks``); members are read when they are asked for."""

    def __init__(self, request, weights=None, now=None):
        self.request, self.now = request, now or timezone.now()
        self.factors = criteria.factors(request.weights if weights is None else weights)
        self.index, self.wishes = index.people(), index.wishes()
        self.rows = self._rows() if request.asked_by_id and request.kind in FIELDS else {}
        order = sorted(self.rows, key=lambda place: (-self.rows[place], self._tie(place)))
        self.order = self._in_turn(order) if self.factors["turns"] else order
        self.pks = [self.index.pks[place] for place in self.order]

    def __len__(self):
        return len(self.order)

    def matches(self, most=MOST):
        """The first ``most`` who can be in one group: of two of whom one stands above the other, the first."""
        reports_to = self.wishes.reports_to
        stands = set(reports_to) | set(reports_to.values())
        found, apart = [], set()
        for place in self.order:
            if len(found) == most:
                break
            pk = self.index.pks[place]
            if pk not in apart:
                found.append(place)
                apart |= managers.kept_from(reports_to, [pk]) if pk in stands else set()
        return self._matches(found)

    def matches_of(self, pks):
        """These members, as far as they may be asked, in order."""
        pks = set(pks)
        return self._matches([place for place in self.order if self.index.pks[place] in pks])

    def _matches(self, places):
        pks = [self.index.pks[place] for place in places]
        members = Member.objects.listed().with_faces().in_bulk(pks)
        found = ((members.get(self.index.pks[place]), place) for place in places)
        return [Match(one, self.rows[place], self._reasons(place)) for one, place in found if one is not None]

    # ---------- who may be asked ----------

    def _rows(self):
        """``{place: score}`` of who may be asked."""
        request = self.request
        self.facts = facts.read(request, self.now)
        self.organisation = request.asked_by.organisation_id
        self.near = criteria.closeness(self.index, self.facts.topics)
        self.fits = criteria.topic_scores(self.index, request.kind, self.near, self.facts.topics, self.organisation)
        self.far = {} if self._is_remote() else criteria.distances(self.index, self.facts.towns)
        self.days = set(self.facts.weekdays)
        total = sum(self.factors.values()) or 1
        rows = {}
        for place in self._candidates():
            nearest = self._nearest(place)
            if nearest is not None and self._is_too_far(place, nearest[0]):
                continue
            rows[place] = round(sum(self._count(place, nearest).values()) / total, 4)
        return rows

    def _is_remote(self):
        return self.request.meets in (Meets.ONLINE, Meets.PHONE)

    def _candidates(self):
        request, about, people = self.request, self.facts, self.index
        not_these = about.known | {request.asked_by_id, request.reader_id}
        not_these |= managers.kept_from(self.wishes.reports_to, about.group)
        own = {request.organisation_id, self.organisation} - {None} if request.other_organisations_only else set()
        knows = request.kind == RequestKind.CONSULTATION and about.topics and self.factors["topics"]
        for place in people.open_to[FIELDS[request.kind]]:
            pk = people.pks[place]
            if pk in not_these or people.organisation[place] in own:
                continue
            if (about.only is not None and pk not in about.only) or (knows and place not in self.fits):
                continue
            if self._asked(place)[0] >= self.wishes.most_a_month.get(pk, index.MOST_A_MONTH):
                continue
            if people.sees("open_to", place, self.organisation):
                yield place

    def _nearest(self, place):
        """``(kilometres, town)``, or None when it isn't known or doesn't matter."""
        if not self.far or not self.index.sees("municipalities", place, self.organisation):
            return None
        return min((self.far[town] for town in self.index.municipalities[place] if town in self.far), default=None)

    def _is_too_far(self, place, km):
        """Who may meet online doesn't have to travel; how far away others may be was said by who asks."""
        if self.request.travel_km is not None and km > self.request.travel_km:
            return True
        limit = self.wishes.travel_km.get(self.index.pks[place])
        return limit is not None and km > limit and self.request.meets != Meets.EITHER

    # ---------- how well they fit ----------

    def _count(self, place, nearest):
        """How much each criterion adds."""
        pk = self.index.pks[place]
        scores = {
            "topics": self.fits.get(place, 0),
            "dates": self._date_score(pk),
            "distance": criteria.UNKNOWN if nearest is None else self._distance_score(pk, nearest[0]),
            "turns": 1 / (1 + self._asked(place)[1]),
            "contact": self._contact_score(pk in self.facts.met),
        }
        return {name: factor * scores[name] for name, factor in self.factors.items()}

    def _date_score(self, pk):
        days = self.wishes.weekdays.get(pk)
        if not days or not self.facts.weekdays:
            return criteria.UNKNOWN
        return sum(day in days for day in self.facts.weekdays) / len(self.facts.weekdays)

    def _distance_score(self, pk, km):
        limit = self.wishes.travel_km.get(pk)
        return 0 if limit is not None and km > limit else max(0, 1 - km / criteria.FAR)

    def _contact_score(self, has_met):
        if self.request.kind == RequestKind.INTERVISION:
            return 0.25 if has_met else 0.75
        return 1 if has_met else criteria.UNKNOWN

    # ---------- in which order ----------

    def _asked(self, place):
        """How often somebody was asked in a month, and in half a year."""
        return self.facts.asked.get(self.index.pks[place], (0, 0))

    def _tie(self, place):
        """The same for this request and member always, and for another request another order."""
        return blake2b(f"{self.request.pk}:{self.index.pks[place]}".encode(), digest_size=8).digest()

    def _in_turn(self, order):
        """Give each fourth place to who was asked least of those who fit."""
        if not order:
            return []
        fitting = order
        if self.facts.topics and self.factors["topics"]:
            fitting = [place for place in order if place in self.fits]
        resting = iter(sorted(fitting, key=lambda place: (self._asked(place)[1], self._tie(place))))
        best, taken, found = iter(order), set(), []
        while len(found) < len(order):
            source = resting if len(found) % TURN == TURN - 1 else best
            place = next((one for one in source if one not in taken), None)
            if place is None:
                place = next(one for one in best if one not in taken)
            taken.add(place)
            found.append(place)
        return found

    # ---------- why ----------

    def _reasons(self, place):
        """At most three, what counted most first; there always is one."""
        counted = self._count(place, self._nearest(place))
        found = [(name, reason) for name in counted if counted[name] and (reason := self._reason(name, place))]
        found.sort(key=lambda pair: -counted[pair[0]])
        reasons = [reason for _name, reason in found[:MOST_REASONS]]
        return reasons or [Reason("open", {"kind": str(self.request.kind)})]

    def _reason(self, name, place):
        pk = self.index.pks[place]
        if name == "topics":
            return criteria.topic_reason(self.index, self.near, place)
        if name == "dates":
            days = sorted(self.days & self.wishes.weekdays.get(pk, frozenset()))
            return Reason("days", {"days": days}) if days else None
        if name == "distance":
            nearest = self._nearest(place)
            works_in = self.index.municipalities[place]
            return criteria.distance_reason(self.index, *nearest, works_in, self.facts) if nearest else None
        if name == "turns":
            return self._turn_reason(place, *self._asked(place))
        if self.request.kind == RequestKind.INTERVISION:
            return None if pk in self.facts.met else Reason("unmet", {})
        return Reason("met", {}) if pk in self.facts.met else None

    def _turn_reason(self, place, in_a_month, in_half_a_year):
        if not in_half_a_year and self.index.since[place] > self.now - NEW:
            return Reason("new", {})
        return None if in_a_month else Reason("rested", {})
