"""Tables that people download: nothing that somebody typed may run when a spreadsheet program opens it."""

import csv
import datetime
import io

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from base.slots import Slot

# Who wants to know that somebody took a list out of the site: callables (member, model, number of rows).
exports = Slot("told of what is exported")

# What a spreadsheet program takes for the start of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defuse(value):
    """The same value; a text that would be read as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


class SafeExportMixin(SpreadsheetExportMixin):
    """For the lists of the admin, first among the bases: their CSV and XLSX with every text defused."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        model = getattr(queryset, "model", None)
        if model is not None:
            for told in exports:
                told(self.request.user, model, queryset.count())
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def preprocess_field_value(self, field, value, export_format):
        return defuse(super().preprocess_field_value(field, value, export_format))


# Formats of what people download of a list: name in the address -> content type.
TABLES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_response(sort, name, headings, rows):
    """A list as a file to download. ``rows``: lists of texts, numbers, dates, or None; texts are defused."""
    headings = [capfirst(str(heading)) for heading in headings]
    if sort == "csv":
        response = StreamingHttpResponse(csv_lines(headings, rows), content_type=TABLES[sort])
    else:
        response = HttpResponse(_xlsx(headings, rows), content_type=TABLES[sort])
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.{sort}"'
    # it is large, and asked seldom
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def csv_lines(headings, rows):
    """The lines of a CSV: with a mark of the encoding and semicolons, as spreadsheet programs here expect them."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def _xlsx(headings, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (headings, *rows):
        cells = [WriteOnlyCell(sheet, _cell(value)) for value in row]
        for cell in cells:
            # whatever looks like a formula is a text
            if cell.data_type == "f":
                cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value):
    """A value as both formats take it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or isinstance(value, int | datetime.date):
        return value
    return defuse(ILLEGAL_CHARACTERS_RE.sub("", str(value)))


class _Echo:
    """What a csv.writer writes to, so that it gives each line."""

    def write(self, line):
        return line
