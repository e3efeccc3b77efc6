"""The whole screen on which a meeting is set up: its form and three kinds of rows, and what two writers did to it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.privacy.forms import privacy_summary
from events.meetings.forms_event import EventForm
from events.meetings.forms_rows import ROWS, fill_rows, rows_of

LABELS = {
    "programma": gettext_lazy("Programme"),
    "themas": gettext_lazy("Themes for smaller groups"),
    "vragen": gettext_lazy("Questions to who registers"),
}
# What stands folded up, by the name of the fold.
FOLDS = {
    "about": ("description", "for_whom", "topics"),
    "there": ("room", "municipality", "directions", "accessibility"),
    "registering": (
        *("registration_open", "registration_from", "registration_until", "guests_allowed"),
        *("offer_hours", "remind_days", "hours", "skj"),
    ),
    "who": ("organisation", "organisers", "series"),
}


@dataclass
class Content:
    """What stands in the screen: as stored (Python values) or as typed (texts)."""

    main: dict = field(default_factory=dict)
    rows: dict = field(default_factory=lambda: {prefix: [] for prefix in ROWS})

    @classmethod
    def stored(cls, event):
        """What ``event`` is now; of None an empty screen."""
        if event is None:
            return cls()
        rows = {
            prefix: [form.initial_of(row) for row in getattr(event, form.relation).all()]
            for prefix, (form, most) in ROWS.items()
        }
        return cls(EventForm.initial_of(event), rows)

    @classmethod
    def typed(cls, data):
        """What was posted, unchecked; rows that are empty are left out."""
        content = cls(_typed(EventForm, data, ""))
        for prefix, (form, most) in ROWS.items():
            rows = [_typed(form, data, f"{prefix}-{number}-") for number in range(_number(data, prefix, most))]
            content.rows[prefix] = [row for row in rows if not form.is_blank(row)]
        return content


@dataclass(frozen=True)
class Clash:
    """What two people changed in two ways: ``theirs`` is stored now, the screen has what this writer typed."""

    label: str
    theirs: str


class EventForms:
    """The forms of the screen: bound to ``data``, or showing ``content``."""

    def __init__(self, data=None, *, author, event=None, content=None):
        content = content or Content.stored(event)
        # An empty screen begins with the form's own first values.
        self.main = EventForm(data, author=author, event=event, initial=content.main or None)
        self.sets = [rows_of(prefix, data, content.rows[prefix]) for prefix in ROWS]
        self.parts, self.themes, self.questions = self.sets

    @property
    def privacy(self):
        """What was found in any of the texts."""
        return privacy_summary(self.main, *(form for rows in self.sets for form in rows.forms))

    def is_valid(self):
        # All of them, so that every error shows at once.
        return all([self.main.is_valid(), *(rows.is_valid() for rows in self.sets)])

    @property
    def open(self):
        """Which folds are open: those with something wrong, or with something in it that isn't there by itself."""
        found = {rows.prefix: bool(rows.is_bound and rows.total_error_count()) for rows in self.sets}
        for rows in self.sets:
            found[rows.prefix] = found[rows.prefix] or bool(rows.initial) or _typed_in(rows)
        for name, fields in FOLDS.items():
            wrong = self.main.is_bound and set(fields) & set(self.main.errors)
            found[name] = bool(wrong) or any(self.main[one].value() for one in fields if one not in USUAL)
        return found

    def fill(self, event):
        """Put everything on ``event``, unsaved."""
        self.main.fill(event)
        for rows in self.sets:
            fill_rows(rows, event, self.main.author)
        return event


# Filled in from the start, so no reason to open a fold.
USUAL = {"registration_open", "offer_hours", "remind_days"}


def _typed_in(rows):
    if not rows.is_bound:
        return False
    return any(not form.is_blank({name: form[name].data for name in form.fields}) for form in rows.forms)


def _typed(form_class, data, prefix):
    fields = form_class.base_fields.items()
    return {name: one.widget.value_from_datadict(data, {}, f"{prefix}{name}") for name, one in fields}


def _number(data, prefix, most):
    number = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(number), most + 10) if number.isascii() and number.isdigit() and len(number) < 4 else 0


# ---------- rows more or less, without script ----------


def change_rows(data):
    """What was typed, with the row taken away that a button named; None when no such button was pressed.

    A row more needs nothing but the screen again: it ends each list with an empty row.
    """
    added, removed = data.get("row_add"), data.get("row_remove")
    if added is None and removed is None:
        return None
    prefix, dash, number = (removed or "").rpartition("-")
    if prefix not in ROWS or not number.isdigit():
        return Content.typed(data)
    without = data.copy()
    start = f"{prefix}-{number}-"
    for name in [name for name in without if name.startswith(start)]:
        del without[name]
    return Content.typed(without)


# ---------- two writers ----------


def merged(typed, base, stored):
    """What was typed on ``base`` laid over what another ``stored`` meanwhile: ``(Content, [Clash], changed)``.

    What only the other changed is taken over. Where both changed the same, the typed text stands in the screen and the
    other is a ``Clash``, so that nothing is lost unseen. ``base`` None: any difference counts as made by both.
    ``changed`` says whether the other one changed anything at all that stands in the screen.
    """
    result, clashes, changed = Content(dict(typed.main)), [], False
    for name, one in EventForm.base_fields.items():
        theirs = stored.main.get(name)
        if not one.has_changed(theirs, typed.main[name]):
            continue
        if base is not None and not one.has_changed(base.main.get(name), typed.main[name]):
            result.main[name] = theirs
            changed = True
        elif base is None or base.main.get(name) != theirs:
            clashes.append(Clash(str(one.label), _words(one, theirs)))
    for prefix, (form, _most) in ROWS.items():
        mine, theirs = typed.rows[prefix], stored.rows[prefix]
        result.rows[prefix] = mine
        if _same(form, theirs, mine):
            continue
        if base is not None and _same(form, base.rows[prefix], mine):
            result.rows[prefix] = theirs
            changed = True
        elif base is None or base.rows[prefix] != theirs:
            clashes.append(Clash(str(LABELS[prefix]), "; ".join(_row_words(row) for row in theirs)))
    return result, clashes, changed


def _same(form, stored, typed):
    """Whether rows are those that are stored. A new row has no key yet, so keys don't count."""
    if len(stored) != len(typed):
        return False
    return not any(
        one.has_changed(row.get(name), values[name])
        for row, values in zip(stored, typed, strict=True)
        for name, one in form.base_fields.items()
        if name != "pk"
    )


def _words(one, value):
    """A stored value as somebody reads it."""
    chosen = value if isinstance(value, list) else [value]
    choices = getattr(one, "choices", None)
    if choices is not None:
        names = {str(key): str(label) for key, label in _flat(choices)}
        return ", ".join(names[str(key)] for key in chosen if str(key) in names)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(one.widget.format_value(value) or "")


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _row_words(row):
    return " · ".join(str(value) for name, value in row.items() if name != "pk" and value not in (None, "", False))
