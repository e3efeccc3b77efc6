"""Calendar files: the whole agenda, one meeting, and what somebody registered for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.mail import absolute_url
from base.models import SiteSettings
from events.meetings import ics
from events.meetings.actions.calendars import key_of, renew_key
from events.meetings.agenda import find, rows
from events.meetings.choices import ALIVE
from events.meetings.forms_agenda import AgendaForm
from events.meetings.models import CalendarKey, EventPage, Registration

MOST = 500  # meetings in one file


@require_safe
def agenda_file(request):
    """``/agenda.ics``, with the filters of the list: what is coming and what was lately, as far as all may see it."""
    form = AgendaForm(request.GET)
    since = timezone.now() - ics.KEPT
    found = find(form, None, whole_time=True)
    pks = [event.pk for event in found.events() if event.ends_at >= since][:MOST]
    name = _("Agenda of %(site)s") % {"site": SiteSettings.current().site_name}
    return _file(ics.calendar_of(rows(pks, None), name), "agenda.ics")


@require_safe
def event_file(request, slug):
    """``/agenda/<slug>.ics``: one meeting, for who may see it; with the online link for who has a seat."""
    try:
        event = EventPage.objects.visible_to(request.user).select_related("organisation").get(slug=slug)
    except EventPage.DoesNotExist as error:
        raise Http404 from error
    mine = Registration.objects.filter(event=event, member_id=request.user.pk).taking_part()
    inside = request.user.is_authenticated and mine.exists()
    return _file(ics.calendar_of([(event, inside)], event.title), f"{event.slug}.ics")


@never_cache
@require_safe
def own_file(request, key):
    """``/agenda/mijn/<key>.ics``: what a member registered for, at an address that only they know."""
    owner = get_object_or_404(CalendarKey.objects.select_related("member"), key=key, member__is_active=True).member
    since = timezone.now() - ics.KEPT
    mine = Registration.objects.filter(member=owner, status__in=ALIVE, event__ends_at__gte=since)
    visible = EventPage.objects.visible_to(owner).filter(pk__in=mine.values("event_id"))
    seats = set(mine.taking_part().values_list("event_id", flat=True))
    events = visible.select_related("organisation").order_by("starts_at", "pk")[:MOST]
    name = _("My meetings, %(site)s") % {"site": SiteSettings.current().site_name}
    return _file(ics.calendar_of([(event, event.pk in seats) for event in events], name), "mijn-agenda.ics")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_agenda(request):
    """``/mijn/agenda/``: what I registered for, and the address of my own calendar."""
    if request.method == "POST":
        renew_key(request.user)
        messages.success(request, _("You have a new address. The old one does not work any more."))
        return redirect("meetings:own_agenda")
    visible = EventPage.objects.visible_to(request.user).values("pk")
    mine = Registration.objects.filter(member=request.user, status__in=ALIVE, event__in=visible)
    mine = mine.select_related("event", "break_out")
    now = timezone.now()
    context = {
        "coming": list(mine.filter(event__ends_at__gte=now).order_by("event__starts_at")),
        "past": list(mine.filter(event__ends_at__lt=now).order_by("-event__starts_at")[:50]),
        "address": absolute_url(reverse("meetings:own_file", args=[key_of(request.user)])),
        "crumb_rows": [(_("My pages"), reverse("home:my")), (_("My meetings"), "")],
    }
    return render(request, "meetings/own_agenda.html", context)


def _file(content, name):
    response = HttpResponse(content, content_type=ics.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # What is in it goes by the clock, which kept pages don't hear of.
    patch_cache_control(response, private=True, max_age=300)
    return response
