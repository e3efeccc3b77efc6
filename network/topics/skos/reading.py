"""SKOS in: a file that somebody uploads becomes concepts, or a sentence that says what is wrong with it.

Nothing a file says makes this server fetch anything: RDF/XML (with its entities) is not read, and neither is JSON-LD
whose context is somewhere else.
"""

import json
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from base.text import clean_text
from network.topics.models import Topic
from network.topics.skos.writing import FORMATS

MAX_BYTES = 2 * 1024 * 1024
LANGUAGES = ("nl", None)


class BrokenFile(ValueError):
    """The file can't be read; the text is for whoever sent it."""


@dataclass
class Concept:
    """One concept of a file, in our words. ``None`` where the file says nothing; ``broader`` is empty for "nothing"."""

    uri: str
    name: str
    definition: str | None = None
    synonyms: list[str] | None = None
    kind: str | None = None
    broader: str | None = None
    matches: list[str] = field(default_factory=list)


def read(data, key):
    """The concepts in the bytes ``data``, in order of name."""
    if len(data) > MAX_BYTES:
        raise BrokenFile(_("This file is larger than 2 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenFile(_("This file is not written in UTF-8.")) from None
    if "\x00" in text:
        raise BrokenFile(_("There are signs in this file that no text has."))
    if key == "jsonld":
        _refuse_other_places(text)
    graph = _parse(text, key)
    uris = [uri for uri in graph.subjects(RDF.type, SKOS.Concept, unique=True) if isinstance(uri, URIRef)]
    if not uris:
        raise BrokenFile(_("There is no concept (skos:Concept) with an address of its own in this file."))
    if len(uris) > settings.IMPORT_MAX_ROWS:
        raise BrokenFile(
            _("There are more than %(count)s concepts in this file.") % {"count": settings.IMPORT_MAX_ROWS}
        )
    return sorted((_concept(graph, uri) for uri in uris), key=lambda concept: (concept.name.casefold(), concept.uri))


def _parse(text, key):
    try:
        return Graph().parse(data=text, format=FORMATS[key].rdflib_name, publicID="urn:leerkring:import")
    except Exception as problem:
        # The parsers raise whatever they run into, from KeyError to RecursionError: all of it is the file's fault.
        line = getattr(problem, "lines", None)
        if isinstance(line, int):
            raise BrokenFile(_("This file breaks off being SKOS at line %(line)s.") % {"line": line + 1}) from None
        raise BrokenFile(_("This file can't be read as %(name)s.") % {"name": FORMATS[key].rdflib_name}) from None


def _refuse_other_places(text):
    """Refuse JSON-LD that names a context elsewhere, at whatever depth: reading it would fetch that."""
    try:
        todo = [json.loads(text)]
    except (ValueError, RecursionError):
        raise BrokenFile(_("This file can't be read as %(name)s.") % {"name": "JSON"}) from None
    while todo:
        part = todo.pop()
        if isinstance(part, list):
            todo += part
        elif isinstance(part, dict):
            if "@import" in part or _names_a_place(part.get("@context")):
                raise BrokenFile(
                    _("This file leaves its context (@context) to another site. Put the context itself in the file.")
                )
            todo += part.values()


def _names_a_place(context):
    return isinstance(context, str) or (isinstance(context, list) and any(isinstance(part, str) for part in context))


def _concept(graph, uri):
    synonyms = _texts(graph, uri, SKOS.altLabel)
    definitions = _texts(graph, uri, SKOS.definition, lines=True)
    broader = sorted(str(other) for other in graph.objects(uri, SKOS.broader) if isinstance(other, URIRef))
    broader += sorted(str(other) for other in graph.subjects(SKOS.narrower, uri) if isinstance(other, URIRef))
    return Concept(
        uri=str(uri),
        name=next(iter(_texts(graph, uri, SKOS.prefLabel)), ""),
        definition=definitions[0] if definitions else None,
        synonyms=synonyms or None,
        kind=_kind(graph, uri),
        broader=broader[0] if broader else _top(graph, uri),
        matches=sorted(str(other) for other in graph.objects(uri, SKOS.exactMatch) if isinstance(other, URIRef)),
    )


def _top(graph, uri):
    """Empty when the file says that nothing is above the concept, None when it doesn't say."""
    said = (uri, SKOS.topConceptOf, None) in graph or (None, SKOS.hasTopConcept, uri) in graph
    return "" if said else None


def _texts(graph, uri, predicate, lines=False):
    """The texts of a property: the Dutch ones, else those without a language, else those in any other."""
    by_language = {}
    for value in graph.objects(uri, predicate):
        if isinstance(value, Literal):
            text = clean_text(str(value)).strip()
            text = text if lines else " ".join(text.split())
            if text:
                language = value.language.split("-")[0].lower() if value.language else None
                by_language.setdefault(language, set()).add(text)
    for language in (*LANGUAGES, "en", *sorted(by_language, key=str)):
        if by_language.get(language):
            return sorted(by_language[language], key=lambda text: (text.casefold(), text))
    return []


def _kind(graph, uri):
    """Our kind of a concept: the last part of its dct:type, or of a collection that it is a member of."""
    types = [*graph.objects(uri, DCTERMS.type), *graph.subjects(SKOS.member, uri)]
    names = {re.split(r"[/#]", str(value).rstrip("/"))[-1].replace("-", "_").lower() for value in types}
    return next((kind for kind in Topic.Kind.values if kind in names), None)
