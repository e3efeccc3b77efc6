"""SKOS out."""

from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from base.models import SiteSettings
from network.topics.models import Topic


@dataclass(frozen=True)
class Format:
    """One way to write the same statements down."""

    rdflib_name: str
    content_type: str
    extensions: tuple[str, ...]


FORMATS = {
    "ttl": Format("turtle", "text/turtle", (".ttl", ".turtle")),
    "jsonld": Format("json-ld", "application/ld+json", (".jsonld", ".json")),
}
CONTEXT = {"skos": str(SKOS), "dct": str(DCTERMS)}


def format_of(file_name):
    """The key in ``FORMATS`` that the name of a file asks for, or None."""
    suffix = PurePath(file_name).suffix.lower()
    return next((key for key, kind in FORMATS.items() if suffix in kind.extensions), None)


def scheme_uri():
    """The vocabulary itself."""
    return settings.BASE_URL.rstrip("/") + reverse("topics:list")


def concept_uri(slug):
    """One topic: its own address, so that who follows it gets the page."""
    return settings.BASE_URL.rstrip("/") + Topic.address(slug)


def kind_uri(kind):
    """A kind of topic: the part of the list where it stands."""
    return f"{scheme_uri()}#{kind}"


def vocabulary_graph():
    """The accepted topics as statements."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    scheme = URIRef(scheme_uri())
    region = SiteSettings.current()
    title = " ".join(part for part in (region.site_name, region.region_name) if part)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal(title, lang="nl")))
    for kind, label in _dutch_kinds():
        collection = URIRef(kind_uri(kind))
        graph.add((collection, RDF.type, SKOS.Collection))
        graph.add((collection, SKOS.prefLabel, Literal(label, lang="nl")))
    for topic in Topic.objects.accepted().select_related("broader"):
        _add(graph, scheme, topic)
    return graph


def _dutch_kinds():
    with translation.override("nl"):
        return [(kind, str(label)) for kind, label in Topic.Kind.choices]


def _add(graph, scheme, topic):
    concept = URIRef(concept_uri(topic.slug))
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.prefLabel, Literal(topic.name, lang="nl")))
    for word in topic.synonym_list:
        graph.add((concept, SKOS.altLabel, Literal(word, lang="nl")))
    if topic.definition:
        graph.add((concept, SKOS.definition, Literal(topic.definition, lang="nl")))
    if topic.broader is not None and topic.broader.status == Topic.Status.ACCEPTED:
        graph.add((concept, SKOS.broader, URIRef(concept_uri(topic.broader.slug))))
    else:
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
    if topic.uri:
        graph.add((concept, SKOS.exactMatch, URIRef(topic.uri)))
    graph.add((concept, DCTERMS.type, URIRef(kind_uri(topic.kind))))
    graph.add((URIRef(kind_uri(topic.kind)), SKOS.member, concept))


def export(key):
    """The whole vocabulary as text, in the format ``ttl`` or ``jsonld``."""
    options = {"context": CONTEXT, "auto_compact": False, "indent": 1} if key == "jsonld" else {}
    return vocabulary_graph().serialize(format=FORMATS[key].rdflib_name, **options)
