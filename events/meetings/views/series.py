"""Meetings that belong together, on one page that one can follow."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.meetings.models import EventPage, EventSeries
from network.people.rules import is_member

SHOWN = 60


@require_safe
def series(request, slug):
    """``/agenda/reeks/<slug>/``: not there for who may see none of its meetings."""
    found = EventSeries.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    events = EventPage.objects.visible_to(request.user).filter(series=found).select_related("municipality")
    now = timezone.now()
    coming, past = list(events.upcoming(now)[:SHOWN]), list(events.past(now)[:SHOWN])
    if not coming and not past:
        raise Http404
    context = {
        "series": found,
        "coming": coming,
        "past": past,
        "is_member": is_member(request.user),
        "crumb_rows": [(_("Agenda"), reverse("meetings:agenda")), (found.name, "")],
    }
    return render(request, "meetings/series.html", context)
