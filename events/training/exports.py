"""Taking a folder along: on paper, as a table, and all of it as one ZIP."""

import io
import tempfile
import zipfile

from django.utils import timezone
from django.utils.translation import gettext as _

from base.models import SiteSettings
from base.paper import NoPango, pdf_of
from base.spreadsheets import csv_lines
from events.training.choices import Category
from events.training.hours import number

PDF_TEMPLATE = "training/folder_paper.html"
# Rows on paper: making a PDF of more takes too long to wait for. The table has all of them.
MOST_ROWS = 500
# Certificates that are made for one ZIP; the latest come first, and each can be had from the folder by itself.
MOST_MADE = 100
IN_MEMORY = 5 * 1024 * 1024
NAME = "skj-map"


def paper(folder):
    """The context of the PDF."""
    shown = folder.rows[:MOST_ROWS]
    groups = [(total, [row for row in shown if row.category == total.category]) for total in folder.totals]
    settings = SiteSettings.current()
    return {
        "folder": folder,
        "groups": [(total, rows) for total, rows in groups if rows],
        "left_out": len(folder.rows) - len(shown),
        "member": folder.member,
        "site": " ".join(filter(None, (settings.site_name, settings.region_name))),
        "today": timezone.localdate(),
    }


def table(folder):
    """(headings, rows) of the CSV."""
    headings = [_("day"), _("kind"), _("what"), _("details"), _("hours"), _("who says so")]
    rows = [
        [
            row.happened_on,
            str(Category(row.category).label),
            row.title,
            row.detail,
            number(row.hours),
            str(row.source),
        ]
        for row in folder.rows
    ]
    return headings, rows


def bundle(folder):
    """A file with the ZIP, at its start: PDF, CSV, proofs and texts. On disk as soon as it is large."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # the response closes it
    missing = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        try:
            archive.writestr(f"{NAME}.pdf", pdf_of(PDF_TEMPLATE, paper(folder)))
        except NoPango:
            missing.append(f"{NAME}.pdf")
        archive.writestr(f"{NAME}.csv", "".join(csv_lines(*table(folder))))
        taken, made = set(), 0
        for row in folder.rows:
            for one in row.papers:
                name = _free(f"{one.folder}/{one.name}", taken)
                made += one.made
                if one.made and made > MOST_MADE:
                    missing.append(name)
                    continue
                try:
                    archive.writestr(name, one.read())
                except (NoPango, OSError):
                    missing.append(name)
        if missing:
            archive.writestr("ontbreekt.txt", _missing_text(missing))
    out.seek(0)
    return out


def _missing_text(names):
    lines = io.StringIO()
    lines.write(_("These files are not in the ZIP. You can open them one by one in your folder.") + "\n\n")
    lines.write("\n".join(names) + "\n")
    return lines.getvalue()


def _free(name, taken):
    """A name that is not in the archive yet; two entries of one day may be called the same."""
    stem, dot, ending = name.rpartition(".")
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{stem}-{count}{dot}{ending}"
    taken.add(free)
    return free
