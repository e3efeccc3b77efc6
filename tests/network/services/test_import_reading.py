"""Files that staff import: what is read of them, and what is refused."""

import io
import zipfile

import openpyxl
import pytest

from network.services.importing import reading
from network.services.importing.mapping import guess, missing
from network.services.importing.reading import UnreadableFile, read_table
from tests.factories.documents import xlsx_bytes
from tests.factories.files import CONTENT_TYPES, archive_bytes


def test_a_csv_is_read_whatever_its_encoding_and_separator():
    text = "Naam;Plaats\r\nCafé Zoë;Één\r\n\r\n"
    expected = [(2, ["Café Zoë", "Één"])]
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        table = read_table("a.CSV", text.encode(encoding))
        assert (table.header, table.rows) == (["Naam", "Plaats"], expected), encoding
    assert read_table("a.csv", text.replace(";", ",").encode()).rows == expected
    assert read_table("a.csv", text.replace(";", "\t").encode()).rows == expected


def test_a_spreadsheet_is_read_with_the_numbers_of_its_rows():
    cells = {"A2": "Naam", "B2": "Weken", "A3": "Een", "B3": 4.0, "A6": "Twee", "B6": True}
    table = read_table("a.xlsx", xlsx_bytes(cells))
    assert table.header == ["Naam", "Weken"]
    assert table.rows == [(3, ["Een", "4"]), (6, ["Twee", "1"])]


def test_a_formula_stays_the_text_of_a_formula():
    content = xlsx_bytes({"A1": "Naam", "A2": '=HYPERLINK("http://evil.example")', "A3": "=1+1"})
    assert [cells for _number, cells in read_table("a.xlsx", content).rows] == [
        ['=HYPERLINK("http://evil.example")'],
        ["=1+1"],
    ]


def bomb(size):
    """A file of a few kilobytes that is a spreadsheet of ``size`` bytes once it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return out.getvalue()


def test_a_spreadsheet_that_unpacks_to_far_more_is_refused():
    content = bomb(60_000_000)
    assert len(content) < 100_000
    with pytest.raises(UnreadableFile):
        read_table("a.xlsx", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"no zip"),
        ("a.xlsx", archive_bytes({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<!DOCTYPE x>"})),
        ("a.xls", b"x"),
        ("a.csv", b"Naam\r\n"),
        ("a.csv", b""),
        ("a.csv", b"Naam\r\nEen\x00\r\n"),
        ("a.csv", b'Naam\r\n"Een" twee"\r\n'),
        ("a.csv", b"Naam\r\n" + b"a" * 10_001),
        ("a.csv", b"Naam\r\n" + b";" * 100 + b"a"),
    ],
)
def test_what_is_no_table_is_refused(name, content):
    with pytest.raises(UnreadableFile):
        read_table(name, content)


def test_too_many_rows_and_bytes_are_refused(monkeypatch, settings):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert len(read_table("a.csv", b"Naam\n1\n2\n").rows) == 2
    with pytest.raises(UnreadableFile):
        read_table("a.csv", b"Naam\n1\n2\n3\n")
    settings.IMPORT_MAX_BYTES = 5
    with pytest.raises(UnreadableFile):
        read_table("a.csv", b"Naam\n1\n")


def test_a_cell_at_the_very_bottom_does_not_hide_rows():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1048576"] = "Naam", "Onder"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableFile):
        read_table("a.xlsx", out.getvalue())


def test_columns_are_recognised_by_what_people_call_them():
    assert guess("services", ["Aanbieder", "NAAM", "iets", "E-mail", "leeftijd_van"]) == {
        "organisation": 0,
        "name": 1,
        "contact_email": 3,
        "age_from": 4,
    }
    assert guess("waiting", ["Dienst", "Peildatum", "Weken"]) == {"service": 0, "measured_on": 1, "weeks_to_start": 2}
    assert [column.name for column in missing("waiting", {"service": 0})] == ["organisation", "measured_on"]
