"""Everything we hold about a member, as one file: JSON for machines, a page to read, and what they sent."""

import json
import shutil
import tempfile
import zipfile
from datetime import date, datetime, time

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from base.models import SiteSettings
from base.personal_data import entries, links_to
from base.slots import own_files

JSON_NAME = "gegevens.json"
PAGE_NAME = "gegevens.html"
MISSING_NAME = "ontbreekt.txt"
SHOWN = ("own", "work")
IN_MEMORY = 5 * 1024 * 1024
MOST_BYTES = 500 * 1024 * 1024  # of files; beyond it they are named only


def collect(member):
    """``{"made_at", "site", "data": [{"model", "name", "rows": [[{"field", "label", "value"}, …]]}], "named": […]}``.

    ``named`` counts the rows of others that point at the member: what stands in those is not theirs to have.
    """
    data, named = [], []
    # Who it is about comes first.
    for entry in sorted(entries(), key=lambda entry: not isinstance(member, entry.model)):
        fields = entry.named(*SHOWN)
        meta = entry.model._meta
        rows = [_row(entry, fields, row, member) for row in entry.of(member)]
        if rows:
            data.append({"model": meta.label_lower, "name": str(meta.verbose_name_plural), "rows": rows})
        for one, others in links_to(entry, member):
            count = others.count()
            if count:
                named.append(
                    {
                        "model": meta.label_lower,
                        "name": str(meta.verbose_name_plural),
                        "field": one.name,
                        "label": _label(one),
                        "count": count,
                    }
                )
    region = SiteSettings.current()
    return {"made_at": timezone.now().isoformat(), "site": region.site_name, "data": data, "named": named}


def _row(entry, fields, row, member):
    cells = [{"field": one.name, "label": _label(one), "value": _value(one, row)} for one in fields]
    for one in entry.named("person"):
        if not one.many_to_many and getattr(row, one.attname) == member.pk:
            cells.append({"field": one.name, "label": _label(one), "value": _("you")})
    if entry.model._meta.get_parent_list():
        cells.insert(0, {"field": "title", "label": _("title"), "value": str(row)})
    return cells


def _label(one):
    return str(getattr(one, "verbose_name", one.name))


def _value(one, row):
    """The value of a field as JSON knows it; of what it points at the name."""
    if one.many_to_many:
        return [str(other) for other in getattr(row, one.name).all()]
    if one.is_relation:
        other = getattr(row, one.name)
        return None if other is None else str(other)
    value = getattr(row, one.name)
    if one.choices and value not in (None, ""):
        return strip_tags(str(getattr(row, f"get_{one.name}_display")()))
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def build(member):
    """The archive as an open file, a ZIP, at its start. On disk as soon as it is large."""
    found = collect(member)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # who gets it closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON_NAME, json.dumps(found, ensure_ascii=False, indent=2))
        archive.writestr(PAGE_NAME, render_to_string("people/archive.html", {"found": found, "member": member}))
        missing = _add_files(archive, member)
        if missing:
            archive.writestr(MISSING_NAME, "\n".join(missing) + "\n")
    out.seek(0)
    return out


def _add_files(archive, member):
    """Put in what the member sent, as it lies here; the names of what is too much, or not to be found."""
    left, missing = MOST_BYTES, []
    for owner in own_files:
        for name, file in owner(member):
            try:
                size = file.size
                if size > left:
                    raise OSError(name)
                with file.open("rb") as content, archive.open(name, "w", force_zip64=True) as target:
                    shutil.copyfileobj(content, target)
                left -= size
            except OSError:
                missing.append(name)
    return missing
