"""The searches of the Wagtail admin find through our index what staff look for."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from base.document_text import reading
from tests.factories import documents
from tests.factories.files import DocumentFactory, ImageFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(client, search_index):
    """``find(address, words)`` indexes what was made and gives the titles that the admin shows for these words."""
    client.force_login(AdministratorFactory(name="Bea Heer", email="bea@voorbeeld.example"))

    def titles(address, words):
        search_index()
        response = client.get(address, {"q": words})
        assert response.status_code == 200
        context = response.context
        found = context["pages"] if "pages" in context else context["object_list"]
        return sorted(str(thing) for thing in found)

    return titles


def test_pages_and_drafts_by_title_and_summary(find):
    PracticeFactory(title="Jeugdbescherming aan tafel")
    PracticeFactory(title="Nog niet af", summary="Over jeugdbescherming.", live=False)
    PracticeFactory(title="Pleegzorg")
    address = reverse("wagtailadmin_pages:search")
    assert find(address, "jeugdbescherming") == ["Jeugdbescherming aan tafel", "Nog niet af"]
    assert find(address, "jeugdbes") == ["Jeugdbescherming aan tafel", "Nog niet af"]
    assert find(address, 'zeggen "niets"') == []


def test_pages_in_their_list(find):
    practice = PracticeFactory(title="Jeugdbescherming aan tafel")
    PracticeFactory(title="Pleegzorg")
    address = reverse("wagtailadmin_explore", args=[practice.get_parent().pk])
    assert find(address, "jeugdbescherming") == ["Jeugdbescherming aan tafel"]


def test_members_by_name_and_address(find):
    MemberFactory(name="Noor Zandstra", email="n.zandstra@aanbieder.example")
    MemberFactory(name="Piet Bakker", email="piet@gemeente.example")
    address = reverse("wagtailusers_users:index")
    assert find(address, "zandstra") == ["Noor Zandstra"]
    assert find(address, "noor") == ["Noor Zandstra"]
    assert find(address, "piet@gemeente.example") == ["Piet Bakker"]
    assert find(address, "aanbieder.example") == ["Noor Zandstra"]


def test_images_by_title_and_alternative_text(find):
    ImageFactory(title="Moestuin in de wijk")
    ImageFactory(title="Beeld", alt_text="Een moestuin")
    ImageFactory(title="Beeld", alt_text="Een plein")
    assert find(reverse("wagtailimages:index"), "moestuin") == ["Beeld", "Moestuin in de wijk"]


def test_documents_by_title_and_by_what_is_in_them(find):
    for title, text in (("Handreiking", "Over het gezinsplan."), ("Gezinsplan", "Leeg."), ("Anders", "Iets anders.")):
        DocumentFactory(title=title, file=ContentFile(documents.pdf_bytes(text), name="stuk.pdf"))
    assert find(reverse("wagtaildocs:index"), "gezinsplan") == ["Gezinsplan"]
    reading.read_waiting()
    assert find(reverse("wagtaildocs:index"), "gezinsplan") == ["Gezinsplan", "Handreiking"]


def test_topics_by_name_synonym_and_definition(find):
    TopicFactory(name="Uithuisplaatsing", synonyms="UHP")
    TopicFactory(name="Pleegzorg", synonyms="", definition="Na een uithuisplaatsing.")
    address = "/beheer/onderwerpen/"
    assert find(address, "UHP") == ["Uithuisplaatsing"]
    assert find(address, "uithuis") == ["Pleegzorg", "Uithuisplaatsing"]


def test_organisations_by_name(find):
    OrganisationFactory(name="Stichting De Zwaan")
    OrganisationFactory(name="Gemeente Almelo")
    assert find("/beheer/organisaties/", "zwaan") == ["Stichting De Zwaan"]


@pytest.mark.parametrize("words", ['"', "\x00", "*" * 500, "a" * 10_000, "-", "('", "NOT AND OR", "😀"])
def test_odd_words_break_no_search_of_the_admin(client, search_index, words):
    client.force_login(AdministratorFactory())
    for name in ("wagtailadmin_pages:search", "wagtailusers_users:index", "wagtailimages:index", "wagtaildocs:index"):
        assert client.get(reverse(name), {"q": words}).status_code in (200, 400)
