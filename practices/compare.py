"""The rows of a comparison: what practices say on the same question stands side by side."""

from collections import defaultdict

from django.db.models import Count, prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from practices.choices import Result
from practices.facets import index
from practices.models import AdoptionReport
from practices.reading import NEEDED, RESULTS, STORY, age

MOST = 4


def facts(pages):
    """Groups of rows as (heading, rows); a row is (label, kind, cells). Rows that nobody filled in are left out."""
    prefetch_related_objects(pages, "municipalities")
    reports = defaultdict(dict)
    counted = AdoptionReport.objects.filter(practice__in=pages).order_by().values_list("practice_id", "result")
    for practice, result, number in counted.annotate(number=Count("pk")):
        reports[practice][result] = number
    short = [
        (_("How far tested"), "badge", [page.badge for page in pages]),
        (_("Organisation"), "text", [page.organisation and page.organisation.name for page in pages]),
        (_("Municipalities"), "text", [", ".join(one.name for one in page.municipalities.all()) for page in pages]),
        (_("Topics"), "text", [", ".join(topic.name for topic in index().topics_of(page.pk)) for page in pages]),
        (_("Age"), "text", [age(page) for page in pages]),
        (
            _("What happened elsewhere"),
            "results",
            [
                [(r.value, r.label, reports[page.pk][r.value]) for r in Result if r.value in reports[page.pk]]
                for page in pages
            ],
        ),
    ]
    groups = [
        (_("In short"), short),
        (_("The story"), _texts(pages, STORY)),
        (_("For whom it did not work"), _texts(pages, ("not_for",))),
        (_("What you need"), _texts(pages, ("conditions", *NEEDED))),
        (_("What came of it"), _texts(pages, RESULTS)),
    ]
    return [(heading, filled) for heading, rows in groups if (filled := [row for row in rows if any(row[2])])]


def _texts(pages, names):
    meta = pages[0]._meta
    return [
        (capfirst(meta.get_field(name).verbose_name), "markdown", [getattr(page, name) for page in pages])
        for name in names
    ]


def align(pages):
    """The explanations in rows of one cell a practice: those with the same active element together, then by order.

    An element that several practices name comes first: there lies what they have in common.
    """
    prefetch_related_objects(pages, "mechanisms")
    columns = [list(page.mechanisms.all()) for page in pages]
    named = defaultdict(lambda: defaultdict(list))
    for place, column in enumerate(columns):
        for mechanism in column:
            if mechanism.element.strip():
                named[mechanism.element.strip().casefold()][place].append(mechanism)
    rows = []
    for by_place in named.values():
        if len(by_place) < 2:
            continue
        for number in range(max(len(found) for found in by_place.values())):
            row = [by_place[place][number : number + 1] for place in range(len(pages))]
            rows.append((next(cell[0].element for cell in row if cell), [cell[0] if cell else None for cell in row]))
    paired = {id(mechanism) for _element, row in rows for mechanism in row if mechanism is not None}
    rest = [[mechanism for mechanism in column if id(mechanism) not in paired] for column in columns]
    for number in range(max((len(column) for column in rest), default=0)):
        rows.append(("", [column[number] if number < len(column) else None for column in rest]))
    return rows
