"""Bringing checked documents into the site: all of a file or nothing, and nothing twice."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from base.mail import switched_off
from practices.models import Mechanism, PracticeIndexPage, PracticePage
from practices.openformat.checking import Vocabulary, check
from practices.openformat.files import read_documents

NEW, CHANGED, SAME, WRONG = "new", "changed", "unchanged", "wrong"


@dataclass
class Row:
    """What became of one practice of a file, or would have become of it in a dry run."""

    number: int
    title: str
    outcome: str
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    @property
    def label(self):
        """The outcome in the reader's language."""
        return {NEW: _("New"), CHANGED: _("Changed"), SAME: _("Unchanged"), WRONG: _("Wrong")}[self.outcome]


@dataclass
class Report:
    """What became of a file."""

    rows: list = field(default_factory=list)

    @property
    def ok(self):
        return all(row.outcome != WRONG for row in self.rows)

    def count(self, outcome):
        return sum(row.outcome == outcome for row in self.rows)


class _Undo(Exception):
    """Leaves the transaction of a dry run or of a file with errors."""


def import_file(path, owner=None, dry_run=False):
    """Import one file and give a report of every row. Raises UnreadableFile; nothing is stored if a row is wrong."""
    documents = read_documents(path)
    index = PracticeIndexPage.objects.first()
    if index is None:
        raise LookupError("There is no list of practices yet: run `manage.py setup_site` first.")
    report = Report()
    try:
        with transaction.atomic(), switched_off():
            _import_documents(documents, index, owner, report)
            if dry_run or not report.ok:
                raise _Undo
    except _Undo:
        pass
    return report


def _import_documents(documents, index, owner, report):
    vocabulary = Vocabulary()
    seen = {}
    for number, document in enumerate(documents, start=1):
        title = document.get("title", "") if isinstance(document, dict) else ""
        checked = check(document, vocabulary)
        row = Row(number, str(title)[:80], WRONG, checked.errors, checked.warnings)
        report.rows.append(row)
        if checked.errors:
            continue
        slug = (checked.slug or slugify(checked.values["title"])[:200] or f"praktijk-{number}").lower()
        if slug in seen:
            row.errors.append(_("The same practice stands in row %(number)s of this file.") % {"number": seen[slug]})
            continue
        seen[slug] = number
        page = PracticePage.objects.child_of(index).filter(slug=slug).first()
        if page is None:
            _create(index, slug, checked, owner)
            row.outcome = NEW
        elif not _differs(page, checked):
            row.outcome = SAME
        elif not page.source_id:
            row.errors.append(
                _("A practice with the address “%(slug)s” was written on this site. Give this one another slug.")
                % {"slug": slug}
            )
        else:
            _change(page, checked)
            row.outcome = CHANGED


def _create(index, slug, checked, owner):
    page = PracticePage(slug=slug, live=False, owner=owner, source_id=slug, **checked.values)
    index.add_child(instance=page)
    _fill(page, checked)
    _store(page, checked, owner)


def _change(page, checked):
    page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    for name, value in checked.values.items():
        setattr(page, name, value)
    _fill(page, checked)
    _store(page, checked, None)


def _fill(page, checked):
    page.topics.set(checked.topics)
    page.municipalities.set(checked.municipalities)
    page.mechanisms.set([Mechanism(sort_order=number, **row) for number, row in enumerate(checked.mechanisms)])


def _store(page, checked, user):
    revision = page.save_revision(user=user, log_action=True)
    if checked.published:
        revision.publish(user=user)


def _differs(page, checked):
    """Whether the file says something else than the site, in what the format carries."""
    page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    if any(getattr(page, name) != value for name, value in checked.values.items()):
        return True
    rows = [{name: getattr(row, name) for name in checked_row} for row, checked_row in _pairs(page, checked)]
    return (
        rows != checked.mechanisms
        or page.mechanisms.count() != len(checked.mechanisms)
        or {topic.pk for topic in page.topics.all()} != {topic.pk for topic in checked.topics}
        or {m.pk for m in page.municipalities.all()} != {m.pk for m in checked.municipalities}
        or (checked.published and not page.live)
    )


def _pairs(page, checked):
    return zip(page.mechanisms.all(), checked.mechanisms, strict=False)
