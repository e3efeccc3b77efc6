"""What each thing of a file of another region comes to here. Nothing is stored."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from base.privacy import find_personal_data
from base.privacy.kinds import KINDS
from network.organisations.models import Location, Organisation
from network.services import hours
from network.services.hsds import ids
from network.services.importing import snapshots
from network.services.importing.cells import Cells, beside
from network.services.importing.checking import CHANGED, NEW, SAME, WRONG, Plan, Row, difference
from network.services.importing.mapping import LANGUAGES, Column, Sheet
from network.services.models import Service, WaitingTime
from network.topics.models import Topic

# Texts of an organisation may have its own telephone number in them; these no text may have.
FORBIDDEN = {"bsn", "iban", "date_of_birth"}


def _sheet(model, names):
    return Sheet(model, tuple(Column(name, model._meta.get_field(name).verbose_name) for name in names.split()), ())


PARTS = {
    "topic": _sheet(Topic, "name slug kind definition uri broader"),
    "organisation": _sheet(Organisation, "name description website topics source_id"),
    "location": _sheet(
        Location, "organisation name address postcode city municipality latitude longitude accessibility source_id"
    ),
    "service": _sheet(
        Service,
        "organisation name summary description status how_to_refer age_from age_to languages municipalities locations "
        "online topics contact_name contact_phone contact_email starts_on ends_on source_id",
    ),
    "waiting": _sheet(WaitingTime, "service state weeks_to_intake weeks_to_start measured_on definition"),
}
SORTS = ("topic", "organisation", "location", "service")


@dataclass
class Thing(Row):
    """A row about a thing of ``sort`` that has the id ``key`` in its source."""

    sort: str = ""
    key: str = ""


class Region:
    """One file. ``here``: (sort, id in the file) -> primary key, or ``{"new": [sort, id]}`` for what will be made."""

    def __init__(self, lock=False):
        self.lock = lock
        self.cells = Cells()
        self.here = {}
        self.seen = {}
        self.there = {sort: snapshots.load(PARTS[sort], lock=lock) for sort in SORTS}
        self.by_source, self.by_name = {}, {}
        for sort, things in self.there.items():
            for pk, values in things.items():
                if values.get("source_id"):
                    self.by_source[sort, values["source_id"]] = pk
                self.by_name[sort, _name_of(sort, values)] = pk
        self.kinds = {}
        for language in LANGUAGES:
            with override(language):
                self.kinds |= {str(kind.label).casefold(): kind.value for kind in Topic.Kind}

    def run(self, rows):
        plan = Plan()
        for number, told in rows:
            data = told["data"]
            row = Thing(number, sort=told["sort"], key=data["id"])
            label = str(PARTS[row.sort].model._meta.verbose_name)
            row.title = f"{label}: {data.get('name') or data.get('address') or '-'}"[:160]
            values = getattr(self, f"_{row.sort}")(row, data)
            if values is not None:
                self._compare(row, values)
            plan.append(row)
        return plan

    def _compare(self, row, values):
        """Set beside what is here."""
        sheet, pk = PARTS[row.sort], self._find(row, values)
        if row.outcome == WRONG:
            return
        before = self.there[row.sort].get(pk, {})
        self.here[row.sort, row.key] = pk or {"new": [row.sort, row.key]}
        self._keep_source(row, values, before)
        if not before.get("description") and values.get("description") == before.get("summary"):
            # ours are described by their summary when they have no more
            values.pop("description", None)
        kept = {name: values.pop(name) for name in ("hours", "waiting") if name in values}
        if pk:
            row.pk = pk
            row.old = {name: before[name] for name, value in values.items() if before[name] != value}
            values = {name: values[name] for name in row.old}
            row.notes += [difference(sheet.column(name), value, values[name]) for name, value in row.old.items()]
        if "hours" in kept:
            self._compare_hours(row, kept["hours"], values)
        if "waiting" in kept:
            self._compare_waiting(row, kept["waiting"], values)
        row.values = values
        row.outcome = NEW if not pk else CHANGED if values else SAME
        self._validate(row, before)

    def _find(self, row, values):
        """The primary key of what this is about; two things of a file can't be about the same."""
        name = _name_of(row.sort, values)
        own = ids.read("organisation" if row.sort == "organisation" else row.sort, row.key)
        pk = self.by_source.get((row.sort, row.key))
        # An id of our own may be of before the site was emptied, so the name has to agree.
        if pk is None and own in self.there[row.sort]:
            pk = own if _name_of(row.sort, self.there[row.sort][own]) == name else None
        if pk is None:
            pk = self.by_name.get((row.sort, name))
        first = self.seen.setdefault((row.sort, pk or name), row.number)
        if first != row.number:
            row.fail(_("Row %(number)s is about the same.") % {"number": first})
        return pk

    def _keep_source(self, row, values, before):
        """Remember where a thing comes from, but for what came from here."""
        if (
            row.sort != "topic"
            and not before.get("source_id")
            and ids.read(row.sort, row.key) not in self.there[row.sort]
        ):
            values["source_id"] = row.key

    def _compare_hours(self, row, told, values):
        before = []
        if row.pk:
            thing = PARTS[row.sort].model.objects.get(pk=row.pk)
            before = [[day, f"{opens:%H:%M}", f"{closes:%H:%M}"] for day, opens, closes in hours.of(thing)]
        if before != told:
            values["hours"], row.old["hours"] = told, before
            row.notes += [_("Opening hours")] if row.pk else []

    def _compare_waiting(self, row, told, values):
        thing = WaitingTime(service_id=row.pk)
        snapshots.fill(thing, told)
        if thing.state != WaitingTime.State.WEEKS:
            told = told | {"weeks_to_intake": None, "weeks_to_start": None}
            snapshots.fill(thing, told)
        try:
            thing.clean_fields(exclude=["service", "reported_by"])
            thing.clean()
        except ValidationError:
            row.notes.append(_("Its waiting time can't be used."))
            return
        known = WaitingTime.objects.filter(
            service=row.pk,
            measured_on=thing.measured_on,
            state=thing.state,
            weeks_to_intake=thing.weeks_to_intake,
            weeks_to_start=thing.weeks_to_start,
        )
        if not (row.pk and known.exists()):
            values["waiting"] = told
            row.notes += [_("Waiting time")] if row.pk else []

    # ---------- one sort each: our values of what the file says, or None when it is left out ----------

    def _topic(self, row, data):
        name, kind = data.get("name", ""), self.kinds.get(data.get("kind", "").casefold())
        pk = self.cells.topics.get(name.casefold()) or self.cells.topics.get(data.get("code", "").casefold())
        if pk is None and kind is None:
            row.outcome = SAME
            row.notes.append(_("No topic of this site is called so, and its taxonomy is not one of ours: left out."))
            return None
        if pk is not None:
            # the vocabulary is ours: a file only adds to it
            self.here["topic", row.key], row.outcome, row.pk = pk, SAME, None
            return None
        values = {"name": name, "kind": kind, "slug": data.get("code") or "", "definition": data.get("definition", "")}
        broader = self.here.get(("topic", data.get("broader")))
        if isinstance(broader, int):
            values["broader"] = broader
        return self._fitting(row, values)

    def _organisation(self, row, data):
        values = {name: data[name] for name in ("name", "description", "website") if name in data}
        if "topics" in data:
            values["topics"] = self._references("topic", data["topics"])
        return self._fitting(row, values)

    def _location(self, row, data):
        organisation = self.here.get(("organisation", data.get("organisation")))
        if organisation is None or not (data.get("address") and data.get("city")):
            row.outcome = SAME
            row.notes.append(_("Has no address, or no organisation in this file: left out."))
            return None
        names = ("name", "address", "postcode", "city", "latitude", "longitude", "accessibility", "hours")
        values = {"organisation": organisation} | {name: data[name] for name in names if name in data}
        municipality = self.cells.municipalities.get(data.get("municipality", "").casefold())
        if municipality is not None:
            values["municipality"] = municipality
        if ("latitude" in values) != ("longitude" in values):
            values.pop("latitude", None), values.pop("longitude", None)
        return self._fitting(row, values)

    def _service(self, row, data):
        organisation = self.here.get(("organisation", data.get("organisation")))
        if organisation is None:
            row.fail(_("Its organisation is not in this file."))
            return None
        left = {"id", "organisation", "topics", "locations", "municipalities", "status"}
        values = {"organisation": organisation} | {name: value for name, value in data.items() if name not in left}
        status = data.get("status", "")
        values["status"] = status if status in Service.Status.values else Service.Status.ACTIVE.value
        for name, sort in (("topics", "topic"), ("locations", "location")):
            if name in data:
                values[name] = self._references(sort, data[name])
        if "municipalities" in data:
            values["municipalities"] = self._municipalities(row, data["municipalities"])
        return self._fitting(row, values)

    def _municipalities(self, row, areas):
        known = self.cells.municipalities
        found = {
            known.get(area.get("code", "").casefold()) or known.get(area.get("name", "").casefold()) for area in areas
        }
        if None in found:
            row.notes.append(_("Some of its municipalities are not of this region: left out."))
        return sorted(found - {None})

    def _references(self, sort, keys):
        found = [self.here[sort, key] for key in keys if (sort, key) in self.here]
        whole = sorted({one for one in found if isinstance(one, int)})
        return whole + sorted((one for one in found if not isinstance(one, int)), key=str)

    # ---------- what the models ask ----------

    def _fitting(self, row, values):
        """Without what has no place here: texts that are too long are cut, wrong addresses left out; both are told."""
        model = PARTS[row.sort].model
        if row.sort != "location" and not values.get("name"):
            row.fail(_("This can't be empty."))
            return None
        for name, check in (("website", URLValidator(("http", "https"))), ("contact_email", validate_email)):
            if name in values:
                try:
                    check(values[name])
                except ValidationError:
                    row.notes.append(beside(PARTS[row.sort].column(name), _("left out")))
                    del values[name]
        for name, value in values.items():
            limit = isinstance(value, str) and name != "hours" and model._meta.get_field(name).max_length
            if limit and len(value) > limit:
                values[name] = value[:limit]
                row.notes.append(beside(PARTS[row.sort].column(name), _("cut to %(limit)s signs") % {"limit": limit}))
        return values

    def _validate(self, row, before):
        if row.outcome == SAME:
            return
        sheet = PARTS[row.sort]
        thing = sheet.model()
        plain = {name: value for name, value in (before | row.values).items() if not isinstance(value, list | dict)}
        plain.pop("hours", None)
        snapshots.fill(thing, plain)
        exclude = {field.name for field in sheet.model._meta.fields if field.name not in plain or field.is_relation}
        exclude |= {"slug"} if not plain.get("slug") else set()
        for clean in (lambda: thing.clean_fields(exclude), thing.clean if row.sort != "topic" else lambda: None):
            try:
                clean()
            except ValidationError as problem:
                row.fail(" ".join(problem.messages))
        if not self.lock:
            for name in ("name", "description", "definition"):
                kinds = {found.kind for found in find_personal_data(row.values.get(name) or "")} & FORBIDDEN
                for kind in sorted(kinds):
                    sentence = _("This looks like %(kind)s. Take it out.") % {"kind": KINDS[kind].label}
                    row.fail(beside(sheet.column(name), sentence))


def _name_of(sort, values):
    """What two things of a sort have alike when they are the same, besides their id."""
    if sort == "location":
        names = ("address", "city")
        return str(values.get("organisation")), *(str(values.get(name, "")).casefold() for name in names)
    name = str(values.get("name", "")).casefold()
    return (str(values.get("organisation")), name) if sort == "service" else (name,)
