"""After a session: who was there, and closing it. Not there for who doesn't lead it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.posting import posts_to
from events.sessions import rules
from events.sessions.actions import closing
from events.sessions.choices import SessionState
from events.sessions.forms_after import AttendanceForm
from events.sessions.hours import in_words
from events.sessions.models import Session, SessionSettings

METHODS = require_http_methods(["GET", "HEAD", "POST"])


def own_session(member, pk):
    """The session, if ``member`` takes part in it; else it isn't there."""
    return get_object_or_404(Session.objects.visible_to(member).with_meeting(), pk=pk)


def crumbs(session, here):
    return [(_("My sessions"), reverse("sessions:sessions")), (session.title, session.get_absolute_url()), (here, "")]


@never_cache
@login_required
@METHODS
def attendance(request, pk):
    """``/sessies/<pk>/aanwezig/``."""
    session = own_session(request.user, pk)
    if not rules.may_lead(request.user, session) or session.is_called_off:
        raise Http404
    people = list(session.members.select_related("member").order_by("member__name", "pk"))
    form = AttendanceForm(request.POST or None, session=session, people=people)
    open_ = session.has_begun() and session.state != SessionState.CLOSED
    if request.method == "POST" and open_ and form.is_valid():
        try:
            closing.confirm_attendance(session, request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Noted. Who was there is asked for their reflection."))
            return redirect("sessions:attendance", pk)
    settings = SessionSettings.current()
    context = {
        "session": session,
        "people": people,
        "form": form,
        "open": open_,
        "is_closed": session.state == SessionState.CLOSED,
        "is_confirmed": any(one.attended is not None for one in people),
        "hours": in_words(session.hours) if session.hours else "",
        "settings": settings,
        "crumb_rows": crumbs(session, _("Who was there?")),
    }
    return render(request, "sessions/after/attendance.html", context)


@never_cache
@posts_to("sessions:session")
@login_required
def close(request, pk):
    """``/sessies/<pk>/sluiten/``."""
    session = own_session(request.user, pk)
    if not rules.may_lead(request.user, session) or session.is_called_off:
        raise Http404
    try:
        closing.close(session, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("sessions:attendance", pk)
    messages.success(request, _("The session is closed. Its hours stand in the SKJ folder of who was there."))
    return redirect("sessions:attendance", pk)
