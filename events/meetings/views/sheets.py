"""Lists of who comes, to take along: for a spreadsheet and on paper. Only for who organises the meeting."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.paper import pdf_response
from base.spreadsheets import TABLES, table_response
from events.meetings import sheets
from events.meetings.models import Registration
from events.meetings.participants import organised_event
from network.people import audit

# What the address says of a file on paper: the template, and what gathers its context.
ON_PAPER = {
    "presentielijst": ("meetings/sheet.html", sheets.sheet),
    "badges": ("meetings/badges.html", sheets.badges),
}


@never_cache
@login_required
@require_safe
def participants_table(request, slug, sort):
    """``/agenda/<slug>/deelnemers.xlsx`` and ``.csv``."""
    event = organised_event(request.user, slug)
    if sort not in TABLES:
        raise Http404
    headings, rows = sheets.table(event)
    _remember(request.user, event, len(rows))
    return table_response(sort, f"deelnemers-{event.slug}", headings, rows)


@never_cache
@login_required
@require_safe
def on_paper(request, slug, what):
    """``/agenda/<slug>/presentielijst.pdf`` and ``badges.pdf``, large meetings in parts: ``?deel=2``."""
    event = organised_event(request.user, slug)
    if what not in ON_PAPER:
        raise Http404
    template, context_of = ON_PAPER[what]
    number = request.GET.get("deel", "1")
    if number not in map(str, range(1, sheets.parts(event) + 1)):
        raise Http404
    context = context_of(event, int(number))
    _remember(request.user, event, len(context.get("rows", context.get("people"))))
    name = f"{what}-{event.slug}" if sheets.parts(event) == 1 else f"{what}-{event.slug}-{number}"
    return pdf_response(request, template, context, name)


@transaction.atomic
def _remember(member, event, number):
    """Taking people's names out of the site is written down."""
    audit.exported(member, Registration, number)
