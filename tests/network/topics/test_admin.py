"""The vocabulary in the Wagtail admin."""

import io

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from network.people.models import MemberTopic
from network.topics.models import Topic
from network.topics.skos import export
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

LIST = "/beheer/onderwerpen/"


@pytest.fixture
def staff(client):
    member = StaffFactory()
    client.force_login(member)
    return member


def names(response):
    return [topic.name for topic in response.context["object_list"]]


def test_list_filters_by_kind_status_and_broader(client, staff):
    top = TopicFactory(name="Boven", kind="theme")
    TopicFactory(name="Onder", kind="law", broader=top)
    TopicFactory(name="Voorstel", status="suggested")
    assert names(client.get(LIST)) == ["Boven", "Onder", "Voorstel"]
    assert names(client.get(LIST, {"kind": "law"})) == ["Onder"]
    assert names(client.get(LIST, {"status": "suggested"})) == ["Voorstel"]
    assert names(client.get(LIST, {"broader": top.pk})) == ["Onder"]


def test_list_searches_names_and_synonyms(client, staff):
    TopicFactory(name="Schoolverzuim", synonyms="spijbelen")
    TopicFactory(name="Rouw")
    assert names(client.get(LIST, {"q": "spijbelen"})) == ["Schoolverzuim"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_export_defuses_formulas(client, staff, start):
    TopicFactory(name=f"{start}cmd|' /C calc'!A0")
    body = b"".join(client.get(LIST, {"export": "csv"}).streaming_content).decode()
    assert f"'{start}cmd|" in body


def test_xlsx_export_defuses_formulas(client, staff):
    TopicFactory(name="=1+1", definition="@SUM(A1)", slug="een")
    content = b"".join(client.get(LIST, {"export": "xlsx"}).streaming_content)
    [head, row] = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert row[:4] == ("'=1+1", "een", "theme", "'@SUM(A1)")


def test_staff_add_a_topic_and_the_address_comes_by_itself(client, staff):
    response = client.post(
        f"{LIST}add/", {"name": "Jonge mantelzorgers", "slug": "", "kind": "target_group", "broader": ""}
    )
    assert response.status_code == 302, response.context["form"].errors
    topic = Topic.objects.get()
    assert (topic.slug, topic.status) == ("jonge-mantelzorgers", "accepted")


def test_staff_get_an_error_for_a_circle(client, staff):
    top = TopicFactory()
    below = TopicFactory(broader=top)
    response = client.post(
        f"{LIST}edit/{top.pk}/", {"name": top.name, "slug": top.slug, "kind": "theme", "broader": below.pk}
    )
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["broader"]
    assert Topic.objects.get(pk=top.pk).broader is None


def test_the_address_of_a_topic_stays_what_it_was(client, staff):
    topic = TopicFactory(slug="oud")
    client.post(f"{LIST}edit/{topic.pk}/", {"name": "Nieuw", "slug": "nieuw", "kind": "theme", "broader": ""})
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Nieuw", "oud")


def test_a_merged_topic_is_not_edited(client, staff):
    target = TopicFactory()
    merged = TopicFactory(status="merged", merged_into=target, name="Oud")
    goal = reverse("topics_admin:edit", args=[target.pk])
    assert client.get(f"{LIST}edit/{merged.pk}/")["Location"] == goal
    assert client.post(f"{LIST}edit/{merged.pk}/", {"name": "Nieuw", "kind": "theme"})["Location"] == goal
    assert Topic.objects.get(pk=merged.pk).name == "Oud"


@pytest.mark.parametrize("verb", ["aannemen", "afwijzen", "samenvoegen"])
def test_members_can_do_nothing_with_a_topic(client, verb):
    topic = TopicFactory(status="suggested")
    client.force_login(MemberFactory())
    response = client.post(f"{LIST}{topic.pk}/{verb}/", {"remark": "x"})
    assert response.status_code in (302, 403)
    assert Topic.objects.get(pk=topic.pk).status == "suggested"


def test_staff_accept_a_suggestion(client, staff):
    topic = TopicFactory(status="suggested", suggested_by=MemberFactory(), suggestion_reason="Dat zoek ik.")
    assert "Dat zoek ik." in client.get(f"{LIST}{topic.pk}/aannemen/").text
    client.post(f"{LIST}{topic.pk}/aannemen/", {"remark": "Goed idee."})
    topic.refresh_from_db()
    assert (topic.status, topic.remark) == ("accepted", "Goed idee.")


def test_staff_decline_a_suggestion_only_with_a_reason(client, staff):
    topic = TopicFactory(status="suggested")
    response = client.post(f"{LIST}{topic.pk}/afwijzen/", {"remark": ""})
    assert list(response.context["form"].errors) == ["remark"]
    client.post(f"{LIST}{topic.pk}/afwijzen/", {"remark": "Te algemeen."})
    assert Topic.objects.get(pk=topic.pk).status == "declined"


def test_merging_asks_first_and_says_what_moves(client, staff):
    source, target = TopicFactory(name="Echtscheiding"), TopicFactory(name="Scheiding")
    PracticeFactory(with_topics=[source])
    MemberTopic.objects.create(member=staff, topic=source)
    response = client.post(f"{LIST}{source.pk}/samenvoegen/", {"target": target.pk})
    assert sorted(number for _label, number in response.context["things"]) == [1, 1]
    assert Topic.objects.get(pk=source.pk).status == "accepted"
    client.post(f"{LIST}{source.pk}/samenvoegen/", {"target": target.pk, "confirmed": "1"})
    source.refresh_from_db()
    assert (source.status, source.merged_into) == ("merged", target)


@pytest.mark.parametrize("target", ["", "999999", "x\x00", "self"])
def test_merging_refuses_a_target_that_is_none(client, staff, target):
    source = TopicFactory()
    response = client.post(
        f"{LIST}{source.pk}/samenvoegen/", {"target": source.pk if target == "self" else target, "confirmed": "1"}
    )
    assert list(response.context["form"].errors) == ["target"]
    assert Topic.objects.get(pk=source.pk).status == "accepted"


def test_the_dashboard_says_what_waits(client, staff):
    assert "wacht op een antwoord" not in client.get("/beheer/").text
    TopicFactory(status="suggested", name="Schoolangst")
    assert "Schoolangst" in client.get("/beheer/").text


def upload(client, text, name="woorden.ttl"):
    return client.post(f"{LIST}importeren/", {"file": SimpleUploadedFile(name, text.encode())})


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://thesaurus.example/1> a skos:Concept ; skos:prefLabel "Rouw"@nl ; skos:altLabel "verlies"@nl .
"""


def test_import_shows_first_and_stores_on_the_second_button(client, staff):
    response = upload(client, TURTLE)
    assert [str(row.label) for row in response.context["report"]] == ["Nieuw"]
    assert not Topic.objects.exists()
    client.post(f"{LIST}importeren/", {"upload": response.context["upload"]})
    topic = Topic.objects.get()
    assert (topic.name, topic.synonym_list, topic.uri) == ("Rouw", ["verlies"], "https://thesaurus.example/1")


def test_import_of_a_forged_upload_stores_nothing(client, staff):
    forged = upload(client, TURTLE).context["upload"][:-3] + "abc"
    response = client.post(f"{LIST}importeren/", {"upload": forged})
    assert response["Location"] == reverse("topics_admin:import")
    assert not Topic.objects.exists()


def test_import_checks_again_what_changed_meanwhile(client, staff):
    shown = upload(client, TURTLE).context["upload"]
    TopicFactory(name="Rouw", slug="rouw")
    client.post(f"{LIST}importeren/", {"upload": shown})
    assert list(Topic.objects.values_list("slug", "synonyms")) == [("rouw", "verlies")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("woorden.rdf", TURTLE),
        ("woorden.ttl", "geen turtle <"),
        ("woorden.ttl", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
        ("woorden.jsonld", "{"),
        ("woorden.jsonld", '{"@context": "https://elders.example/context.json"}'),
        ("woorden.ttl", "x" * (2 * 1024 * 1024 + 1)),
        ("woorden.ttl", "\x00"),
        ("woorden.ttl", "[" * 100_000),
        ("woorden.jsonld", "[" * 100_000),
        ("woorden.ttl", ""),
    ],
)
def test_import_of_a_broken_file_is_a_form_error(client, staff, name, text):
    response = upload(client, text, name)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert not Topic.objects.exists()


def test_import_is_for_who_looks_after_the_vocabulary(client):
    client.force_login(MemberFactory())
    assert upload(client, TURTLE).status_code in (302, 403)


def test_import_of_a_large_vocabulary_fits_in_the_page(client, staff):
    for number in range(60):
        TopicFactory(definition="Een heel verhaal. " * 100, name=f"Woord {number}")
    text = export("ttl")
    Topic.objects.all().delete()
    shown = upload(client, text).context["upload"]
    response = client.post(f"{LIST}importeren/", {"upload": shown})
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["success"]
    assert Topic.objects.count() == 60
