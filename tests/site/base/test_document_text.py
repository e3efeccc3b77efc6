"""Which documents are read, how often, and what is kept of them."""

import datetime
import logging
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from base.document_text import outside, reading
from base.models import CustomDocument, DocumentText
from tests.factories import documents
from tests.factories.files import DocumentFactory, upload
from tests.factories.people import AdministratorFactory

pytestmark = pytest.mark.django_db


def document_with(text, name="verslag.pdf", **fields):
    return DocumentFactory(file=ContentFile(documents.pdf_bytes(text), name=name), **fields)


def known(document):
    row = DocumentText.objects.get(document=document)
    return row.status, row.reason, row.text, row.attempts


@pytest.fixture
def failing(monkeypatch):
    """A reader that fails for every file; how often it was asked."""
    asked = mock.Mock(return_value=outside.Result("failed", "time"))
    monkeypatch.setattr(outside, "read", asked)
    return asked


def later(minutes):
    """Let all waits be ``minutes`` shorter."""
    for row in DocumentText.objects.exclude(next_try=None):
        row.next_try -= datetime.timedelta(minutes=minutes)
        row.save()


def test_a_saved_document_is_read_once_and_not_by_who_saves_it():
    document = document_with("gezinsplan")
    assert not DocumentText.objects.exists()
    assert reading.read_waiting() == 1
    assert known(document) == ("read", "", "gezinsplan", 1)
    assert reading.read_waiting() == 0
    document.refresh_from_db()
    assert document.words_inside() == "gezinsplan"


def test_a_document_nobody_has_read_holds_no_words():
    assert document_with("gezinsplan").words_inside() == ""


def test_the_text_of_a_replaced_file_goes_at_once():
    document = document_with("oude tekst")
    reading.read_waiting()
    document.file = ContentFile(documents.pdf_bytes("nieuwe tekst"), name="nieuw.pdf")
    document.save()
    assert known(document) == ("waiting", "", "", 0)
    assert reading.read_waiting() == 1
    assert known(document) == ("read", "", "nieuwe tekst", 1)


def test_another_title_changes_nothing_about_the_text():
    document = document_with("tekst")
    reading.read_waiting()
    document.title = "Anders"
    document.save()
    assert known(document) == ("read", "", "tekst", 1)
    assert reading.read_waiting() == 0


def test_a_file_replaced_behind_our_back_is_read_again_and_its_old_text_not_used():
    document = document_with("oude tekst")
    reading.read_waiting()
    CustomDocument.objects.filter(pk=document.pk).update(file_hash="another")
    document = CustomDocument.objects.get(pk=document.pk)
    assert document.words_inside() == ""
    assert [one.pk for one in reading.unread()] == [document.pk]


def test_text_goes_with_its_document():
    document = document_with("weg ermee")
    reading.read_waiting()
    document.delete()
    assert not DocumentText.objects.exists()


def test_a_document_removed_while_it_is_read_leaves_nothing(monkeypatch):
    document = document_with("weg ermee")

    def remove(file, kind):
        CustomDocument.objects.filter(pk=document.pk).delete()
        return outside.Result("read", "", "weg ermee")

    monkeypatch.setattr(outside, "read", remove)
    assert reading.read_waiting() == 0
    assert not DocumentText.objects.exists()


def test_a_file_replaced_while_it_is_read_does_not_get_the_old_text(monkeypatch):
    document = document_with("oud")

    def replace(file, kind):
        document.file = ContentFile(documents.pdf_bytes("nieuw"), name="nieuw.pdf")
        document.save()
        return outside.Result("read", "", "oud")

    monkeypatch.setattr(outside, "read", replace)
    assert reading.read_waiting() == 0
    assert known(document) == ("waiting", "", "", 0)


def test_a_file_is_tried_three_times_with_growing_pauses(failing):
    document = document_with("traag")
    for attempt in (1, 2, 3):
        assert reading.read_waiting() == 1
        assert known(document) == ("failed", "time", "", attempt)
        assert reading.read_waiting() == 0
        later(minutes=10 * attempt - 1)
        assert reading.read_waiting() == 0
        later(minutes=1)
    assert reading.read_waiting() == 0
    assert failing.call_count == 3


def test_a_file_that_takes_the_worker_down_is_tried_three_times(monkeypatch):
    document = document_with("dodelijk")
    killer = mock.Mock(side_effect=KeyboardInterrupt)
    monkeypatch.setattr(outside, "read", killer)
    for _attempt in range(3):
        with pytest.raises(KeyboardInterrupt):
            reading.read_waiting()
        assert reading.read_waiting() == 0
        later(minutes=10)
    assert reading.read_waiting() == 0
    assert known(document) == ("waiting", "", "", 3)
    assert killer.call_count == 3


def test_another_file_starts_counting_anew(failing):
    document = document_with("traag")
    reading.read_waiting()
    document.file = ContentFile(documents.pdf_bytes("sneller"), name="sneller.pdf")
    document.save()
    assert reading.read_waiting() == 1
    assert known(document) == ("failed", "time", "", 1)


def test_refused_is_refused_for_good():
    document = DocumentFactory(file=ContentFile(b"een\x00twee", name="raar.txt"))
    assert reading.read_waiting() == 1
    assert known(document) == ("refused", "not_text", "", 1)
    later(minutes=100)
    assert reading.read_waiting() == 0


def test_a_document_that_another_process_has_is_left_alone():
    document = document_with("van een ander")
    assert reading._take(document) is not None
    assert reading._take(document) is None
    assert reading.read_waiting() == 0


def test_a_lost_file_is_no_disaster():
    document = document_with("kwijt")
    document.file.storage.delete(document.file.name)
    assert reading.read_waiting() == 1
    assert known(document) == ("failed", "missing", "", 1)


def test_a_lost_file_without_a_hash_is_not_asked_for_each_time():
    document = document_with("kwijt")
    document.file.storage.delete(document.file.name)
    CustomDocument.objects.filter(pk=document.pk).update(file_hash="")
    assert reading.read_waiting() == 1
    assert reading.read_waiting() == 0


def test_a_file_that_is_too_big_for_us_is_refused(settings):
    document = document_with("groot")
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    reading.read_waiting()
    assert known(document) == ("refused", "too_big", "", 1)


def test_the_log_has_the_number_of_a_failed_document_and_nothing_of_it(failing, caplog):
    document = document_with("vertrouwelijk", name="verslag-jansen.pdf", title="Verslag Jansen")
    with caplog.at_level(logging.INFO):
        reading.read_waiting()
    assert caplog.messages == [f"Document {document.pk} not read: time (attempt 1)"]


def test_a_document_put_in_the_admin_has_its_hash_from_the_start(client):
    client.force_login(AdministratorFactory())
    data = {"title": "Handreiking", "file": upload("handreiking.pdf", documents.pdf_bytes("uit de admin"))}
    response = client.post("/beheer/documents/add/", data | {"visibility": "public", "tags": "", "collection": "1"})
    assert response.status_code == 302
    document = CustomDocument.objects.get(title="Handreiking")
    assert len(document.file_hash) == 40
    reading.read_waiting()
    assert known(document) == ("read", "", "uit de admin", 1)


def test_text_is_no_use_of_a_document():
    document = document_with("gebruikt door niemand")
    reading.read_waiting()
    assert list(document.get_usage()) == []


def test_the_command_reads_all_and_on_request_again(capsys):
    pages = [document_with(f"stuk {number}") for number in range(3)]
    call_command("read_documents")
    call_command("read_documents")
    call_command("read_documents", again=True)
    assert capsys.readouterr().out.split("\n") == ["3 documents read", "0 documents read", "3 documents read", ""]
    assert known(pages[0]) == ("read", "", "stuk 0", 1)


def test_reading_is_asked_for_after_the_commit_where_no_worker_runs(settings, django_capture_on_commit_callbacks):
    with mock.patch.object(reading.background, "start") as start:
        with django_capture_on_commit_callbacks(execute=True):
            document = document_with("door een worker")
        start.assert_not_called()
        settings.SEARCH_INDEX_IN_WEB = True
        with django_capture_on_commit_callbacks(execute=True):
            reading.changed(CustomDocument, document, created=True)
            start.assert_not_called()
        start.assert_called_once_with()


@pytest.mark.django_db(transaction=True)
def test_the_background_thread_reads_what_was_saved():
    document = document_with("in de achtergrond")
    reading.background.start()
    reading.background.wait(seconds=60)
    assert known(document) == ("read", "", "in de achtergrond", 1)
    assert DocumentText.objects.get().read_at <= timezone.now()
