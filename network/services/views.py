"""One service, several beside each other, and the short list that stays on the device."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.services import actions, hours, rules
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


def asked_for(request, most, asked):
    """The services of ``asked`` (slugs) that the reader may see, in that order, and how many are missing."""
    slugs = [slug for slug in dict.fromkeys(asked[:100]) if 0 < len(slug) <= 180 and "\0" not in slug]
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
    shown, missing = asked_for(request, MOST_COMPARED, request.GET.getlist("a"))
    context = {
        "rows": shown,
        "enough": len(shown) > 1,
        "missing": missing,
        "columns": len(shown) + 1,
        "crumb_rows": _crumbs((_("Compare"), "")),
    }
    return render(request, "services/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def short_list(request):
    """``/sociale-kaart/lijstje/?a=…``: a short list to print or keep. The site stores nothing of it.

    A POST mails it to the member who asks, at their own address.
    """
    asked = request.POST if request.method == "POST" else request.GET
    shown, missing = asked_for(request, MOST_LISTED, asked.getlist("a"))
    path = reverse("services:short_list")
    if request.method == "POST":
        if not rules.sees_contact(request.user):
            return redirect_to_login(address_of(path, shown))
        if shown and actions.mail_short_list(request.user, shown):
            messages.success(request, _("Your list is on its way to %(address)s.") % {"address": request.user.email})
        elif shown:
            messages.warning(request, _("You mailed yourself a list often just now. Try again in an hour."))
        return redirect(address_of(path, shown))
    context = {
        "rows": [(row, address_of(path, [one for one in shown if one is not row])) for row in shown],
        "shown": shown,
        "slugs": " ".join(row.service.slug for row in shown),
        "missing": missing,
        "may_compare": len(shown) > 1,
        "sees_contact": rules.sees_contact(request.user),
        "crumb_rows": _crumbs((_("Short list"), "")),
    }
    return render(request, "services/short_list.html", context)


def address_of(path, rows):
    """A page with these services in its address."""
    return f"{path}?{urlencode([('a', row.service.slug) for row in rows])}" if rows else path
