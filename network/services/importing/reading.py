"""A table of texts out of an XLSX or CSV file. What comes in is never trusted, and no formula is ever worked out."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from base.text import clean_text
from base.uploads import check_document

MOST_ROWS = 25_000
MOST_LINES = 4 * MOST_ROWS  # with the empty ones
MOST_COLUMNS = 60
MOST_SIGNS = 10_000  # in a cell
MOST_UNPACKED = 100 * 1024 * 1024
SEPARATORS = ";,\t"


class UnreadableFile(Exception):
    """A file that can't be read at all; the message says why and what to do."""


@dataclass
class Table:
    """The headings, and each row that holds anything with the number that a spreadsheet shows beside it."""

    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_table(name, content):
    """The table in a file (its name and its bytes). Raises UnreadableFile."""
    if len(content) > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        raise UnreadableFile(_("This file is larger than %(limit)s MB. Split it into smaller ones.") % {"limit": limit})
    reader = {".csv": _csv_rows, ".xlsx": _xlsx_rows}.get(PurePath(name).suffix.lower())
    if reader is None:
        raise UnreadableFile(_("Only files ending in .csv or .xlsx can be read."))
    table = _table(reader(content))
    if not table.rows:
        raise UnreadableFile(_("There is nothing in this file below the headings."))
    return table


def _table(rows):
    """Cut to what is filled in. ``rows`` gives lists of texts, and stops the reader as soon as there are too many."""
    table = Table()
    for number, row in enumerate(rows, 1):
        if number >= MOST_LINES:
            raise UnreadableFile(_("This file goes on far below its last row. Delete the empty rows at the bottom."))
        cells = [clean_text(cell).strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise UnreadableFile(_("This file has more than %(limit)s columns.") % {"limit": MOST_COLUMNS})
        if any(len(cell) > MOST_SIGNS for cell in cells):
            raise UnreadableFile(_("Row %(number)s has a cell with far too much text.") % {"number": number})
        if not table.header:
            table.header = _heading(cells)
            continue
        table.rows.append((number, cells[: len(table.header)]))
        if len(table.rows) > MOST_ROWS:
            raise UnreadableFile(_("This file has more than %(limit)s rows. Split it.") % {"limit": MOST_ROWS})
    return table


def _heading(cells):
    filled = max(place for place, cell in enumerate(cells, 1) if cell)
    return [cell[:100] for cell in cells[:filled]]


def _csv_rows(content):
    text = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(settings.IMPORT_MAX_BYTES)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as problem:
        raise UnreadableFile(_("This is no valid CSV: %(problem)s.") % {"problem": problem}) from problem


def _decode(content):
    """UTF-8, UTF-16 with its mark, or what a Dutch spreadsheet program writes (Windows-1252)."""
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if utf_16 else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(_("This is no text file that we can read. Save it as CSV in UTF-8."))


def _xlsx_rows(content):
    try:
        check_document(ContentFile(content, name="table.xlsx"))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except ValidationError as problem:
        raise UnreadableFile(" ".join(problem.messages)) from problem
    if unpacked > MOST_UNPACKED:
        raise UnreadableFile(_("This spreadsheet is too large once it is unpacked."))
    try:
        # The text of a formula rather than the outcome that a program left beside it, which may be old or made up.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for row in book.worksheets[0].iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS + 1):
            yield [_cell_text(cell) for cell in row]
    except Exception as problem:  # openpyxl lets errors of its XML parser through, whatever they are
        if isinstance(problem, UnreadableFile):
            raise
        raise UnreadableFile(_("This is no spreadsheet that we can read. Save it as XLSX again.")) from problem


def _cell_text(cell):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return value if isinstance(value, str) else "="
    if isinstance(value, bool):
        return "1" if value else "0"
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
