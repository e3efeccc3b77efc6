"""What a writer typed, as data: read from a form, compared, merged, and turned into a page and back.

*Typed* data is the raw input by field name: a text as typed (valid or not), a list of ids as texts for a field of
several choices, and for ``mechanisms`` a list of rows. It is what a ``Draft`` keeps.
"""

import hashlib
import json
import re

from django.http import QueryDict

from base.text import clean_text
from practices.forms.fields import is_key
from practices.forms.steps import MAX_MECHANISMS, MECHANISM_FIELDS, PLAIN_FIELDS
from practices.models import Mechanism

SEVERAL = ("topics", "municipalities")
# Longer than any field accepts, so that a text that is too long is kept until its writer has shortened it.
MAX_TYPED = 200_000
MAX_CHOSEN = 200
CHOICES = (
    "contact",
    "organisation",
    "shadow_visit",
    "recognition_level",
    "visibility",
    "element_kind",
    "core",
    "basis",
)
# Fields of a row of why it works, which have no value of their own on the page.
NOT_OF_PAGE = frozenset(MECHANISM_FIELDS)
_CHOICE = re.compile(r"\d{1,18}|[a-z_]{1,20}")
# A day, an age or an address on the web holds what its kind says; anything else typed there is text like any other.
_SHAPES = {
    "age_from": re.compile(r"\d{1,3}"),
    "age_to": re.compile(r"\d{1,3}"),
    "review_date": re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}"),
    "recognition_date": re.compile(r"\d{1,4}-\d{1,2}-\d{1,4}"),
    "recognition_link": re.compile(r"https?://\S{1,400}"),
    "source": re.compile(r"https?://\S{1,400}"),
}


def empty(name):
    """What a field holds before anybody typed in it."""
    return [] if name in SEVERAL or name == "mechanisms" else ""


def is_choice(name, text):
    """Whether this is one of a list, a day, an age or an address, rather than something written."""
    name = name.rpartition("-")[2]
    shape = _CHOICE if name in CHOICES else _SHAPES.get(name)
    return shape is not None and shape.fullmatch(text.strip()) is not None


def read_typed(form, rows=None):
    """The typed data of a bound form of one screen, and of the rows on it."""
    typed = {}
    for name in form.fields:
        if name in SEVERAL:
            typed[name] = sorted({key for key in form.data.getlist(name)[:MAX_CHOSEN] if is_key(key)})
        else:
            typed[name] = _choice(name, _text(form.data.get(name, "")))
    if rows is not None:
        typed["mechanisms"] = [_read_row(row) for row in rows.forms[:MAX_MECHANISMS]]
    return typed


def _read_row(form):
    return {name: _choice(name, _text(form.data.get(form.add_prefix(name), ""))) for name in MECHANISM_FIELDS}


def _choice(name, text):
    """What came from a list is kept only if it can have come from one; the form says that it is wrong."""
    return text if name not in CHOICES or _CHOICE.fullmatch(text) else ""


def _text(value):
    return clean_text(value)[: MAX_TYPED + 1] if isinstance(value, str) else ""


def without_empty_rows(rows):
    """Rows in which something was typed."""
    return [row for row in rows if isinstance(row, dict) and any(row.values())]


def same(name, one, other):
    """Whether two values of a field say the same."""
    return fingerprint(name, one) == fingerprint(name, other)


def fingerprint(name, value):
    """A short name for a value, with which a form says from what its writer started."""
    if value in (None, "", [], False):
        value = empty(name)
    if name == "mechanisms":
        value = [{key: row.get(key, "") for key in MECHANISM_FIELDS} for row in without_empty_rows(value)]
    elif name in SEVERAL:
        value = sorted(str(key) for key in value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def fingerprints(data, names):
    """Short names of all values that a form begins with."""
    return {name: fingerprint(name, data.get(name)) for name in names}


def read_started(text):
    """The ``started`` field of a form; whatever isn't one says nothing."""
    try:
        started = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(started, dict):
        return {}
    return {name: mark for name, mark in started.items() if isinstance(mark, str)}


def merge(current, typed, started):
    """Lay what somebody typed over what is stored now.

    Returns the changes to store and the fields that both changed: for those nobody's text may win by itself.
    """
    changes, both = {}, {}
    for name, value in typed.items():
        now = current.get(name, empty(name))
        mark, mark_now = fingerprint(name, value), fingerprint(name, now)
        began = started.get(name, fingerprint(name, None))
        if mark in (mark_now, began):
            continue
        if began == mark_now:
            changes[name] = value
        else:
            both[name] = value
    return changes, both


def to_post(data, names=PLAIN_FIELDS):
    """Typed data as if its form had just been posted, for validation and for showing it with its errors."""
    post = QueryDict(mutable=True)
    for name in names:
        value = data.get(name, empty(name))
        if name in SEVERAL:
            post.setlist(name, [str(key) for key in value])
        elif value:
            post[name] = value
    rows = data.get("mechanisms") or []
    post["mechanisms-TOTAL_FORMS"] = str(len(rows))
    post["mechanisms-INITIAL_FORMS"] = "0"
    for number, row in enumerate(rows):
        for name in MECHANISM_FIELDS:
            post[f"mechanisms-{number}-{name}"] = row.get(name, "")
    add_confirmed(post, data)
    return post


def add_confirmed(post, data, fresh=()):
    """Let a posted form know what its writer has said before: that these names are of nobody's client."""
    seen = sorted({*data.get("privacy_seen", []), *fresh})
    post.setlist("privacy_seen", seen)
    if seen:
        post["privacy_confirmed"] = "on"
    else:
        post.pop("privacy_confirmed", None)


def from_page(page):
    """The typed data of a practice, to write on from."""
    data = {}
    for name in PLAIN_FIELDS:
        if name == "topics":
            data[name] = sorted(str(topic.pk) for topic in page.topics.all())
        elif name == "municipalities":
            data[name] = sorted(str(municipality.pk) for municipality in page.municipalities.all())
        elif name in ("contact", "organisation"):
            data[name] = str(getattr(page, f"{name}_id") or "")
        elif name == "shadow_visit":
            data[name] = "on" if page.shadow_visit else ""
        else:
            value = getattr(page, name)
            data[name] = "" if value is None else str(value)
    data["mechanisms"] = [
        {name: getattr(mechanism, name) for name in MECHANISM_FIELDS} for mechanism in page.mechanisms.all()
    ]
    data["image"] = str(page.image_id or "")
    data["documents"] = [str(entry.document_id) for entry in page.documents.all()]
    return data


def fill_page(page, form, rows):
    """Lay the cleaned values of the whole form on a page, without saving it."""
    for name, value in form.cleaned_data.items():
        if name == "topics":
            page.topics.set(list(value))
        elif name == "municipalities":
            page.municipalities.set(list(value))
        elif name == "visibility":
            page.visibility = value or page.visibility
        else:
            setattr(page, name, value)
    sentences = [row.cleaned_data for row in rows.forms if any(row.cleaned_data.values())]
    page.mechanisms.set([Mechanism(sort_order=number, **sentence) for number, sentence in enumerate(sentences)])
    return page
