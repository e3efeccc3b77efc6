"""The text of a practice's documents: for the readers of the practice, and nobody else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from base.choices import Visibility
from base.document_text import reading
from base.models import DocumentText
from practices import attached
from practices.models import PracticeDocument, PracticePage
from tests.factories import documents
from tests.factories.files import DocumentFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db

LEVELS = [Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PARTICIPANTS]


def practice_with(*texts, level=Visibility.PUBLIC, **fields):
    """A practice with a document for each text, all of them read."""
    practice = PracticeFactory(visibility=level)
    for number, text in enumerate(texts):
        file = ContentFile(documents.pdf_bytes(text), name="stuk.pdf")
        document = DocumentFactory(title=f"Stuk {number}", file=file, **fields)
        PracticeDocument.objects.create(practice=practice, document=document, sort_order=len(texts) - number)
    reading.read_waiting()
    return PracticePage.objects.get(pk=practice.pk)


def test_the_text_of_all_documents_in_their_order():
    practice, other = practice_with("een", "twee"), practice_with("drie")
    assert practice.attached_text() == "twee\neen"
    assert attached.attached_texts([practice.pk, other.pk]) == {
        practice.pk: [("Stuk 1", "twee"), ("Stuk 0", "een")],
        other.pk: [("Stuk 0", "drie")],
    }


def test_a_practice_without_documents_has_no_text_and_costs_one_question(django_assert_num_queries):
    practice = practice_with()
    with django_assert_num_queries(1):
        assert practice.attached_text() == ""


@pytest.mark.parametrize("of_document", LEVELS)
@pytest.mark.parametrize("of_practice", LEVELS)
def test_a_document_for_fewer_people_stays_out(of_practice, of_document):
    """Who may see a public practice may not fetch its document for members (base.visibility)."""
    practice = practice_with("woord", level=of_practice, visibility=of_document)
    narrower = of_practice == Visibility.PUBLIC and of_document != Visibility.PUBLIC
    assert practice.attached_text() == ("" if narrower else "woord")


def test_a_document_in_a_closed_collection_stays_out():
    closed = Collection.get_first_root_node().add_child(instance=Collection(name="Gesloten"))
    below = closed.add_child(instance=Collection(name="Daarin"))
    practice = practice_with("woord", collection=below)
    assert practice.attached_text() == "woord"
    restriction = CollectionViewRestriction(collection=closed, restriction_type="login")
    restriction.save()
    # what a process remembers is old after the commit, which a test never has
    attached.stamps.forget()
    assert practice.attached_text() == ""
    assert attached.MADE_OF[CollectionViewRestriction](restriction) == [practice.pk]


def test_the_text_of_another_file_than_the_document_has_is_not_used():
    practice = practice_with("oud")
    DocumentText.objects.update(file_hash="another")
    assert practice.attached_text() == ""


def test_whatever_changes_the_text_names_the_practice():
    practice, _other = practice_with("een"), practice_with("twee")
    row = PracticeDocument.objects.get(practice=practice)
    for model, instance in (
        (PracticeDocument, row),
        (type(row.document), row.document),
        (DocumentText, row.document.read_text),
    ):
        assert attached.MADE_OF[model](instance) == [practice.pk]
