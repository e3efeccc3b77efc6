"""The report as readers see it."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from base.serving import through_wagtail
from events.meetings.views.detail import signing_in_helps
from events.reports import reading
from events.reports.models import MeetingReport
from events.reports.rules import may_write


@require_safe
def report(request, slug):
    """``/agenda/<slug>/verslag/``: not there for who may not see the meeting; its writers see a draft too."""
    reports = MeetingReport.objects.select_related("event__series", "event__municipality").prefetch_related("rounds")
    found = reports.filter(event__slug=slug).first()
    if found is None:
        raise Http404
    writes = may_write(request.user, found)
    if not MeetingReport.objects.visible_to(request.user).filter(pk=found.pk).exists():
        if found.is_published and signing_in_helps(request.user, slug):
            return redirect_to_login(request.get_full_path())
        if not writes:
            raise Http404
        response = _page(request, found, writes)
        patch_cache_control(response, private=True, no_store=True)
        return response
    # So that Wagtail's own locks on the meeting are asked here too.
    return through_wagtail(request, found.event, lambda request, event: _page(request, found, writes))


def _page(request, found, writes):
    event = found.event
    rounds = reading.shown(found, request.user)
    context = {
        "report": found,
        "event": event,
        "rounds": rounds,
        "may_write": writes,
        "crumb_rows": [
            (_("Agenda"), reverse("meetings:agenda")),
            (event.title, event.get_absolute_url()),
            (_("Report"), ""),
        ],
    }
    return render(request, "reports/report.html", context)
