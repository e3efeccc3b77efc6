"""The empty spreadsheet that people start from: headings, an example, and an explanation on a second sheet."""

import io

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font

from network.services.importing.mapping import SHEETS

HOW = {
    "text": "",
    "number": gettext_lazy("A whole number."),
    "email": gettext_lazy("A complete e-mail address."),
    "date": gettext_lazy("A day, such as 31-12-2026."),
    "yes": gettext_lazy("Yes or no."),
    "topics": gettext_lazy("Names of topics of this site, with a semicolon between them."),
    "municipalities": gettext_lazy("Names of municipalities, with a semicolon between them."),
    "organisation": gettext_lazy("The name as it is on this site."),
    "service": gettext_lazy("The name as it is on this site."),
}


def template(kind):
    """The bytes of an XLSX file."""
    columns = SHEETS[kind].columns
    book = Workbook()
    sheet = book.active
    sheet.append([capfirst(str(column.label)) for column in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 22
    sheet.freeze_panes = "A2"
    explained = book.create_sheet(_("Explanation")[:30])
    explained.append([_("Column"), _("Required"), _("What to write"), _("Example")])
    for column in columns:
        explained.append(
            [capfirst(str(column.label)), _("yes") if column.required else "", _how(column), _example(column)]
        )
    explained.append([_("An empty cell leaves what is here as it is.")])
    for letter, width in {"A": 28, "B": 10, "C": 70, "D": 30}.items():
        explained.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _how(column):
    if column.choices:
        return _("One of: %(choices)s.") % {"choices": ", ".join(str(label) for label in column.choices.labels)}
    return str(HOW[column.sort])


def _example(column):
    if column.choices and column.example:
        return str(column.choices(column.example).label)
    return column.example
