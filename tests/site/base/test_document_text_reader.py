"""The reader of documents: every kind is read, and a hostile file gets nothing done."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter

from base.document_text import outside
from tests.factories import documents
from tests.factories.files import PDF, archive_bytes


def read(content, kind):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return outside.read(file, kind)


def locked(content, password):
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, owner_password="van de eigenaar", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


DELETED = "<w:p><w:del><w:r><w:t>geschrapt</w:t></w:r></w:del><w:r><w:t>blijft</w:t></w:r></w:p>"
REMARK = "<text:p>Voor<office:annotation><text:p>opmerking</text:p></office:annotation> en<text:s/>na</text:p>"


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("pdf", documents.pdf_bytes("Eén gezin\néén plan", "Tweede blad"), "Eén gezin\néén plan\nTweede blad"),
        ("pdf", documents.pdf_bytes("de jeugd-\nbescherming van Noord-\nBrabant"), None),
        ("pdf", locked(documents.pdf_bytes("open met een leeg wachtwoord"), ""), "open met een leeg wachtwoord"),
        ("docx", documents.docx_text("Eerste alinea", "Tweede alinea"), "Eerste alinea\nTweede alinea"),
        ("docx", documents.docx_of("<w:p><w:r><w:t>Uit</w:t></w:r><w:r><w:t>huis</w:t></w:r></w:p>"), "Uithuis"),
        ("docx", documents.docx_of(DELETED), "blijft"),
        ("docx", documents.docx_of(DELETED, **{"word/comments.xml": "<w><t>opmerking</t></w>"}), "blijft"),
        ("xlsx", documents.xlsx_bytes({"A1": "wachttijd", "XFD1048576": "ver weg", "B2": 12}, "Plan"), None),
        ("pptx", documents.pptx_bytes({10: "tien", 2: "twee"}, ["notitie"]), "twee\ntien\nnotitie"),
        ("odt", documents.open_document_bytes("odt", "<text:h>Kop</text:h>" + REMARK), "Kop\nVoor en na"),
        (
            "ods",
            documents.open_document_bytes(
                "ods",
                '<table:table-cell table:number-columns-repeated="16384"><text:p>cel</text:p></table:table-cell>',
            ),
            "cel",
        ),
        ("odp", documents.open_document_bytes("odp", "<text:p>dia</text:p>"), "dia"),
        ("txt", "geheel in ünicode".encode(), "geheel in ünicode"),
        ("txt", "met een merk".encode("utf-16"), "met een merk"),
        ("csv", "naam;café\nrij;één".encode("cp1252"), "naam;café\nrij;één"),
    ],
)
def test_every_kind_of_document_is_read(kind, content, text):
    expected = {
        "pdf": "de jeugdbescherming van Noord-\nBrabant",
        "xlsx": "Plan\nwachttijd\nver weg",
    }
    assert read(content, kind) == outside.Result("read", "", text or expected[kind])


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "csv"])
def test_a_document_without_text_is_empty(kind):
    content = {
        "pdf": documents.pdf_pages(documents.pdf_stream(b"0 0 10 10 re f")),
        "docx": documents.docx_of("<w:p/>"),
        "odt": documents.open_document_bytes("odt", "<text:p> </text:p>"),
        "csv": b" \n\n",
    }
    assert read(content[kind], kind) == outside.Result("empty")


DTD = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w><t>&b;</t></w>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w><t>&a;</t></w>'


def swollen():
    """An archive of some 100 KB whose only part unpacks to 100 MB."""
    return archive_bytes({"word/document.xml": "<w>" + " " * 100_000_000})


def with_password():
    """An archive that says it has a password."""
    content = bytearray(documents.docx_text("geheim"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    for member in archive.infolist():
        content[member.header_offset + 6] |= 1
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("pdf", locked(documents.pdf_bytes("geheim"), "wachtwoord"), "encrypted"),
        ("docx", with_password(), "encrypted"),
        ("docx", swollen(), "bomb"),
        ("docx", archive_bytes({f"{number}.xml": "" for number in range(3001)}), "bomb"),
        ("docx", archive_bytes({"word/document.xml": DTD}), "xml"),
        ("docx", archive_bytes({"word/document.xml": OUTSIDE}), "xml"),
        ("odt", archive_bytes({"content.xml": DTD}), "xml"),
        ("docx", documents.xlsx_bytes({"A1": "een"}), "not_that_kind"),
        ("txt", b"een\x00twee", "not_text"),
    ],
)
def test_what_can_never_be_read_is_refused(kind, content, reason):
    assert read(content, kind) == outside.Result("refused", reason)


ITSELF = documents.pdf_stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", b""),
        ("pdf", PDF),
        ("pdf", b"%PDF-1.7\n" + b"1 0 obj<<" * 100_000),
        ("pdf", documents.pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])),
        ("pdf", documents.pdf_flood(4_000_000)),
        ("docx", b""),
        ("docx", b"PK\x03\x04" + b"\x00" * 100),
        ("docx", documents.docx_text("half")[:200]),
        ("docx", archive_bytes({"word/document.xml": "<w><t>"})),
        ("xlsx", archive_bytes({"xl/workbook.xml": "no xml"})),
        ("exe", b"MZ"),
    ],
)
def test_what_is_broken_fails_and_harms_nothing(kind, content):
    assert read(content, kind) == outside.Result("failed", "broken")


@pytest.mark.parametrize(
    "content",
    [
        documents.pdf_pages(documents.pdf_stream(b"/X Do"), resources=b"/XObject<</X 6 0 R>>", more=[ITSELF]),
        documents.pdf_pages(documents.pdf_stream(b"[" * 100_000)),
    ],
)
def test_a_pdf_that_turns_in_circles_gives_nothing(content):
    assert read(content, "pdf") == outside.Result("empty")


def test_a_page_that_can_not_be_read_leaves_the_others():
    whole = documents.pdf_stream(b"BT /F1 12 Tf 40 700 Td (leesbaar) Tj ET")
    broken = documents.pdf_stream(b"\x00\x01broken", b"/Filter/FlateDecode")
    assert read(documents.pdf_pages(broken, whole), "pdf") == outside.Result("read", "", "leesbaar")


def test_text_before_the_break_is_kept():
    content = archive_bytes({"word/document.xml": "<w><p><t>tot hier</t></p><p>"})
    assert read(content, "docx") == outside.Result("read", "", "tot hier")


def test_no_more_than_a_million_letters_and_two_hundred_pages_are_kept():
    assert len(read(b"woord " * 400_000, "txt").text) == 1_000_000
    assert read(documents.pdf_bytes(*["blad"] * 201), "pdf").text.split() == ["blad"] * 200


def test_a_reader_that_works_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(outside, "CPU_SECONDS", 1)
    assert read(documents.pdf_flood(3_000_000), "pdf") == outside.Result("failed", "time")


def test_a_reader_that_waits_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(outside, "SECONDS", 0.5)
    (tmp_path / "__main__.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(outside, "READER", tmp_path)
    assert read(b"", "txt") == outside.Result("failed", "time")


@pytest.mark.parametrize(
    "said",
    [
        "nothing like JSON",
        "[1, 2]",
        '{"status": "public", "reason": "", "text": ""}',
        '{"status": "read"}',
        "[" * 100_000,
    ],
)
def test_a_reader_that_was_taken_over_is_not_believed(said, monkeypatch, tmp_path):
    (tmp_path / "__main__.py").write_text(f"print({said!r})\n")
    monkeypatch.setattr(outside, "READER", tmp_path)
    assert read(b"", "txt") == outside.Result("failed", "crash")


def test_a_taken_over_reader_fills_neither_disk_nor_reason(monkeypatch, tmp_path):
    said = {"status": "refused", "reason": "a name\nof somebody", "text": "not kept"}
    (tmp_path / "__main__.py").write_text(f"import json\nprint(json.dumps({said!r}))\n")
    monkeypatch.setattr(outside, "READER", tmp_path)
    assert read(b"", "txt") == outside.Result("refused")


def behind_the_fence(code):
    """Run code as the reader would, after its limits are set; what it prints."""
    start = "import sys; sys.path.insert(0, sys.argv[3]); import limits; limits.fence(); limits.close_doors()\n"
    command = [sys.executable, "-I", "-B", "-c", start + code, "txt", "5", str(outside.READER)]
    ended = subprocess.run(command, capture_output=True, text=True, env={}, timeout=30)
    return ended.stdout.strip() or ended.stderr.strip().splitlines()[-1]


def test_the_reader_has_no_door_to_the_outside(tmp_path):
    assert behind_the_fence("import socket; socket.socket()").startswith("PermissionError")
    assert behind_the_fence("import subprocess; subprocess.run(['true'])").startswith("PermissionError")
    assert behind_the_fence("import os; os.system('true')").startswith("PermissionError")
    assert behind_the_fence(f"open({str(tmp_path / 'x')!r}, 'w')").startswith("PermissionError")
    assert list(tmp_path.iterdir()) == []


def test_the_reader_can_not_take_more_memory_than_it_got():
    assert behind_the_fence("bytearray(600 * 1024 * 1024)").startswith("MemoryError")


def test_the_reader_knows_nothing_of_the_site(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "very secret")
    (tmp_path / "__main__.py").write_text(
        "import json, os, sys\n"
        "text = ' '.join([*os.environ, str(os.listdir('.')), *(p for p in sys.path if 'site/base' in p)])\n"
        "print(json.dumps({'status': 'read', 'reason': '', 'text': text}))\n"
    )
    monkeypatch.setattr(outside, "READER", tmp_path)
    known = read(b"", "txt").text.split()
    assert sorted(known) == ["LC_ALL", "PYTHONIOENCODING", "[]"]
    assert os.environ["SECRET_KEY"] == "very secret"
