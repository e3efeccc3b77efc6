"""The offer of another region, out of a file of HSDS: what it comes to here, storing it, and taking it back.

Things are recognised by the id that they have in their source, by the id that this site gave them itself, or by name.
What another region no longer has is left as it is here.
"""

import datetime

from django.utils.translation import gettext as _

from base import bulk
from network.organisations.models import Location
from network.services import hours
from network.services.hours import OpeningHours
from network.services.hsds import reading
from network.services.hsds.checking import PARTS, Region
from network.services.importing import snapshots
from network.services.importing.checking import CHANGED, NEW
from network.services.importing.sheets import NotPossible, Slugs, put, steps, take_back_part, things_of
from network.services.models import Service, WaitingTime
from network.topics.models import RESERVED_SLUGS

# Each sort needs those before it.
ORDER = ("topic", "organisation", "location", "service")
KEPT_APART = ("hours", "waiting")


def read(name, content):
    """The rows of a draft."""
    if not name.lower().endswith(".json"):
        raise reading.UnreadableFile(_("Only a file ending in .json can be read."))
    things = reading.read(content)
    return [[number, {"sort": sort, "data": values}] for number, (sort, values) in enumerate(things, 1)]


def check(run, by, lock=False):
    """What each thing of the file comes to."""
    return Region(lock).run(run.rows)


def write(run, plan, by):
    """Store the things; gives how many are done now and then, and returns what it takes to undo them."""
    writer = _Writer(by)
    done = 0
    for sort in ORDER:
        rows = [row for row in plan if row.sort == sort and row.outcome in (NEW, CHANGED)]
        for some in steps(rows):
            writer.write(sort, some)
            done += len(some)
            yield done
    return writer.log


class _Writer:
    """Writes rows whose references may be to rows that were written just before."""

    def __init__(self, by):
        self.by = by
        self.made = {}  # sort, id in the file -> primary key
        self.log = {"parts": {sort: {"created": [], "changed": []} for sort in (*ORDER, "waiting")}, "hours": []}

    def write(self, sort, rows):
        model = PARTS[sort].model
        told = [(row, self._real(row.values)) for row in rows]
        plain = [(row, {name: v for name, v in values.items() if name not in KEPT_APART}) for row, values in told]
        self._create(sort, model, [(row, values) for row, values in plain if not row.pk])
        changed = [(row, values) for row, values in plain if row.pk and values]
        put(model, {row.pk: values for row, values in changed})
        self.log["parts"][sort]["changed"] += [
            [row.pk, {name: row.old[name] for name in values}, values] for row, values in changed
        ]
        keys = {row.number: row.pk or self.made[sort, row.key] for row in rows}
        self._set_hours(sort, [(keys[row.number], row, values["hours"]) for row, values in told if "hours" in values])
        self._add_waiting([(keys[row.number], values["waiting"]) for row, values in told if "waiting" in values])

    def _real(self, values):
        """The values with primary keys in the place of references to what was new."""

        def real(value):
            if isinstance(value, dict) and set(value) == {"new"}:
                return self.made[tuple(value["new"])]
            return value

        found = {}
        for name, value in values.items():
            if isinstance(value, list) and name not in KEPT_APART:
                found[name] = sorted(real(one) for one in value)
            else:
                found[name] = real(value)
        return found

    def _create(self, sort, model, rows):
        slugs = Slugs(model) if rows and sort != "location" else None
        if sort == "topic" and slugs:
            slugs.taken |= RESERVED_SLUGS
        pairs = []
        for _row, values in rows:
            thing = model()
            many = snapshots.fill(thing, values)
            if slugs:
                wanted = values.get("slug")
                thing.slug = wanted if wanted and wanted not in slugs.taken else slugs.free(thing)
                slugs.taken.add(thing.slug)
            pairs.append((thing, many))
        bulk.create(model, pairs)
        for (thing, _many), (row, values) in zip(pairs, rows, strict=True):
            self.made[sort, row.key] = thing.pk
            kept = values | ({"slug": thing.slug} if "slug" in values else {})
            self.log["parts"][sort]["created"].append([thing.pk, kept])

    def _set_hours(self, sort, rows):
        name = "service" if sort == "service" else "location"
        for some in steps(rows):
            keys = [pk for pk, _row, _hours in some]
            OpeningHours.objects.filter(**{f"{name}__in": keys}).delete()
            new = [
                OpeningHours(**{f"{name}_id": pk}, weekday=day, opens_at=_time(opens), closes_at=_time(closes))
                for pk, _row, told in some
                for day, opens, closes in told
            ]
            bulk.create(OpeningHours, [(one, {}) for one in new])
            self.log["hours"] += [[name, pk, row.old.get("hours", []), told] for pk, row, told in some]

    def _add_waiting(self, rows):
        pairs = []
        for pk, told in rows:
            thing = WaitingTime(service_id=pk, source=WaitingTime.Source.EXCHANGE, reported_by=self.by)
            snapshots.fill(thing, told)
            pairs.append((thing, {}))
        bulk.create(WaitingTime, pairs)
        created = self.log["parts"]["waiting"]["created"]
        created += [
            [thing.pk, {"service": thing.service_id, **told}]
            for (thing, _many), (_pk, told) in zip(pairs, rows, strict=True)
        ]


def _time(value):
    return datetime.time.fromisoformat(value)


def _told(thing):
    return [[day, f"{opens:%H:%M}", f"{closes:%H:%M}"] for day, opens, closes in hours.of(thing)]


def take_back(run, by):
    """Remove what was new and give what changed its old values, the last sort first."""
    parts = run.log["parts"]
    take_back_part(PARTS["waiting"], **parts["waiting"])
    _take_back_hours(run.log["hours"])
    for sort in reversed(ORDER):
        take_back_part(PARTS[sort], **parts[sort])


def _take_back_hours(log):
    for name, model in (("service", Service), ("location", Location)):
        rows = [row for row in log if row[0] == name]
        things = things_of(model, [pk for _name, pk, _old, _new in rows])
        touched = [pk for _name, pk, _old, new in rows if pk not in things or _told(things[pk]) != new]
        if touched:
            raise NotPossible(*(str(things.get(pk, "-")) for pk in touched))
        for _name, pk, old, _new in rows:
            hours.replace(things[pk], [(day, _time(opens), _time(closes)) for day, opens, closes in old])
