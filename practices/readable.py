"""Typed data as people read it: with names for ids, sentences for rows, and words that changed marked."""

import difflib
import re
from dataclasses import dataclass, field

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from base.choices import Visibility
from base.models import CustomDocument, CustomImage
from network.organisations.models import Municipality, Organisation
from network.people.models import Member
from network.topics.models import Topic
from practices import writing
from practices.choices import Basis, Core, ElementKind, RecognitionLevel
from practices.forms.fields import is_key
from practices.forms.guide import GUIDES, bare_clause
from practices.forms.steps import CORE_FIELDS, COUNTED, MECHANISM_MORE, MECHANISM_TEXTS, RICHER, STEPS

_MODELS = {"contact": Member, "organisation": Organisation, "topics": Topic, "municipalities": Municipality}
_LISTS = {
    "recognition_level": RecognitionLevel,
    "visibility": Visibility,
    "element_kind": ElementKind,
    "core": Core,
    "basis": Basis,
}
_DAYS = ("recognition_date", "review_date")
ONE_LINE = ("title", "summary")
_WORDS = re.compile(r"\s+|[^\s]+")
# A comparison by words takes time that grows with the square of the text.
MAX_COMPARED = 4_000


@dataclass
class Part:
    """One field as it is read."""

    name: str
    label: str
    text: str = ""
    rows: list = field(default_factory=list)
    is_long: bool = False
    step: str = ""


def progress(data):
    """How much of the richer part is filled in."""
    rows = writing.without_empty_rows(data.get("mechanisms") or [])
    with_element = any(row.get(name) for row in rows for name in MECHANISM_MORE)
    done = sum(bool(data.get(name)) for name in COUNTED) + with_element
    done += bool(data.get("image") or data.get("documents"))
    return {"done": done, "total": len(COUNTED) + 2}


def text_of(name, value):
    """The value of a field as one text."""
    if not value:
        return ""
    if name == "mechanisms":
        return "\n".join(sentence(row) for row in writing.without_empty_rows(value))
    if name in _MODELS:
        keys = [key for key in (value if isinstance(value, list) else [value]) if is_key(key)]
        return ", ".join(str(found) for found in _MODELS[name].objects.filter(pk__in=keys))
    if name in _LISTS:
        return str(dict(_LISTS[name].choices).get(value, ""))
    if name == "shadow_visit":
        return _("Yes")
    if name in _DAYS:
        return _day(str(value))
    return str(value)


def _day(text):
    """A day in words; what is no day yet stays as it was typed."""
    try:
        return date_format(parse_date(text) or text, "j F Y")
    except (ValueError, AttributeError):
        return text


def files(data):
    """The image and the documents of typed data, which are read before publishing too."""
    image, documents = str(data.get("image") or ""), [str(key) for key in data.get("documents") or []]
    return {
        "image": CustomImage.objects.filter(pk=image).first() if is_key(image) else None,
        "documents": list(CustomDocument.objects.filter(pk__in=[key for key in documents if is_key(key)])),
    }


def sentence(row):
    """A row of why it works, as the sentence it is."""
    blank = {name: bare_clause(name, row.get(name) or "…").rstrip(". ") for name in MECHANISM_TEXTS}
    text = _("In %(context)s we offer %(resource)s, so that %(reasoning)s, and that leads to %(outcome)s.") % blank
    if row.get("element"):
        text += " " + _("Active element: %(element)s.") % {"element": row["element"]}
    more = [text_of(name, row.get(name)) for name in ("element_kind", "core", "basis", "source_label", "source")]
    return text + (f" ({', '.join(part for part in more if part)})" if any(more) else "")


def parts(data, everything=False):
    """All that is filled in, in the order of the form; the ten-minute part also where it is empty."""
    found = []
    for step in STEPS + RICHER:
        for name in step.fields:
            if name == "mechanisms" and step.richer:
                continue
            value = data.get(name)
            if not value and (step.richer or name in ("age_from", "age_to")) and not everything:
                continue
            rows = []
            if name == "mechanisms":
                rows = [sentence(row) for row in writing.without_empty_rows(value or [])]
            found.append(
                Part(
                    name=name,
                    label=str(GUIDES[name].label),
                    text="" if rows else text_of(name, value),
                    rows=rows,
                    is_long=_is_long(name),
                    step=step.key,
                )
            )
    return found


def _is_long(name):
    return name not in (*ONE_LINE, *_MODELS, *_LISTS, "mechanisms", "age_from", "age_to", "shadow_visit") and (
        name in CORE_FIELDS or name in COUNTED
    )


def differences(before, after):
    """The fields that differ between two versions, with what was taken out and put in."""
    found = []
    for name in GUIDES:
        one, other = before.get(name), after.get(name)
        if name in writing.NOT_OF_PAGE or writing.same(name, one, other):
            continue
        old, fresh = text_of(name, one), text_of(name, other)
        found.append({"name": name, "label": GUIDES[name].label, "old": old, "new": fresh, "words": words(old, fresh)})
    return found


def words(old, fresh):
    """Pairs of "same", "out" or "in" and a piece of text."""
    if len(old) + len(fresh) > MAX_COMPARED:
        return [pair for pair in (("out", old), ("in", fresh)) if pair[1]]
    left, right = _WORDS.findall(old), _WORDS.findall(fresh)
    pieces = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(left[a:b])))
            continue
        if b > a:
            pieces.append(("out", "".join(left[a:b])))
        if d > c:
            pieces.append(("in", "".join(right[c:d])))
    return pieces
