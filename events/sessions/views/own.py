"""What somebody does with a session: notes and preparation, moving it, calling it off, leaving it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.sessions import rules
from events.sessions.actions import notes, planning
from events.sessions.choices import SessionState
from events.sessions.forms import CallOffForm, MoveForm, NotesForm, PreparationForm
from events.sessions.models import SessionNote
from events.sessions.views.session import METHODS, own_session


def _crumbs(session, here):
    return [(_("My sessions"), reverse("sessions:sessions")), (session.title, session.get_absolute_url()), (here, "")]


def _page(request, session, form, title, **context):
    """A page with one form."""
    context |= {"session": session, "event": session.event, "form": form, "title": title}
    context["crumb_rows"] = _crumbs(session, title)
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@METHODS
def own_notes(request, pk):
    """``/sessies/<pk>/notities/``: somebody's own notes. A script gets JSON: whether they were kept."""
    session = own_session(request.user, pk)
    if request.method == "POST":
        form = NotesForm(request.POST)
        kept = form.is_valid()
        if kept:
            notes.keep_note(session, request.user, form.cleaned_data["text"])
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"kept": kept})
        if kept:
            messages.success(request, _("Your notes are kept. Only you can read them."))
            return redirect("sessions:session", pk)
    else:
        note = SessionNote.objects.filter(session=session, member=request.user).first()
        form = NotesForm(initial={"text": note.text if note else ""})
    return _page(request, session, form, _("My notes"), submit=_("Keep my notes"))


@never_cache
@login_required
@METHODS
def preparation(request, pk):
    """``/sessies/<pk>/voorbereiding/``, for who brings the question."""
    session = own_session(request.user, pk)
    if session.presenter_id != request.user.pk or session.is_called_off:
        raise Http404
    form = PreparationForm(request.POST or None, initial={"text": session.preparation})
    if request.method == "POST" and form.is_valid():
        try:
            notes.prepare(session, request.user, form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. The others can read it now."))
            return redirect("sessions:session", pk)
    return _page(request, session, form, _("Your preparation"), submit=_("Keep it"), lead="preparation")


def _to_change(request, pk):
    """The session that has not begun, for who may move it or call it off."""
    session = own_session(request.user, pk)
    if not rules.may_lead(request.user, session):
        raise Http404
    if session.state != SessionState.PLANNED or session.is_called_off or session.event.is_over:
        raise Http404
    return session


@never_cache
@login_required
@METHODS
def move(request, pk):
    """``/sessies/<pk>/verzetten/``."""
    session = _to_change(request, pk)
    form = MoveForm(request.POST or None, initial=MoveForm.initial_of(session))
    if request.method == "POST" and form.is_valid():
        try:
            planning.move(session, request.user, form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The session is moved. Everybody who takes part gets a mail."))
            return redirect("sessions:session", pk)
    return _page(request, session, form, _("Move the session"), submit=_("Move it"), lead="move")


@never_cache
@login_required
@METHODS
def call_off(request, pk):
    """``/sessies/<pk>/afgelasten/``."""
    session = _to_change(request, pk)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            planning.call_off(session, request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The session is called off. Everybody who takes part gets a mail."))
            return redirect("sessions:session", pk)
    return _page(request, session, form, _("Call the session off"), submit=_("Call it off"), lead="call_off")


@never_cache
@login_required
@METHODS
def leave(request, pk):
    """``/sessies/<pk>/afmelden/``: take part no longer."""
    session = own_session(request.user, pk)
    if session.is_over or session.is_called_off or session.state != SessionState.PLANNED:
        raise Http404
    if request.method == "POST":
        planning.leave(session, request.user)
        messages.success(request, _("You don't take part any more. Thank you for saying so."))
        return redirect("sessions:sessions")
    context = {"session": session, "event": session.event, "crumb_rows": _crumbs(session, _("I can't come"))}
    return render(request, "sessions/leave.html", context)
