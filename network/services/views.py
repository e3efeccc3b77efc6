"""One service, several beside each other, and the short list that stays on the device."""

import datetime

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.services import hours, rules
from network.services.chart import history_chart
from network.services.models import Service, WaitingTime
from network.services.views_map import ServiceRow

MOST_COMPARED = 4
MOST_LISTED = 30
HISTORY_DAYS = 400


def _crumbs(*last):
    return [(_("Provider map"), reverse("services:map")), *last]


@require_safe
def detail(request, slug):
    """``/sociale-kaart/<slug>/``: for whom, what, where, how long one waits, and how to refer."""
    services = Service.objects.visible_to(request.user).complete()
    services = services.prefetch_related("opening_hours", "locations__municipality", "locations__opening_hours")
    service = get_object_or_404(services, slug=slug)
    since = timezone.localdate() - datetime.timedelta(days=HISTORY_DAYS)
    history = list(service.waiting_times.history(since))
    context = {
        "service": service,
        "topics": [topic for topic in service.topics.all() if topic.status == "accepted"],
        "waiting": WaitingTime.objects.latest_of([service.pk]).get(service.pk),
        "chart": history_chart(history),
        "week": hours.week(service),
        "places": [(place, hours.week(place)) for place in service.locations.all()],
        "sees_contact": rules.sees_contact(request.user),
        "may_edit": rules.may_edit(request.user, service),
        "crumb_rows": _crumbs((service.name, "")),
        "login": f"{reverse('account_login')}?next={service.get_absolute_url()}",
    }
    return render(request, "services/detail.html", context)


def asked_for(request, most):
    """The services in the address (``?a=<slug>``) that the reader may see, in that order, and how many are missing."""
    slugs = [slug for slug in dict.fromkeys(request.GET.getlist("a")[:100]) if 0 < len(slug) <= 180]
    visible = Service.objects.visible_to(request.user).complete().filter(slug__in=slugs)
    by_slug = {one.slug: one for one in visible}
    found = [by_slug[slug] for slug in slugs if slug in by_slug]
    waiting = WaitingTime.objects.latest_of([one.pk for one in found[:most]])
    shown = [
        ServiceRow(one, waiting.get(one.pk), [place.name for place in one.municipalities.all()]) for one in found[:most]
    ]
    return shown, len(slugs) - len(shown)


@require_safe
def compare(request):
    """``/sociale-kaart/vergelijken/?a=…&a=…``: two to four services beside each other."""
    shown, missing = asked_for(request, MOST_COMPARED)
    context = {
        "rows": shown,
        "enough": len(shown) > 1,
        "missing": missing,
        "columns": len(shown) + 1,
        "crumb_rows": _crumbs((_("Compare"), "")),
    }
    return render(request, "services/compare.html", context)


@require_safe
def short_list(request):
    """``/sociale-kaart/lijstje/?a=…``: a short list to print or keep. The site stores nothing of it."""
    shown, missing = asked_for(request, MOST_LISTED)
    context = {"rows": shown, "missing": missing, "crumb_rows": _crumbs((_("Short list"), ""))}
    return render(request, "services/short_list.html", context)
