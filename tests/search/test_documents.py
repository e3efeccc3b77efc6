"""A practice is found by what stands in its documents, for as long as it stands there."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from base import stamps
from base.choices import Visibility
from base.document_text import reading
from practices.models import PracticeDocument
from tests.factories import documents
from tests.factories.files import DocumentFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db

TEXT = "Werken met de zwanenhalsmethode in de wijk."


@pytest.fixture
def found(client, search_index):
    """Reads and indexes what waits; gives the titles and fragments that a visitor finds for a word of the document."""

    def search(words="zwanenhalsmethode"):
        reading.read_waiting()
        search_index()
        results = client.get("/api/v1/search", {"q": words}).json()["results"]
        return [(row["title"], row["highlight"]) for row in results]

    return search


@pytest.fixture
def document():
    """A document of a public practice, not read yet."""
    practice = PracticeFactory(title="Buurtgezinnen")
    file = ContentFile(documents.pdf_bytes(TEXT), name="stuk.pdf")
    document = DocumentFactory(title="Handreiking", file=file)
    PracticeDocument.objects.create(practice=practice, document=document)
    return document


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stuk.pdf", documents.pdf_bytes(TEXT)),
        ("stuk.docx", documents.docx_text(TEXT)),
        ("stuk.xlsx", documents.xlsx_bytes({"C3": TEXT})),
        ("stuk.pptx", documents.pptx_bytes({1: TEXT})),
        ("stuk.odt", documents.open_document_bytes("odt", f"<text:p>{TEXT}</text:p>")),
        ("stuk.txt", TEXT.encode()),
    ],
)
def test_a_practice_is_found_by_the_words_of_its_document(found, document, name, content):
    document.file = ContentFile(content, name=name)
    document.save()
    [(title, highlight)] = found()
    assert title == "Buurtgezinnen"
    assert "zwanenhalsmethode" in str(highlight)


def test_it_is_found_no_longer_when_the_document_is_gone(found, document):
    assert len(found()) == 1
    document.delete()
    assert found() == []


def test_it_is_found_no_longer_when_the_document_is_taken_from_it(found, document):
    assert len(found()) == 1
    PracticeDocument.objects.get().delete()
    assert found() == []


def test_it_is_found_by_the_file_that_the_document_has_now(found, document):
    assert len(found()) == 1
    document.file = ContentFile(documents.pdf_bytes("Over eendenkuikens."), name="nieuw.pdf")
    document.save()
    assert found() == []
    assert len(found("eendenkuikens")) == 1


def test_it_is_found_no_longer_when_the_document_is_for_members(found, document):
    assert len(found()) == 1
    document.visibility = Visibility.MEMBERS
    document.save()
    assert found() == []


def test_it_is_found_no_longer_when_the_collection_is_closed(found, document):
    assert len(found()) == 1
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    )
    # the commit that makes remembered things old never comes in a test
    stamps.forget()
    assert found() == []
    restriction.delete()
    stamps.forget()
    assert len(found()) == 1
