"""A folder as it is shown and taken along: the rows of a period, and what they add up to."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.training.choices import Category
from events.training.hours import in_words, number
from events.training.models import FolderSettings, Period
from events.training.proofs import proof_sources
from events.training.sources import meetings, own
from events.training.sources_sessions import intervision, reflections

SOURCES = (meetings, intervision, reflections, own)
EVERYTHING = "alles"  # in the address, for who has a period and wants to see what lies outside it too
RING = 4  # parts of the ring beside hours to reach


@dataclass(frozen=True)
class Total:
    """One kind: how often, how many hours, and how many were to be reached (None: nobody said)."""

    category: str
    label: str
    count: int
    hours: Decimal
    unknown: int  # rows of which nobody knows the hours
    target: Decimal | None
    adds: bool = True  # False: none of its rows has hours of its own

    @property
    def level(self):
        """How much of the ring is full: all of it only when the hours are reached."""
        if not self.target:
            return RING
        return min(int(self.hours * RING / self.target), RING)

    @property
    def said(self):
        """Its hours in words, with those to reach."""
        if self.target is None:
            return self._of(in_words, _("hours unknown"))
        return _("%(done)s of %(target)s") % {"done": number(self.hours), "target": in_words(self.target)}

    @property
    def short(self):
        """As ``said``, below a heading that says that these are hours."""
        if self.target is None:
            return self._of(number, _("unknown"))
        return _("%(done)s of %(target)s") % {"done": number(self.hours), "target": number(self.target)}

    def _of(self, in_writing, unknown):
        if not self.adds:
            return ""
        return in_writing(self.hours) if self.hours or not self.unknown else unknown

    @property
    def partly(self):
        """How many rows don't count in the hours that it says."""
        return self.unknown if self.hours else 0

    @property
    def reached(self):
        return self.target is not None and self.hours >= self.target


class Folder:
    """What ``member`` did in a period; without one, ever."""

    def __init__(self, member, period=None, settings=None):
        self.member, self.period = member, period
        self.settings = settings

    @cached_property
    def rows(self):
        """Every ``Proof``, the last one first."""
        since, until = (self.period.starts_on, self.period.ends_on) if self.period else (None, None)
        found = chain.from_iterable(source(self.member, since, until) for source in chain(SOURCES, proof_sources))
        return sorted(found, key=lambda row: (row.happened_on, row.title), reverse=True)

    def rows_of(self, category):
        """The rows of one kind; of all kinds when that is empty."""
        return [row for row in self.rows if row.category == category] if category else self.rows

    @cached_property
    def targets(self):
        """{category: hours}: what the member filled in for this period, else what the region did."""
        if self.period is None:
            return {}
        if self.period.targets:
            return {category: Decimal(hours) for category, hours in self.period.targets.items()}
        return {one.category: one.hours for one in self.settings.targets.all()} if self.settings else {}

    @cached_property
    def totals(self):
        """A ``Total`` for each kind of which there is something, or of which hours are to be reached."""
        found = []
        for category in Category:
            rows = self.rows_of(category.value)
            target = self.targets.get(category.value)
            if rows or target is not None:
                found.append(_total(category.value, category.label, rows, target))
        return found

    @cached_property
    def whole(self):
        """The ``Total`` of everything."""
        return _total("", "", self.rows, None)


def _total(category, label, rows, target):
    known = [row.hours for row in rows if row.hours is not None]
    unknown = sum(row.adds and row.hours is None for row in rows)
    adds = bool(known or unknown or not rows)
    return Total(category, label, len(rows), sum(known, Decimal(0)), unknown, target, adds)


def settings_now():
    """What the region filled in, or None."""
    return FolderSettings.objects.filter(site__is_default_site=True).prefetch_related("targets").first()


def choose_period(periods, asked="", today=None):
    """Of somebody's periods the one that an address asks for, else the present one, else the last one; or None."""
    if asked == EVERYTHING:
        return None
    today = today or timezone.localdate()
    by_key = {str(period.pk): period for period in periods}
    if asked in by_key:
        return by_key[asked]
    present = [period for period in periods if period.starts_on <= today <= period.ends_on]
    return next(iter(present or periods), None)


def folder_of(member, asked=""):
    """(folder, periods): what an address asks for of somebody's own folder."""
    periods = list(Period.objects.of(member))
    period = choose_period(periods, asked)
    return Folder(member, period, settings_now() if period else None), periods
