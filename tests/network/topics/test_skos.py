"""The vocabulary in SKOS, out and in."""

import json
import socket

import pytest
from django.core.management import CommandError, call_command
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from network.topics.importing import CHANGED, NEW, SAME, WRONG, import_topics
from network.topics.models import Topic
from network.topics.skos import BrokenFile, export
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

PREFIX = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .\n"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Reading a file never goes anywhere."""

    def refuse(self, address):
        raise AssertionError(f"went to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def site(settings):
    settings.BASE_URL = "https://regio.example"


@pytest.fixture
def vocabulary(site):
    top = TopicFactory(name="Onderwijs", slug="onderwijs", definition="", kind="theme")
    TopicFactory(
        name="Schoolverzuim",
        slug="schoolverzuim",
        kind="target_group",
        definition='Een kind "mist" lessen.\nVaak.',
        synonyms="verzuim\nspijbelen",
        broader=top,
        uri="https://thesaurus.example/42",
    )
    TopicFactory(name="Geheim voorstel", status="suggested")


def state():
    return list(
        Topic.objects.accepted().values_list(
            "name", "slug", "kind", "definition", "synonyms", "broader__slug", "uri", "status"
        )
    )


def outcomes(report):
    return {row.concept.name: row.outcome for row in report}


@pytest.mark.parametrize(("key", "name"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_export_says_all_of_a_topic(vocabulary, key, name):
    graph = Graph().parse(data=export(key), format=name)
    scheme = URIRef("https://regio.example/onderwerpen/")
    topic = URIRef("https://regio.example/onderwerpen/schoolverzuim/")
    top = URIRef("https://regio.example/onderwerpen/onderwijs/")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    assert set(graph.predicate_objects(topic)) == {
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, scheme),
        (SKOS.prefLabel, Literal("Schoolverzuim", lang="nl")),
        (SKOS.altLabel, Literal("verzuim", lang="nl")),
        (SKOS.altLabel, Literal("spijbelen", lang="nl")),
        (SKOS.definition, Literal('Een kind "mist" lessen.\nVaak.', lang="nl")),
        (SKOS.broader, top),
        (SKOS.exactMatch, URIRef("https://thesaurus.example/42")),
        (DCTERMS.type, URIRef("https://regio.example/onderwerpen/#target_group")),
    }
    assert (top, SKOS.topConceptOf, scheme) in graph


def test_export_leaves_out_what_is_not_accepted(vocabulary):
    assert "Geheim voorstel" not in export("ttl")


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/onderwerpen/skos.ttl", "text/turtle"), ("/onderwerpen/skos.jsonld", "application/ld+json")],
)
def test_the_export_is_open_to_everybody(client, vocabulary, address, kind):
    response = client.get(address)
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert "Schoolverzuim" in response.text
    assert "Geheim voorstel" not in response.text


@pytest.mark.parametrize("key", ["ttl", "jsonld"])
def test_round_trip_into_an_empty_site_gives_the_same_topics(vocabulary, key):
    before, text = state(), export(key)
    Topic.objects.all().delete()
    report = import_topics(text.encode(), key)
    assert outcomes(report) == {"Onderwijs": NEW, "Schoolverzuim": NEW}
    after = state()
    assert [(*row[:4], set(row[4].split("\n")), *row[5:]) for row in after] == [
        (*row[:4], set(row[4].split("\n")), *row[5:]) for row in before
    ]


@pytest.mark.parametrize("key", ["ttl", "jsonld"])
def test_importing_what_was_exported_changes_nothing(vocabulary, key):
    before = state()
    assert outcomes(import_topics(export(key).encode(), key)) == {"Onderwijs": SAME, "Schoolverzuim": SAME}
    assert state() == before


def test_importing_a_vocabulary_of_elsewhere_twice_makes_no_duplicate(site):
    text = (
        PREFIX
        + """
    <https://elders.example/a> a skos:Concept ; skos:prefLabel "Rouw"@nl, "Grief"@en ;
        skos:broader <https://elders.example/b> .
    <https://elders.example/b> a skos:Concept ; skos:prefLabel "Verlies" ; dct:type "theme" ;
        skos:narrower <https://elders.example/c> .
    <https://elders.example/c> a skos:Concept ; skos:prefLabel "Afscheid"@nl .
    """
    )
    assert outcomes(import_topics(text.encode(), "ttl")) == {"Afscheid": NEW, "Rouw": NEW, "Verlies": NEW}
    assert outcomes(import_topics(text.encode(), "ttl")) == {"Afscheid": SAME, "Rouw": SAME, "Verlies": SAME}
    assert list(Topic.objects.values_list("name", "slug", "broader__name", "uri")) == [
        ("Afscheid", "afscheid", "Verlies", "https://elders.example/c"),
        ("Rouw", "rouw", "Verlies", "https://elders.example/a"),
        ("Verlies", "verlies", None, "https://elders.example/b"),
    ]


def test_a_concept_is_found_by_its_address_before_its_name(site):
    topic = TopicFactory(name="Oude naam", uri="https://elders.example/a")
    text = PREFIX + '<https://elders.example/a> a skos:Concept ; skos:prefLabel "Nieuwe naam"@nl .'
    assert outcomes(import_topics(text.encode(), "ttl")) == {"Nieuwe naam": CHANGED}
    assert Topic.objects.get().pk == topic.pk
    assert Topic.objects.get().name == "Nieuwe naam"


def test_a_concept_is_found_by_its_name_and_keeps_what_the_file_is_silent_about(site):
    TopicFactory(name="Rouw", slug="rouw", kind="law", definition="Verdriet.", synonyms="verlies")
    text = PREFIX + '<https://elders.example/a> a skos:Concept ; skos:prefLabel "ROUW"@nl .'
    import_topics(text.encode(), "ttl")
    assert list(Topic.objects.values_list("name", "kind", "definition", "synonyms")) == [
        ("ROUW", "law", "Verdriet.", "verlies")
    ]


def test_a_name_that_was_merged_away_stays_away(site):
    target = TopicFactory(name="Scheiding")
    TopicFactory(name="Echtscheiding", status="merged", merged_into=target)
    text = (
        PREFIX
        + """
    <https://elders.example/a> a skos:Concept ; skos:prefLabel "Echtscheiding"@nl .
    <https://elders.example/b> a skos:Concept ; skos:prefLabel "Co-ouderschap"@nl ;
        skos:broader <https://elders.example/a> .
    """
    )
    report = import_topics(text.encode(), "ttl")
    assert outcomes(report) == {"Echtscheiding": SAME, "Co-ouderschap": NEW}
    assert Topic.objects.get(name="Co-ouderschap").broader == target
    assert Topic.objects.get(name="Echtscheiding").status == "merged"


def test_a_suggestion_that_the_file_has_becomes_part_of_the_vocabulary(site):
    TopicFactory(name="Rouw", status="suggested")
    import_topics((PREFIX + '<urn:x:1> a skos:Concept ; skos:prefLabel "Rouw"@nl .').encode(), "ttl")
    assert list(Topic.objects.values_list("status", "uri")) == [("accepted", "")]


def test_one_wrong_concept_and_nothing_is_stored(site):
    text = (
        PREFIX
        + """
    <https://elders.example/a> a skos:Concept ; skos:prefLabel "Goed"@nl .
    <https://elders.example/b> a skos:Concept ; skos:prefLabel "Wees"@nl ; skos:broader <https://elders.example/weg> .
    <https://elders.example/c> a skos:Concept .
    """
    )
    report = import_topics(text.encode(), "ttl")
    assert outcomes(report) == {"Goed": NEW, "Wees": WRONG, "": WRONG}
    assert not Topic.objects.exists()


def test_a_dry_run_stores_nothing(site):
    text = PREFIX + '<https://elders.example/a> a skos:Concept ; skos:prefLabel "Rouw"@nl .'
    assert outcomes(import_topics(text.encode(), "ttl", dry_run=True)) == {"Rouw": NEW}
    assert not Topic.objects.exists()


def test_a_circle_in_the_file_is_wrong(site):
    text = (
        PREFIX
        + """
    <https://elders.example/a> a skos:Concept ; skos:prefLabel "A"@nl ; skos:broader <https://elders.example/b> .
    <https://elders.example/b> a skos:Concept ; skos:prefLabel "B"@nl ; skos:broader <https://elders.example/a> .
    """
    )
    assert WRONG in outcomes(import_topics(text.encode(), "ttl")).values()
    assert not Topic.objects.exists()


def test_a_file_may_turn_a_tree_upside_down(site):
    top = TopicFactory(name="Boven", slug="boven")
    TopicFactory(name="Onder", slug="onder", broader=top)
    text = (
        PREFIX
        + """
    <https://regio.example/onderwerpen/boven/> a skos:Concept ; skos:prefLabel "Boven"@nl ;
        skos:broader <https://regio.example/onderwerpen/onder/> .
    <https://regio.example/onderwerpen/onder/> a skos:Concept ; skos:prefLabel "Onder"@nl ;
        skos:topConceptOf <https://regio.example/onderwerpen/> .
    """
    )
    assert outcomes(import_topics(text.encode(), "ttl")) == {"Boven": CHANGED, "Onder": CHANGED}
    assert list(Topic.objects.values_list("name", "broader__name")) == [("Boven", "Onder"), ("Onder", None)]


def test_two_concepts_with_one_name_are_wrong(site):
    text = (
        PREFIX
        + """
    <https://elders.example/a> a skos:Concept ; skos:prefLabel "Rouw"@nl .
    <https://elders.example/b> a skos:Concept ; skos:prefLabel "rouw"@nl .
    """
    )
    report = import_topics(text.encode(), "ttl")
    assert [row.outcome for row in report].count(WRONG) == 1


def test_a_name_that_is_too_long_is_wrong_with_the_reason(site):
    text = PREFIX + f'<https://elders.example/a> a skos:Concept ; skos:prefLabel "{"x" * 101}"@nl .'
    [row] = import_topics(text.encode(), "ttl")
    assert row.outcome == WRONG
    assert "101" in row.notes[0]


@pytest.mark.parametrize(
    "context",
    [
        "https://elders.example/context.json",
        "file:///etc/passwd",
        ["https://elders.example/context.json"],
        {"@import": "https://elders.example/context.json"},
        {"woord": {"@id": "http://x.example/", "@context": "https://elders.example/context.json"}},
    ],
)
def test_json_ld_with_a_context_elsewhere_is_refused(context):
    with pytest.raises(BrokenFile, match="@context"):
        import_topics(json.dumps({"@context": context, "@graph": []}).encode(), "jsonld")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00", b"x" * (2 * 1024 * 1024 + 1), b"", b"<a> <b> <c> ."])
def test_a_file_that_is_no_vocabulary_is_broken(data):
    with pytest.raises(BrokenFile):
        import_topics(data, "ttl")


def test_the_commands_export_and_import(vocabulary, tmp_path, capsys):
    call_command("export_skos", format="jsonld")
    file = tmp_path / "woorden.jsonld"
    file.write_text(capsys.readouterr().out)
    Topic.objects.all().delete()
    call_command("import_skos", file, dry_run=True)
    assert not Topic.objects.exists()
    call_command("import_skos", file)
    assert [row[0] for row in state()] == ["Onderwijs", "Schoolverzuim"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("woorden.ttl", "kapot <"),
        ("woorden.txt", ""),
        ("weg.ttl", None),
        ("fout.ttl", PREFIX + "<urn:a:b> a skos:Concept ."),
    ],
)
def test_the_import_command_says_what_is_wrong(tmp_path, name, text, capsys):
    file = tmp_path / name
    if text is not None:
        file.write_text(text)
    with pytest.raises(CommandError):
        call_command("import_skos", file)
