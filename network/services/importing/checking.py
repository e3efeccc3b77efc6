"""What each row of a file comes to: something new, a change, nothing, or a mistake. Nothing is stored here."""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.bulk import pieces
from base.privacy import BLOCK, find_personal_data
from network.services.importing import snapshots
from network.services.importing.cells import Cells, WrongCell, beside
from network.services.importing.mapping import SHEETS
from network.services.importing.models import ImportRun
from network.services.models import Service, WaitingTime

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
OUTCOMES = {
    WRONG: gettext_lazy("Wrong"),
    NEW: gettext_lazy("New"),
    CHANGED: gettext_lazy("Changed"),
    SAME: gettext_lazy("Unchanged"),
}
TITLES = ("name", "service", "email")
SHORT = 60  # signs of a value that the preview shows whole
# The contact and how to refer are for professionals, as in the form of a service.
LOOKED_THROUGH = ("name", "summary", "description", "definition")


@dataclass
class Row:
    """``values``: column -> value of what the file says. ``pk`` and ``old``: the thing here, and what changes of it."""

    number: int
    outcome: str = NEW
    title: str = ""
    notes: list[str] = field(default_factory=list)
    values: dict = field(default_factory=dict)
    pk: int | None = None
    old: dict = field(default_factory=dict)

    def fail(self, note):
        self.outcome = WRONG
        self.notes.append(note)

    @property
    def shown(self):
        """The row as the preview keeps it."""
        return [self.number, self.outcome, self.title, self.notes]


class Plan(list):
    """The rows of a file, in its order."""

    @property
    def is_wrong(self):
        return any(row.outcome == WRONG for row in self)

    @property
    def fingerprint(self):
        """Differs as soon as anything would come out otherwise than was shown."""
        told = [[row.number, row.outcome, row.pk, row.values, row.old] for row in self]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def check_rows(kind, rows, mapping, lock=False):
    """The plan of a file. ``rows``: (number, texts). With ``lock`` what may change is kept from others until commit.

    Who locks has looked before, so the slowest part, which depends on the texts alone, isn't done a second time.
    """
    return Check(kind, mapping, lock).run(rows)


class Check:
    """One file."""

    def __init__(self, kind, mapping, lock):
        self.kind, self.sheet, self.lock = kind, SHEETS[kind], lock
        self.columns = [(column, mapping[column.name]) for column in self.sheet.columns if column.name in mapping]
        self.single, self.many = snapshots.names_of(self.sheet)
        self.cells = Cells()
        self.here = {}  # what is here already: key -> primary key
        self.there = {}  # primary key -> values
        self.seen = {}  # key -> number of the row that had it first
        self.services = {}

    def run(self, rows):
        plan = Plan(self._read(number, texts) for number, texts in rows)
        self._load(plan)
        for row in plan:
            if row.outcome != WRONG:
                self._compare(row)
        return plan

    def _read(self, number, texts):
        """The values of a row, each cell by itself."""
        row = Row(number)
        for column, place in self.columns:
            text = texts[place] if place < len(texts) else ""
            if column.name in TITLES and not row.title:
                row.title = text[:160]
            if not text:
                if column.required:
                    row.fail(beside(column, _("This can't be empty.")))
                continue
            try:
                row.values[column.name] = self.cells.value(column, text)
            except WrongCell as problem:
                row.fail(beside(column, problem))
        return row

    def _load(self, plan):
        """What is here already that the rows may be about."""
        if self.kind != ImportRun.Kind.WAITING:
            self.there = snapshots.load(self.sheet, lock=self.lock)
        else:
            for pk, organisation, name, slug in Service.objects.values_list("pk", "organisation", "name", "slug"):
                self.services[organisation, name.casefold()] = self.services[organisation, slug] = pk
            for row in plan:
                self._find_service(row)
            services = {row.values.get("service") for row in plan if row.outcome != WRONG}
            pks = []
            for piece in pieces(sorted(services)):
                pks += WaitingTime.objects.filter(service__in=piece).order_by("pk").values_list("pk", flat=True)
            self.there = snapshots.load(self.sheet, pks)
        for pk, values in self.there.items():
            self.here[self._key(values)] = pk

    def _find_service(self, row):
        """A service is looked up within its organisation, by name or address."""
        organisation, name = row.values.pop("organisation", None), row.values.get("service")
        if row.outcome == WRONG:
            return
        pk = self.services.get((organisation, name.casefold()))
        if pk is None:
            row.fail(_("This organisation has no service “%(name)s” here. Import it first.") % {"name": name[:80]})
        row.values["service"] = pk

    def _key(self, values):
        """What makes two rows about the same thing."""
        key = (values[name] for name in self.sheet.key)
        return tuple(value.casefold() if isinstance(value, str) else value for value in key)

    def _compare(self, row):
        key = self._key(row.values)
        if self._comes_twice(row, key):
            return
        if self.kind == ImportRun.Kind.WAITING:
            self._complete_figure(row)
        pk = self.here.get(key)
        before = self.there.get(pk, {})
        old = {name: before[name] for name, value in row.values.items() if pk and before[name] != value}
        if pk and not old:
            row.outcome, row.values = SAME, {}
            return
        if pk and self.kind != ImportRun.Kind.WAITING:
            row.outcome, row.pk, row.old = CHANGED, pk, old
            row.values = {name: row.values[name] for name in old}
            row.notes += [difference(self.sheet.column(name), value, row.values[name]) for name, value in old.items()]
        self._validate(row, before if row.pk else {})

    def _complete_figure(self, row):
        """Weeks belong to one state only; a figure is always told whole, since it is never overwritten."""
        values = row.values
        values.setdefault("state", WaitingTime.State.WEEKS.value)
        for name in ("weeks_to_intake", "weeks_to_start"):
            values[name] = values.get(name) if values["state"] == WaitingTime.State.WEEKS else None

    def _validate(self, row, before):
        """The rules that the model has itself, and no personal data of anybody."""
        model = self.sheet.model
        thing = model()
        fields = {name for name in (*before, *row.values) if name not in self.many}
        snapshots.fill(thing, {name: (before | row.values)[name] for name in fields})
        checked = {name for name in fields if not model._meta.get_field(name).is_relation}
        for name in checked:
            limit = model._meta.get_field(name).max_length
            if isinstance(model._meta.get_field(name), TextField) and limit and len(getattr(thing, name)) > limit:
                row.fail(beside(self._column(name), _("Longer than %(limit)s signs.") % {"limit": limit}))
        for clean in (lambda: thing.clean_fields({f.name for f in model._meta.fields} - checked), thing.clean):
            try:
                clean()
            except ValidationError as problem:
                for name, messages in problem.message_dict.items():
                    sentence = " ".join(messages)
                    row.fail(sentence if name == NON_FIELD_ERRORS else beside(self._column(name), sentence))
        if not self.lock:
            self._look_through(row)

    def _comes_twice(self, row, key):
        """Whether an earlier row of the file is about the same thing."""
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            row.fail(_("Row %(number)s is about the same.") % {"number": first})
        return first != row.number

    def _column(self, name):
        return self.sheet.column(name)

    def _look_through(self, row):
        for name in LOOKED_THROUGH:
            for kind in personal_data_in(row.values.get(name)):
                row.fail(beside(self._column(name), _("This looks like %(kind)s. Take it out.") % {"kind": kind}))


def personal_data_in(text):
    """The kinds of personal data, in words, that no text may hold."""
    return sorted({str(found.label) for found in find_personal_data(text) if found.action == BLOCK}) if text else []


def difference(column, before, after):
    """What changes in a column; short values are told too, so that a reader sees a mistake."""
    told = [_("empty") if value in (None, "") else str(value) for value in (before, after)]
    if column.sort not in ("text", "number", "date") or max(map(len, told)) > SHORT:
        return str(column.label)
    return beside(column, f"{told[0]} → {told[1]}")
