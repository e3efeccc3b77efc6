"""The page of a session, its clock, and the screen for the wall. Not there for who doesn't take part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.sessions.actions import clock
from events.sessions.models import Session
from events.sessions.reading import clock_context, shown
from network.people.rules import is_member

METHODS = require_http_methods(["GET", "HEAD", "POST"])
VERBS = {
    "start": clock.start,
    "next": clock.next_step,
    "previous": clock.previous_step,
    "pause": clock.pause,
    "resume": clock.resume,
    "finish": clock.finish,
}


def own_session(member, pk):
    """The session, if ``member`` takes part in it; else it isn't there."""
    return get_object_or_404(Session.objects.visible_to(member).with_meeting(), pk=pk)


@never_cache
@login_required
@require_safe
def session(request, pk):
    """``/sessies/<pk>/``."""
    found = own_session(request.user, pk)
    crumbs = [(_("My sessions"), reverse("sessions:sessions")), (found.title, "")]
    return render(request, "sessions/session.html", shown(found, request.user) | {"crumb_rows": crumbs})


@never_cache
@login_required
@require_safe
def screen(request, pk):
    """``/sessies/<pk>/scherm/``: for a beamer; only the step, the clock and who is at work."""
    found = own_session(request.user, pk)
    return render(request, "sessions/screen.html", clock_context(found, request.user, on_screen=True))


@never_cache
@METHODS
def clock_of(request, pk):
    """``/sessies/<pk>/klok/``: how the clock stands, as JSON, with the part of the page that shows it; 304 when that is
    as ``If-None-Match`` says. ``POST do=…&versie=…`` moves it.
    """
    if not is_member(request.user):
        if request.method == "POST" and request.headers.get("Accept") != "application/json":
            return redirect_to_login(reverse("sessions:session", args=[pk]))
        # A screen whose session ended asks this every few seconds.
        return HttpResponse(status=401)
    on_screen = "scherm" in (request.POST or request.GET)
    if request.method == "POST":
        return _move(request, own_session(request.user, pk), on_screen)
    known = request.headers.get("If-None-Match")
    if known:
        # One small query answers nearly every time.
        numbers = (
            Session.objects.visible_to(request.user).filter(pk=pk).values_list("clock", "state").order_by("pk").first()
        )
        if numbers is None:
            raise Http404
        if known == _etag(*numbers):
            return HttpResponseNotModified(headers={"ETag": known})
    return _answer(request, own_session(request.user, pk), on_screen)


def _move(request, session, on_screen):
    verb, version = VERBS.get(request.POST.get("do")), request.POST.get("versie", "")
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    changed = bool(verb and is_number and verb(session, request.user, int(version)))
    if request.headers.get("Accept") == "application/json":
        return _answer(request, own_session(request.user, session.pk), on_screen, changed=changed)
    if not changed:
        messages.info(request, _("The clock had moved on already. This is how it stands now."))
    return redirect("sessions:screen" if on_screen else "sessions:session", session.pk)


def _answer(request, session, on_screen, **more):
    context = clock_context(session, request.user, on_screen=on_screen)
    html = render_to_string("sessions/_clock.html", context, request)
    response = JsonResponse({**context["state"], **more, "html": html})
    response["ETag"] = _etag(session.clock, session.state)
    return response


def _etag(number, state):
    return f'"{number}-{state}"'
