"""Checking people in at the door, on a phone: by name, by the QR of a badge, and who comes unannounced.

Opening an address never checks anybody in: phones and mail programs open addresses by themselves.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.meetings import door
from events.meetings.actions import attendance, registering
from events.meetings.actions.registering import Refused
from events.meetings.badges import registration_of_badge
from events.meetings.forms_door import CheckInForm, WalkInGuestForm, WalkInMemberForm
from events.meetings.forms_participants import FindForm
from events.meetings.participants import organised_event
from events.meetings.rules import organises
from events.meetings.sheets import organisation_of

METHODS = require_http_methods(["GET", "HEAD", "POST"])
# The camera reads badges; elsewhere on the site it stays off.
CAMERA = "camera=(self), microphone=(), geolocation=(), browsing-topics=()"


@never_cache
@login_required
@METHODS
def check_in(request, slug):
    """``/agenda/<slug>/inchecken/?q=``: who isn't there yet, each with a button."""
    event = organised_event(request.user, slug)
    if request.method == "POST":
        form = CheckInForm(request.POST)
        if form.is_valid():
            registration = event.registrations.with_people().filter(pk=form.cleaned_data["registratie"]).first()
            if registration is None:
                messages.error(request, _("This person is not in the list any more."))
            else:
                _note(request, registration, form.cleaned_data["doe"])
        return redirect("meetings:check_in", event.slug)
    form = FindForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = door.found(event, words)
    context = {
        "event": event,
        "words": words,
        "rows": rows[: door.SHOWN],
        "more": len(rows) > door.SHOWN,
        "last": [] if words else door.last(event),
        "numbers": door.counts(event),
        "crumb_rows": [*_crumbs(event), (_("Check in"), "")],
    }
    response = render(request, "meetings/check_in.html", context)
    response["Permissions-Policy"] = CAMERA
    return response


@never_cache
@login_required
@METHODS
def badge(request, code):
    """``/agenda/inchecken/<code>/``: what the QR of a badge opens. Who organises the meeting sees one button; the
    person themselves goes to the meeting."""
    registration = registration_of_badge(code)
    if registration is None:
        raise Http404
    event = registration.event
    if not organises(request.user, event):
        if registration.member_id == request.user.pk:
            return redirect(event)
        raise Http404
    if request.method == "POST":
        form = CheckInForm({**request.POST.dict(), "registratie": registration.pk})
        if form.is_valid():
            _note(request, registration, form.cleaned_data["doe"])
        return redirect("meetings:check_in", event.slug)
    registration.organisation_name = organisation_of(registration)
    context = {
        "event": event,
        "row": registration,
        "crumb_rows": [*_crumbs(event), (_("Check in"), _door(event)), (registration.name, "")],
    }
    return render(request, "meetings/check_in_badge.html", context)


@never_cache
@login_required
@METHODS
def walk_in(request, slug):
    """``/agenda/<slug>/inchecken/nieuw/``: somebody who didn't register."""
    event = organised_event(request.user, slug)
    verb = request.POST.get("doe")
    member = WalkInMemberForm(request.POST if verb == "lid" else None, reader=request.user)
    guest = WalkInGuestForm(request.POST if verb == "gast" else None, auto_id="id_gast_%s")
    for form in (member, guest):
        if form.is_bound and form.is_valid():
            whom = {"member": form.member} if form is member else {"guest": form.guest()}
            try:
                done = attendance.walk_in(event, request.user, **whom)
            except Refused as problem:
                form.add_error(None, ValidationError(problem.sentence))
            else:
                messages.success(request, _("%(name)s is there.") % {"name": done.name})
                return redirect("meetings:check_in", event.slug)
    context = {
        "event": event,
        "member_form": member,
        "guest_form": guest,
        "crumb_rows": [*_crumbs(event), (_("Check in"), _door(event)), (_("Somebody who is not in the list"), "")],
    }
    return render(request, "meetings/walk_in.html", context)


def _note(request, registration, verb):
    """Do it, and say what is so now: somebody at another door may have been first."""
    name = {"name": registration.name}
    if verb == "uit":
        registering.check_in(registration, present=False)
        messages.success(request, _("%(name)s is not checked in any more.") % name)
        return
    now = timezone.now()
    try:
        done = attendance.arrive(registration, request.user, now)
    except Refused as problem:
        messages.error(request, problem.sentence)
        return
    if done.attended_at == now:
        messages.success(request, _("%(name)s is there.") % name)
    else:
        at = timezone.localtime(done.attended_at).strftime("%H:%M")
        messages.info(request, _("%(name)s was checked in already, at %(time)s.") % {**name, "time": at})


def _door(event):
    return reverse("meetings:check_in", args=[event.slug])


def _crumbs(event):
    return [
        (_("Agenda"), reverse("meetings:agenda")),
        (event.title, event.get_absolute_url()),
        (_("Who comes"), reverse("meetings:participants", args=[event.slug])),
    ]
