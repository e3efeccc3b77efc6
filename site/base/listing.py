"""What lists with filters need: the query they keep, the choices of a filter, the numbers of their pages."""

from django.core.paginator import Paginator
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

PAGE_PARAMETER = "pagina"
SHOWN = 8  # choices of a filter that show at once; more stand behind "Show all"
SLACK = 2  # but never fold away one or two


def values_of(item, *names):
    """Fields ``names`` of an item that is a mapping, an object, or a plain sequence in that order."""
    if isinstance(item, dict):
        return [item.get(name) for name in names]
    if isinstance(item, (list, tuple)):
        return [*item, *[None] * len(names)][: len(names)]
    return [getattr(item, name, None) for name in names]


def query_pairs(request):
    """All that the query of a request says, as (name, value) pairs without the empty ones."""
    if request is None:
        return []
    return [(name, value) for name, values in request.GET.lists() for value in values if value]


def query_with(request, changes):
    """The query of a request with ``changes`` (None takes one away), on page one unless the changes say otherwise."""
    if request is None:
        return ""
    query = request.GET.copy()
    query.pop(PAGE_PARAMETER, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        elif isinstance(value, (list, tuple)):
            query.setlist(name, value)
        else:
            query[name] = value
    return "?" + query.urlencode()


def page_links(request, page, parameter=PAGE_PARAMETER):
    """The context of ``components/pagination.html``; empty when all fits on one page."""
    if page is None or page.paginator.num_pages < 2:
        return {}

    def address(number):
        return query_with(request, {parameter: number if number > 1 else None})

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "previous": address(page.previous_page_number()) if page.has_previous() else None,
        "next": address(page.next_page_number()) if page.has_next() else None,
        "pages": [
            (number, None if number == Paginator.ELLIPSIS else address(number), number == page.number)
            for number in numbers
        ],
    }


def facet_html(name, legend, choices, opened, kind, id):
    """A group of filters. Made by hand: a list has a hundred choices, and a template takes ten times as long."""
    rows = [values_of(choice, "value", "label", "count", "selected") for choice in choices]
    if not rows:
        return ""
    if opened is None:
        opened = any(selected for *_rest, selected in rows)
    shown, folded = rows, []
    if len(rows) > SHOWN + SLACK:
        shown = [row for place, row in enumerate(rows) if place < SHOWN or row[3]]
        folded = [row for place, row in enumerate(rows) if place >= SHOWN and not row[3]]
    parts = [_choices(name, kind, shown)]
    if folded:
        more = conditional_escape(_("Show all %(count)s") % {"count": len(rows)})
        parts.append(f"<details><summary>{more}</summary>{_choices(name, kind, folded)}</details>")
    title = conditional_escape(legend)
    # every value in it went through conditional_escape
    return mark_safe(  # noqa: S308
        f'<details class="facet" id="facet-{conditional_escape(id or name)}"{" open" if opened else ""}>'
        f'<summary>{title}</summary><fieldset><legend class="hidden-text">{title}</legend>'
        f"{''.join(parts)}</fieldset></details>"
    )


def _choices(name, kind, rows):
    name, kind = conditional_escape(name), conditional_escape(kind)
    return "".join(
        f'<label><input type="{kind}" name="{name}" value="{conditional_escape(value)}"'
        f"{' checked' if selected else ''}><span>{conditional_escape(label)}</span>"
        f"{'' if count is None else f' <b>{int(count)}</b>'}</label>"
        for value, label, count, selected in rows
    )
