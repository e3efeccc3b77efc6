"""Autosave as the script of the form asks it, and the files of a draft."""

import json
import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.urls import reverse
from wagtail.models import Revision

from base.models import CustomDocument, CustomImage
from practices import actions, writing
from practices.models import Draft, PracticePage
from tests.factories.files import PDF, image_bytes, upload
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import practice_index

pytestmark = pytest.mark.django_db

BSN = "111222333"
SENTENCE = {"context": "thuis", "resource": "rust", "reasoning": "durft iemand", "outcome": "meer"}
TYPED = {"title": "Een vast gezicht", "summary": "Iemand die meegaat.", "approach": "1. Kom kennismaken"}


@pytest.fixture(autouse=True)
def index():
    return practice_index()


@pytest.fixture
def author():
    return MemberFactory()


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def draft(author):
    return actions.create_draft(author, TYPED)


def address(draft, name="draft_save"):
    return reverse(f"practices:{name}", args=[draft.pk])


def autosave(client, draft, started=None, **typed):
    """What the script posts: only the fields that changed, and from what they began."""
    names = {name.split("-")[0] if name.startswith("mechanisms-") else name for name in typed}
    data = {"stap": "alles", "only": ",".join(names), "started": json.dumps(started or {}), **typed}
    return client.post(address(draft), data)


def test_autosave_of_a_new_page_makes_the_draft_and_says_where_it_is(writer, author):
    key = uuid.uuid4()
    data = {"stap": "wat", "new": "1", "only": "title", "started": "{}", "title": "Nieuw"}
    for _ in range(2):
        answer = writer.post(reverse("practices:draft_save", args=[key]), data).json()
        assert answer["address"] == f"/praktijken/concept/{key}/"
    draft = Draft.objects.get()
    assert (draft.pk, draft.author, draft.data["title"], draft.version) == (key, author, "Nieuw", 1)


def test_autosave_stores_the_fields_that_changed_and_leaves_the_rest(writer, draft):
    began = writing.fingerprints(draft.data, ["title"])
    answer = autosave(writer, draft, began, title="Nieuwe titel").json()
    draft.refresh_from_db()
    assert (draft.data["title"], draft.data["approach"]) == ("Nieuwe titel", TYPED["approach"])
    assert answer["version"] == draft.version == 2
    assert answer["started"] == writing.fingerprints(draft.data, ["title"])
    assert answer["saved"].startswith("Bewaard om ")
    assert answer["held"] == []


def test_autosave_after_autosave_goes_on_from_what_was_stored(writer, draft):
    started = writing.fingerprints(draft.data, ["approach"])
    for text in ("een", "een twee", "een twee drie"):
        answer = autosave(writer, draft, started, approach=text).json()
        assert "conflict" not in answer
        started = answer["started"]
    draft.refresh_from_db()
    assert draft.data["approach"] == "een twee drie"


def test_autosave_of_rows_keeps_them_all(writer, draft):
    rows = {"mechanisms-TOTAL_FORMS": "2", "mechanisms-INITIAL_FORMS": "0"}
    rows |= {f"mechanisms-{number}-{name}": text for number in (0, 1) for name, text in SENTENCE.items()}
    autosave(writer, draft, {}, **rows)
    draft.refresh_from_db()
    assert [row["outcome"] for row in draft.data["mechanisms"]] == ["meer", "meer"]


def test_autosave_holds_personal_data_back_and_names_the_field_and_the_kind(writer, draft, caplog):
    began = writing.fingerprints(draft.data, ["approach", "title"])
    answer = autosave(writer, draft, began, approach=f"Zijn nummer is {BSN}.", title="Wel bewaard").json()
    assert [(held["name"], held["id"]) for held in answer["held"]] == [("approach", "id_approach")]
    assert "BSN" in answer["held"][0]["message"]
    assert 'name="privacy_replace"' in answer["findings"]
    draft.refresh_from_db()
    assert draft.data["title"] == "Wel bewaard"
    assert BSN not in caplog.text


def test_a_bsn_is_nowhere_in_the_database(writer, author, draft):
    began = writing.fingerprints(draft.data, ["approach"])
    for typed in (BSN[:8], BSN, f"{BSN[:4]} {BSN[4:7]} {BSN[7:]}", f"{BSN} en meer"):
        began = autosave(writer, draft, began, approach=f"Zijn nummer is {typed}").json()["started"]
    autosave(writer, draft, writing.fingerprints(draft.data, ["summary"]), summary=f"Van {BSN}")
    draft.refresh_from_db()
    actions.publish(actions.send_in(draft, author), StaffFactory())
    everything = [entry for model in (Draft, PracticePage, Revision, ContentType) for entry in model.objects.all()]
    stored = serializers.serialize("json", everything)
    assert BSN not in stored
    assert BSN[:8] not in stored


def test_autosave_takes_the_answer_that_a_name_is_of_no_client(writer, draft):
    text = "Mevrouw Willemsen zag meer rust."
    answer = autosave(writer, draft, {}, results=text).json()
    assert [held["name"] for held in answer["held"]] == ["results"]
    draft.refresh_from_db()
    assert "Willemsen" not in draft.data["results"]
    seen = answer["findings"].split('name="privacy_seen" value="')[1].split('"')[0]
    ticked = {"privacy_seen": seen, "privacy_confirmed": "1"}
    data = {"stap": "alles", "only": "results", "started": json.dumps(answer["started"]), "results": text, **ticked}
    assert writer.post(address(draft), data).json()["held"] == []
    draft.refresh_from_db()
    assert draft.data["results"] == text


def test_two_editors_of_one_field_both_keep_their_text_and_the_second_is_told(client, writer, author, draft):
    other = MemberFactory()
    actions.add_co_author(draft, author, other)
    began = writing.fingerprints(draft.data, ["approach"])
    autosave(writer, draft, began, approach="Van de een")
    client.force_login(other)
    for text in ("Van de ander", "Van de ander, en meer"):
        answer = autosave(client, draft, began, approach=text).json()
        assert answer["conflict"]["address"] == address(draft, "draft_choose")
    draft.refresh_from_db()
    assert draft.data["approach"] == "Van de een"
    assert draft.conflicts.get().data == {"approach": "Van de ander, en meer"}


@pytest.mark.parametrize("started", ["{", "[]", "null", '{"title": 3}', "[" * 5000])
def test_autosave_with_broken_json_loses_nothing(writer, draft, started):
    data = {"stap": "alles", "only": "title,results", "title": "Anders", "results": "Iets", "started": started}
    answer = writer.post(address(draft), data)
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert draft.data["title"] == TYPED["title"]
    assert draft.conflicts.get().data == {"title": "Anders"}
    assert draft.data["results"] == "Iets"


@pytest.mark.parametrize("value", ["x" * 100_000, "voor\x00na", "om\u202ekering"], ids=["long", "nul", "rtl"])
@pytest.mark.parametrize("name", ["approach", "title", "age_from", "recognition_date", "contact", "visibility"])
def test_autosave_takes_hostile_text_without_harm(writer, draft, name, value):
    began = writing.fingerprints(draft.data, [name])
    data = {"stap": "alles", "only": name, "started": json.dumps(began), name: value}
    assert writer.post(address(draft), data).status_code == 200
    draft.refresh_from_db()
    stored = json.dumps(draft.data, ensure_ascii=False)
    assert "\x00" not in stored and "\u202e" not in stored


def test_autosave_with_fields_that_are_none_stores_nothing_of_them(writer, draft):
    data = {"stap": "alles", "only": "owner,live,image,documents,title", "title": TYPED["title"], "image": "1"}
    assert writer.post(address(draft), data).status_code == 200
    draft.refresh_from_db()
    assert {"owner", "live", "image", "documents"}.isdisjoint(draft.data)


def test_autosave_says_so_when_somebody_is_signed_out_or_the_draft_is_gone(client, writer, draft):
    gone = writer.post(reverse("practices:draft_save", args=[uuid.uuid4()]), {"stap": "alles"})
    assert gone.status_code == 404
    client.logout()
    answer = client.post(address(draft), {"stap": "alles", "only": "title", "title": "Weg"})
    assert answer.status_code == 401
    assert answer.json()["error"].startswith("Je bent uitgelogd.")


def test_a_new_token_can_be_asked_after_signing_in_again(writer, draft):
    assert len(writer.get(address(draft)).json()["csrf"]) > 30


def test_autosave_bumps_no_kept_pages(writer, draft):
    from base import stamps

    before = stamps.current("site")
    autosave(writer, draft, writing.fingerprints(draft.data, ["title"]), title="Anders")
    assert stamps.current("site") == before


def send(client, draft, kind, name, content, **fields):
    data = {"kind": kind, f"{kind}-file": upload(name, content)} | {f"{kind}-{key}": v for key, v in fields.items()}
    return client.post(address(draft, "draft_files"), data)


def test_an_image_and_a_document_come_with_the_practice(writer, author, draft):
    assert send(writer, draft, "image", "Daan.png", image_bytes(), alt_text="Een tafel").status_code == 302
    assert send(writer, draft, "document", "Daan.pdf", PDF, title="Het plan").status_code == 302
    image, document = CustomImage.objects.get(), CustomDocument.objects.get()
    assert (image.alt_text, image.uploaded_by_user) == ("Een tafel", author)
    assert "daan" not in image.file.name.lower() + document.file.name.lower()
    draft.refresh_from_db()
    page = PracticePage.objects.get(pk=actions.publish(actions.send_in(draft, author), StaffFactory()).pk)
    assert (page.image, page.documents.get().document) == (image, document)
    html = writer.get(address(draft, "draft_files")).content.decode()
    assert "Het plan" in html


def test_files_are_taken_away_again(writer, draft):
    send(writer, draft, "image", "a.png", image_bytes(), is_decorative="on")
    send(writer, draft, "document", "a.pdf", PDF, title="Het plan")
    draft.refresh_from_db()
    writer.post(address(draft, "draft_files"), {"remove_image": "1"})
    writer.post(address(draft, "draft_files"), {"remove_document": draft.data["documents"][0]})
    draft.refresh_from_db()
    assert (draft.data["image"], draft.data["documents"]) == ("", [])


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("image", "stuk.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00"),
        ("image", "pagina.png", b"<html><script>alert(1)</script></html>"),
        ("image", "leeg.png", b""),
        ("document", "programma.pdf", b"MZ\x90\x00" + b"x" * 100),
        ("document", "programma.exe", b"MZ\x90\x00"),
    ],
)
def test_a_broken_or_disguised_file_is_an_error_of_the_form(writer, draft, kind, name, content):
    response = send(writer, draft, kind, name, content, alt_text="Iets", title="Iets")
    assert response.status_code == 422
    assert f'href="#id_{kind}-file"' in response.content.decode()
    assert (CustomImage.objects.count(), CustomDocument.objects.count()) == (0, 0)


def test_an_image_needs_words_or_the_tick_that_it_carries_no_meaning(writer, draft):
    response = send(writer, draft, "image", "a.png", image_bytes())
    assert response.status_code == 422
    assert 'href="#id_image-alt_text"' in response.content.decode()


def test_files_of_somebody_elses_draft_are_not_there(client, draft):
    client.force_login(MemberFactory())
    assert client.get(address(draft, "draft_files")).status_code == 404
    assert send(client, draft, "document", "a.pdf", PDF, title="x").status_code == 404
    assert client.post(address(draft, "draft_files"), {"kind": "other"}).status_code == 404


def test_a_file_that_staff_deleted_is_left_out(writer, author, draft):
    send(writer, draft, "image", "a.png", image_bytes(), is_decorative="on")
    send(writer, draft, "document", "a.pdf", PDF, title="Het plan")
    CustomImage.objects.all().delete()
    CustomDocument.objects.all().delete()
    draft.refresh_from_db()
    page = actions.send_in(draft, author)
    assert (page.image, page.documents.count()) == (None, 0)
