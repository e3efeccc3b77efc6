"""From an object with ``search_fields`` to what the index keeps of it."""

import hashlib
import logging
import re
from array import array
from collections import defaultdict
from functools import cache

import whoosh
from django.db import DatabaseError
from django.db.models import Manager
from modelsearch.backends.base import get_model_root
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_indexed_models

from search import analysis
from search.engine.whoosh import fields

logger = logging.getLogger(__name__)

# Another number: every index is made anew.
VERSION = 2

# A word counts for less in a long text: by the fourth root of its length. Shorter than this makes no difference.
SHORTEST = 4
LENGTH_POWER = -0.25
# Weights are kept in steps of a sixteenth, which take little room.
STEPS = 16
# So many words of one field are indexed; the text of a document may be a book.
MOST_WORDS = 100_000
# Values that stand apart are so many places apart, so that no phrase runs from one into the other.
GAP = 20
SHORTEST_SURFACE, LONGEST_SURFACE = 4, 40

_WORD = re.compile(r"[^\W_]+")


def key_of(model, pk):
    """Under which an object is in the index; the same for a page and for the practice that it is."""
    return f"{get_model_root(model)._meta.label_lower}:{pk}"


def document(obj):
    """The fields of the index for ``obj``, by field; ``fields.PLACES`` has where the terms stand."""
    model = type(obj)
    made = _Document()
    for name, text, boost, names in _searchable(obj, model.get_search_fields()):
        made.add(name, text, boost, names)
    for name, text in _completable(obj, model.get_search_fields()):
        made.complete(name, text)
    return {
        "key": key_of(model, obj.pk).encode(),
        "label": model._meta.label_lower.encode(),
        **made.finished(),
    }


def readable(obj):
    """The document of an object, or None when it can't be made: one broken thing must not keep all others out."""
    try:
        return document(obj)
    except DatabaseError:
        # not the fault of this object: it is tried again
        raise
    except Exception:
        logger.exception("%s %s can't be indexed", obj._meta.label, obj.pk)
        return None


class _Document:
    """Gathers the words of one object."""

    def __init__(self):
        self.found = defaultdict(list)  # (field of the index, name, boost) -> texts
        self.starts = defaultdict(float)
        self.surface = {}

    def add(self, name, text, boost, names):
        self.found[(fields.NAMES if names else fields.TEXT, name, boost)].append(text)

    def complete(self, name, text):
        words = fold_words(text)[:MOST_WORDS]
        for word in words:
            self.starts[f"{name}{fields.UNDER}{word}"] += norm(len(words))

    def finished(self):
        weights = {fields.TEXT: defaultdict(float), fields.NAMES: defaultdict(float)}
        places = {fields.TEXT: defaultdict(_places), fields.NAMES: defaultdict(_places)}
        for (field, name, boost), texts in self.found.items():
            self._one_field(weights[field], places[field], name, texts, boost, names=field == fields.NAMES)
        result = {fields.START: in_steps(self.starts), fields.SURFACE: self.surface}
        for field in (fields.TEXT, fields.NAMES):
            result[field] = in_steps(weights[field])
            result[fields.PLACES[field]] = places[field]
        return {field: value for field, value in result.items() if value}

    def _one_field(self, weights, places, name, texts, boost, *, names):
        number = numbering()[name] << fields.FIELD_SHIFT
        here, base, length = defaultdict(float), 0, 0
        for text in texts:
            last = base
            for term, position, weight in analysis.terms(text, names=names):
                place = base + position
                if place > fields.LAST_PLACE or length > MOST_WORDS:
                    break
                here[term] += weight
                places[term].append(number | place)
                length += weight == 1.0
                last = max(last, place)
            base = last + GAP
            self._see(text)
        share = boost * norm(length)
        for term, weight in here.items():
            weights[term] += weight * share

    def _see(self, text):
        for word in fold_words(text):
            if SHORTEST_SURFACE <= len(word) <= LONGEST_SURFACE and word.isalpha():
                self.surface[word] = 1.0


def _places():
    return array("I")


def norm(length):
    """How much one word of a text of ``length`` words counts."""
    return max(length, SHORTEST) ** LENGTH_POWER


def in_steps(weights):
    return {term: max(round(weight * STEPS), 1) / STEPS for term, weight in weights.items()}


def fold_words(text):
    """The words of a text in lower case and without accents, in order; nothing is left out."""
    return [word for token in analysis.tokens(text, names=True) for word in _WORD.findall(token.text)]


def _searchable(obj, search_fields, path="", boost=1.0):
    """Each (name of the field, text, boost, is it a name) of an object and of what is related to it."""
    for field in search_fields:
        if isinstance(field, SearchField):
            text = as_text(field.get_value(obj))
            if text:
                own = 1.0 if field.boost is None else field.boost
                yield path + field.field_name, text, own, bool(field.kwargs.get("names"))
        elif isinstance(field, RelatedFields):
            for other in _related(obj, field):
                yield from _searchable(other, field.fields, f"{path}{field.field_name}__")


def _completable(obj, search_fields, path=""):
    for field in search_fields:
        if isinstance(field, AutocompleteField):
            text = as_text(field.get_value(obj))
            if text:
                yield path + field.field_name, text
        elif isinstance(field, RelatedFields):
            for other in _related(obj, field):
                yield from _completable(other, field.fields, f"{path}{field.field_name}__")


def _related(obj, field):
    value = field.get_value(obj)
    if value is None:
        return []
    return value.all() if isinstance(value, Manager) or hasattr(value, "all") else [value]


def as_text(value):
    """What a field holds as one text."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, (list, tuple, set)) or hasattr(value, "__iter__"):
        return "\n".join(filter(None, map(as_text, value)))
    return str(value)


@cache
def numbering():
    """A number for each name of a field, the same as long as no model changes what it has indexed."""
    names = set()
    for model in get_indexed_models():
        _names_of(model.get_search_fields(), "", names)
    return {name: number for number, name in enumerate(sorted(names))}


def _names_of(search_fields, path, names):
    for field in search_fields:
        if isinstance(field, SearchField):
            names.add(path + field.field_name)
        elif isinstance(field, RelatedFields):
            _names_of(field.fields, f"{path}{field.field_name}__", names)


def completed_fields(models):
    """The names under which words of these models can be completed."""
    names = set()
    for model in models:
        _completed(model.get_search_fields(), "", names)
    return sorted(names)


def _completed(search_fields, path, names):
    for field in search_fields:
        if isinstance(field, AutocompleteField):
            names.add(path + field.field_name)
        elif isinstance(field, RelatedFields):
            _completed(field.fields, f"{path}{field.field_name}__", names)


def version():
    """What an index is made with. Made with anything else, it has to be made anew."""
    described = sorted(
        f"{model._meta.label_lower}{_described(model.get_search_fields())}" for model in get_indexed_models()
    )
    digest = hashlib.sha256("\n".join(described).encode()).hexdigest()[:16]
    return f"{VERSION}-{analysis.VERSION}-{'.'.join(map(str, whoosh.__version__))}-{digest}"


def _described(search_fields):
    said = []
    for field in search_fields:
        if isinstance(field, SearchField):
            said.append(f"{field.field_name}^{field.boost}{field.kwargs}")
        elif isinstance(field, AutocompleteField):
            said.append(f"{field.field_name}*")
        elif isinstance(field, RelatedFields):
            said.append(f"{field.field_name}{_described(field.fields)}")
    return sorted(said)
