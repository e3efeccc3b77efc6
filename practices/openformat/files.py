"""Files in the open format: JSON, CSV and XLSX, in and out. What comes in is never trusted."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from base.spreadsheets import defuse
from practices.openformat.fields import KEYS, MECHANISM_PARTS, RECOGNITION_FIELDS

FEWEST_MECHANISMS, MOST_MECHANISMS = 4, 24
LIST_SEPARATOR = ";"
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
FLAT_KEYS = [key for key in KEYS if key not in ("mechanisms", "ages", "recognition")]
REQUIRED = ("title", "summary")
TRUE_WORDS = {"1", "ja", "yes", "true", "waar", "x"}


class UnreadableFile(Exception):
    """A file that can't be read at all; the message says why and what to do."""


def read_documents(path):
    """The practices in a file as a list of dicts, by the ending of its name. Raises UnreadableFile."""
    path = Path(path)
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise UnreadableFile(_("This file can't be opened.")) from problem
    if size > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        raise UnreadableFile(_("This file is larger than %(limit)s MB. Split it into smaller ones.") % {"limit": limit})
    readers = {".json": _read_json, ".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(_("Only files ending in .json, .csv or .xlsx can be read."))
    documents = reader(path.read_bytes())
    if len(documents) > settings.IMPORT_MAX_ROWS:
        raise UnreadableFile(_("More than %(limit)s practices in one file.") % {"limit": settings.IMPORT_MAX_ROWS})
    if not documents:
        raise UnreadableFile(_("There is no practice in this file."))
    return documents


def _read_json(content):
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise UnreadableFile(_("This is no valid JSON in UTF-8.")) from problem
    if isinstance(data, dict):
        rows = data.get("results", data.get("practices"))
        data = rows if isinstance(rows, list) else [data]
    if not isinstance(data, list):
        raise UnreadableFile(_("Expected a practice, or a list of them."))
    return data


def _decode(content):
    """The text of a CSV file: UTF-8, UTF-16 with its mark, or what a Dutch Excel writes (Windows-1252)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(_("This is no text file that we can read. Save it as CSV in UTF-8."))


def _read_csv(content):
    text = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(settings.IMPORT_MAX_BYTES)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise UnreadableFile(_("This is no valid CSV: %(problem)s.") % {"problem": problem}) from problem
    return _from_rows(rows)


def _read_xlsx(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadableFile(_("This spreadsheet is too large once it is unpacked."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = []
        for row in sheet.iter_rows(max_row=settings.IMPORT_MAX_ROWS + 2, max_col=300, values_only=True):
            rows.append([_cell_text(value) for value in row])
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError, OSError) as problem:
        raise UnreadableFile(_("This is no spreadsheet that we can read. Save it as XLSX again.")) from problem
    except Exception as problem:  # openpyxl lets errors of its XML parser through, whatever they are
        raise UnreadableFile(_("This is no spreadsheet that we can read. Save it as XLSX again.")) from problem
    return _from_rows(rows)


def _cell_text(value):
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _from_rows(rows):
    if not rows:
        return []
    header = [str(name).strip().lower() for name in rows[0]]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise UnreadableFile(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})
    documents = []
    for row in rows[1:]:
        cells = {name: arm(value.strip()) for name, value in zip(header, row, strict=False) if name}
        if any(cells.values()):
            documents.append(from_cells(cells))
    return documents


def from_cells(cells):
    """The document of one spreadsheet row. Empty cells are left out; what is wrong is found by the check later."""
    document = {key: cells[key] for key in FLAT_KEYS if cells.get(key)}
    for key in ("topics", "municipalities"):
        if key in document:
            parts = re.split(rf"[{LIST_SEPARATOR}\n]", document[key])
            document[key] = [part.strip() for part in parts if part.strip()]
    if "shadow_visit" in document:
        document["shadow_visit"] = document["shadow_visit"].lower() in TRUE_WORDS
    ages = {end: _number(cells.get(f"age_{end}", "")) for end in ("from", "to")}
    if any(value is not None for value in ages.values()):
        document["ages"] = ages
    recognition = {name: cells.get(f"recognition_{name}", "") for name in RECOGNITION_FIELDS}
    if recognition["link"]:
        document["recognition"] = recognition | {"date": recognition["date"] or None}
    mechanisms = []
    for number in range(1, MOST_MECHANISMS + 1):
        row = {name: cells.get(f"mechanism_{number}_{name}", "") for name in MECHANISM_PARTS}
        if any(row.values()):
            mechanisms.append(row)
    if mechanisms:
        document["mechanisms"] = mechanisms
    return document


def _number(text):
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else (text or None)


def arm(text):
    """The text that ``defuse`` was given."""
    return text[1:] if text.startswith("'") and defuse(text[1:]) == text else text


def columns_for(documents):
    """The columns of a spreadsheet of these documents: mechanisms as many as the longest has, at least four."""
    most = max((len(document.get("mechanisms") or []) for document in documents), default=0)
    numbers = range(1, max(most, FEWEST_MECHANISMS) + 1)
    return [
        *FLAT_KEYS,
        "age_from",
        "age_to",
        *(f"recognition_{name}" for name in RECOGNITION_FIELDS),
        *(f"mechanism_{number}_{name}" for number in numbers for name in MECHANISM_PARTS),
    ]


def to_cells(document, columns):
    """One spreadsheet row as a dict of column to text, formulas defused."""
    cells = {}
    for key in FLAT_KEYS:
        value = document.get(key)
        if isinstance(value, list):
            value = f"{LIST_SEPARATOR} ".join(value)
        elif isinstance(value, bool):
            value = "ja" if value else ""
        cells[key] = value
    ages, recognition = document.get("ages") or {}, document.get("recognition") or {}
    cells |= {f"age_{end}": "" if ages.get(end) is None else str(ages[end]) for end in ("from", "to")}
    cells |= {f"recognition_{name}": recognition.get(name) for name in RECOGNITION_FIELDS}
    for number, row in enumerate(document.get("mechanisms") or [], start=1):
        cells |= {f"mechanism_{number}_{name}": row.get(name) for name in MECHANISM_PARTS}
    return {column: defuse(cells.get(column) or "") for column in columns}


def write_json(documents):
    """The documents as a JSON array in UTF-8."""
    return (json.dumps(documents, ensure_ascii=False, indent=2) + "\n").encode()


def write_csv(documents):
    """The documents as CSV in UTF-8 with a mark, so that a spreadsheet program reads the accents right."""
    out = io.StringIO(newline="")
    columns = columns_for(documents)
    writer = csv.DictWriter(out, columns, delimiter=";")
    writer.writeheader()
    writer.writerows(to_cells(document, columns) for document in documents)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(documents, examples=()):
    """The documents as a workbook; ``examples`` are (column, explanation) rows for a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "praktijken"
    columns = columns_for(documents)
    sheet.append(columns)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for document in documents:
        cells = to_cells(document, columns)
        sheet.append([_xml_safe(text) for text in cells.values()])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    if examples:
        help_sheet = book.create_sheet("uitleg")
        for row in examples:
            help_sheet.append([str(part) for part in row])
        help_sheet.column_dimensions["A"].width = 28
        help_sheet.column_dimensions["B"].width = 100
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xml_safe(text):
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)[:32_000]
