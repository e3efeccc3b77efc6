"""One cell of a file: from what somebody typed to a value that JSON can hold, or why that can't be."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from base.spreadsheets import defuse
from network.organisations.models import Municipality, Organisation
from network.people.fields import AddressField
from network.services.importing.mapping import words_of
from network.topics.models import Topic

YES = {"1", "ja", "yes", "true", "waar", "j", "y", "x"}
NO = {"0", "nee", "no", "false", "onwaar", "n", "-"}
# What spreadsheet programs show where a formula has no outcome.
BROKEN = {"#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#NAME?", "#NAAM?", "#DIV/0!", "#DEEL/0!", "#NUM!"}
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class WrongCell(Exception):
    """A cell that can't be taken; the message says why."""


def arm(text):
    """The text that ``defuse`` was given: our own exports come back as they were."""
    return text[1:] if text.startswith("'") and defuse(text[1:]) != text[1:] else text


class Cells:
    """Reads cells; remembers the names of topics, municipalities and organisations of this site, read once a file."""

    def __init__(self):
        self.topics = {}
        for topic in Topic.objects.accepted():
            for name in (*topic.synonym_list, topic.slug, topic.name):
                self.topics[name.casefold()] = topic.pk
        self.municipalities = {}
        for pk, *names in Municipality.objects.values_list("pk", "code", "slug", "name"):
            self.municipalities |= {name.casefold(): pk for name in names}
        self.organisations = {}
        for pk, *names in Organisation.objects.values_list("pk", "slug", "name"):
            self.organisations |= {name.casefold(): pk for name in names}
        self.choices = {}

    def value(self, column, text):
        """The value of a cell that isn't empty: a text, number, bool, ISO date, primary key or sorted list of them."""
        if text.startswith("=") or text in BROKEN:
            raise WrongCell(_("This is a formula. Put its outcome there."))
        text = arm(text)
        return getattr(self, f"_{column.sort}")(column, text)

    def _text(self, column, text):
        return text

    # Which service is known only beside its organisation, so the check looks it up.
    _service = _text

    def _number(self, column, text):
        if not re.fullmatch(r"[0-9]{1,4}", text):
            raise WrongCell(_("“%(text)s” is no whole number.") % {"text": text[:40]})
        return int(text)

    def _email(self, column, text):
        try:
            return AddressField().clean(text)
        except ValidationError as problem:
            raise WrongCell(" ".join(problem.messages)) from None

    def _date(self, column, text):
        found = _DAY.fullmatch(text)
        try:
            if found:
                return datetime.date(int(found[3]), int(found[2]), int(found[1])).isoformat()
            return datetime.date.fromisoformat(text[:10]).isoformat()
        except ValueError:
            raise WrongCell(_("“%(text)s” is no day. Write it as 31-12-2026.") % {"text": text[:40]}) from None

    def _yes(self, column, text):
        word = text.casefold()
        if word not in YES | NO:
            raise WrongCell(_("Write yes or no instead of “%(text)s”.") % {"text": text[:40]})
        return word in YES

    def _choice(self, column, text):
        words = self.choices.get(column.name)
        if words is None:
            words = self.choices[column.name] = words_of(column.choices)
        if text.casefold() not in words:
            known = ", ".join(str(label) for label in column.choices.labels)
            raise WrongCell(
                _("“%(text)s” is none of the possibilities: %(known)s.") % {"text": text[:40], "known": known}
            )
        return words[text.casefold()]

    def _organisation(self, column, text):
        return self._one(self.organisations, text, _("There is no organisation “%(name)s” here. Import it first."))

    def _topics(self, column, text):
        return self._several(self.topics, text, _("There is no topic “%(name)s” here."))

    def _municipalities(self, column, text):
        return self._several(self.municipalities, text, _("There is no municipality “%(name)s” here."))

    def _one(self, known, name, sentence):
        if name.casefold() not in known:
            raise WrongCell(sentence % {"name": name[:80]})
        return known[name.casefold()]

    def _several(self, known, text, sentence):
        names = [name.strip() for name in re.split(r"[;\n]", text)]
        return sorted({self._one(known, name, sentence) for name in names if name})


def beside(column, sentence):
    """A remark with the name of its column before it."""
    return f"{capfirst(str(column.label))}: {sentence}"
