"""Is a document a practice? Errors stop a file, warnings say what was left out."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker

from base.privacy import BLOCK, find_personal_data
from base.text import clean_text
from network.organisations.models import Municipality, Organisation
from network.topics.models import Topic
from practices.models import Mechanism, PracticePage
from practices.openformat.fields import LONG_FIELDS, MECHANISM_PARTS, split_sections

SCHEMA_FILE = Path(settings.ROOT) / "docs" / "leerkring-practice.schema.json"
MAX_PROBLEMS = 20


@dataclass
class Checked:
    """What a document says, ready to store: values of the page, related objects, and what is wrong or left out."""

    values: dict = field(default_factory=dict)
    mechanisms: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    municipalities: list = field(default_factory=list)
    published: bool = False
    slug: str = ""
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


@lru_cache(maxsize=1)
def validator():
    """The JSON Schema of the format, read once."""
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text()), format_checker=FormatChecker())


class Vocabulary:
    """Names of this site's topics, municipalities and organisations, read once a file."""

    def __init__(self):
        self.topics = {}
        for topic in Topic.objects.accepted():
            for name in (*topic.synonym_list, topic.slug, topic.name):
                self.topics[name.lower()] = topic
        self.municipalities = {}
        for municipality in Municipality.objects.all():
            for name in (municipality.name, municipality.slug, municipality.code):
                self.municipalities[name.lower()] = municipality
        self.organisations = {name.lower(): o for o in Organisation.objects.all() for name in (o.name, o.slug)}


def check(document, vocabulary):
    """Check one document against the schema, this site's fields and its vocabulary. Never raises for bad input."""
    checked = Checked()
    for problem in _first(validator().iter_errors(document)):
        place = ".".join(str(part) for part in problem.absolute_path)
        checked.errors.append(f"{place}: {problem.message[:200]}" if place else problem.message[:200])
    if checked.errors:
        return checked
    document = _clean(document)
    checked.slug = document.get("slug", "")
    checked.published = document.get("status") == "published"
    checked.values = {"title": document["title"].strip(), "summary": document["summary"].strip()}
    for name in LONG_FIELDS:
        checked.values |= split_sections(name, document.get(name) or "")
    ages = document.get("ages") or {}
    recognition = document.get("recognition") or {}
    checked.values |= {
        "age_from": ages.get("from"),
        "age_to": ages.get("to"),
        "shadow_visit": bool(document.get("shadow_visit")),
        "review_date": _date(document.get("review_date")),
        "recognition_register": recognition.get("register") or "",
        "recognition_level": recognition.get("level") or "",
        "recognition_date": _date(recognition.get("date")),
        "recognition_link": recognition.get("link") or "",
    }
    _look_up(checked, document, vocabulary)
    names = MECHANISM_PARTS
    for row in document.get("mechanisms") or []:
        checked.mechanisms.append({name: (row.get(name) or "").strip() for name in names})
    _validate_models(checked)
    _find_personal_data(checked)
    return checked


def _first(problems):
    return [problem for problem, _number in zip(problems, range(MAX_PROBLEMS), strict=False)]


def _clean(value):
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return value


def _date(text):
    return parse_date(text[:10]) if text else None


def _look_up(checked, document, vocabulary):
    kinds = (
        ("topics", vocabulary.topics, _("This site has no topic “%(name)s”; it was left out.")),
        ("municipalities", vocabulary.municipalities, _("This site has no municipality “%(name)s”; it was left out.")),
    )
    for key, known, sentence in kinds:
        found = {}
        for name in document.get(key) or []:
            match = known.get(name.strip().lower())
            if match is None:
                checked.warnings.append(sentence % {"name": name[:80]})
            else:
                found[match.pk] = match
        setattr(checked, key, list(found.values()))
    name = (document.get("organisation") or "").strip()
    organisation = vocabulary.organisations.get(name.lower()) if name else None
    if name and organisation is None:
        checked.warnings.append(_("This site has no organisation “%(name)s”; it was left out.") % {"name": name[:80]})
    checked.values["organisation"] = organisation


def _validate_models(checked):
    """The rules that the models have themselves: lengths, choices, addresses."""
    page = PracticePage(**checked.values)
    skipped = [f.name for f in PracticePage._meta.fields if f.name not in checked.values or f.name == "organisation"]
    rows = [(page, skipped, "")]
    rows += [
        (Mechanism(**row), ["practice", "sort_order"], f"mechanisms.{number}.")
        for number, row in enumerate(checked.mechanisms)
    ]
    for instance, exclude, prefix in rows:
        checked.errors += [f"{prefix}{problem}" for problem in _too_long(instance)]
        try:
            instance.clean_fields(exclude=exclude)
        except ValidationError as problem:
            for name, messages in problem.message_dict.items():
                checked.errors += [f"{prefix}{name}: {message}" for message in messages]


def _too_long(instance):
    """A model checks the length of a long text only in a form, so it is checked here."""
    for model_field in instance._meta.fields:
        limit = model_field.max_length
        text = getattr(instance, model_field.attname)
        if isinstance(model_field, TextField) and limit and isinstance(text, str) and len(text) > limit:
            yield _("%(field)s: longer than %(limit)s characters.") % {"field": model_field.name, "limit": limit}


def _find_personal_data(checked):
    texts = {name: text for name, text in checked.values.items() if isinstance(text, str) and not name.endswith("link")}
    for number, row in enumerate(checked.mechanisms):
        texts |= {f"mechanisms.{number}.{name}": text for name, text in row.items() if name != "source"}
    for name, text in texts.items():
        kinds = {finding.label for finding in find_personal_data(text) if finding.action == BLOCK}
        for kind in sorted(str(label) for label in kinds):
            checked.errors.append(
                _("%(field)s: this looks like %(kind)s. Take it out.") % {"field": name, "kind": kind}
            )
