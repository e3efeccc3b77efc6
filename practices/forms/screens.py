"""One screen of the writing form: its fields with their guide, empty, filled or posted."""

import json
from dataclasses import dataclass

from base.privacy.checks import confirmed_keys
from base.privacy.forms import REPLACE, privacy_summary
from practices import rules, writing
from practices.forms.fields import is_key
from practices.forms.guide import GUIDES
from practices.forms.steps import ALL_STEPS, EVERYTHING, MAX_MECHANISMS, MECHANISM_TEXTS, STEPS
from practices.forms.write import REQUIRED, MechanismRows, PracticeForm


@dataclass
class Entry:
    """A field and what stands beside it."""

    field: object
    guide: object


@dataclass
class Section:
    """The fields of one step."""

    step: object
    entries: list
    rows: list


def step_for(key):
    """The step with this key; an unknown one is the first."""
    return EVERYTHING if key == EVERYTHING.key else ALL_STEPS.get(key, STEPS[0])


class Screen:
    """The part of the form that is on the page now."""

    def __init__(self, draft, steps, post=None, only=None, blank_rows=0, complete=False):
        self.draft, self.steps, self.post = draft, steps, post
        plain = [name for step in steps for name in step.plain_fields]
        self.has_rows = any(step.has_mechanisms for step in steps)
        if only is not None:
            plain = [name for name in plain if name in only]
            self.has_rows = self.has_rows and "mechanisms" in only
        contacts = rules.possible_contacts(draft) if "contact" in plain else ()
        options = {"only": plain, "contacts": contacts, "complete": complete}
        if post is None:
            self.form = PracticeForm(initial=draft.data, **options)
            self.formset = MechanismRows(initial=self._stored_rows(blank_rows)) if self.has_rows else None
            return
        self.confirmed = confirmed_keys(post)
        data = post.copy()
        writing.add_confirmed(data, draft.data, self.confirmed)
        self.form = PracticeForm(data, **options)
        self.has_rows = self.has_rows and post.get("mechanisms-TOTAL_FORMS", "").isdigit()
        self.formset = MechanismRows(data, complete=complete) if self.has_rows else None

    def _stored_rows(self, blank):
        rows = writing.without_empty_rows(self.draft.data.get("mechanisms") or [])
        wanted = min(max(len(rows), blank, 1), MAX_MECHANISMS)
        return rows + [{}] * (wanted - len(rows))

    @property
    def names(self):
        """Names of what is on this screen, ``mechanisms`` for the rows."""
        return [*self.form.fields, *(["mechanisms"] if self.has_rows else [])]

    @property
    def forms(self):
        return [self.form, *(self.formset.forms if self.formset is not None else [])]

    @property
    def replaced(self):
        """Whether a button put general words in place of what was found."""
        return self.post is not None and self.post.get(REPLACE) is not None

    @property
    def privacy(self):
        """What was found, all forms together."""
        return privacy_summary(*self.forms)

    def is_valid(self):
        """Whether all that is typed is right; an empty field is not wrong yet."""
        good = [form.is_valid() for form in self.forms]
        return all(good) and (self.formset is None or self.formset.is_valid())

    def typed(self):
        """What was typed, after the replacements that a button asked for."""
        typed = writing.read_typed(self.form, self.formset)
        gone = self.post.get("row_remove", "")
        if is_key(gone) and int(gone) < len(typed.get("mechanisms", [])):
            typed["mechanisms"].pop(int(gone))
        return typed

    def started(self):
        """What the form says its writer began with, for its next save."""
        return json.dumps(writing.fingerprints(self.draft.data, self.names))

    max_rows = MAX_MECHANISMS
    mechanism_guide = GUIDES["mechanisms"]

    @property
    def blank_row(self):
        """A row for script to add."""
        form = self.formset.empty_form
        for name in MECHANISM_TEXTS:
            form.fields[name].required = True
        return self._row(form)

    def sections(self):
        """The steps on this screen, each with its fields and rows."""
        # Shown as needed, though a draft is saved without them: only sending in asks for them.
        for form in self.forms:
            for name in (*REQUIRED, *MECHANISM_TEXTS):
                if name in form.fields:
                    form.fields[name].required = True
        return [
            Section(
                step,
                [Entry(self.form[name], GUIDES[name]) for name in step.plain_fields if name in self.form.fields],
                self._rows() if step.has_mechanisms and self.formset is not None else [],
            )
            for step in self.steps
        ]

    def _rows(self):
        return [self._row(form) for form in self.formset.forms]

    def _row(self, form):
        more = [form[name] for name in form.fields if name not in MECHANISM_TEXTS]
        opened = form.is_bound and any(field.errors for field in more)
        return {"clauses": [form[name] for name in MECHANISM_TEXTS], "more": more, "open": opened}
