"""One's own reflections. Another's is not there, for nobody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.sessions import rules
from events.sessions.actions import reflecting
from events.sessions.forms_after import DIMENSIONS, REFLECTION_FIELDS, ReflectionForm
from events.sessions.hours import in_words
from events.sessions.models import Reflection, SessionMember
from events.sessions.views.after import own_session

METHODS = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 20


def _own(member, pk):
    return get_object_or_404(Reflection.objects.of(member).select_related("session__event"), pk=pk)


def _crumbs(*last):
    return [(_("My pages"), reverse("home:my")), (_("My reflections"), reverse("sessions:reflections")), *last]


@never_cache
@login_required
@require_safe
def reflections(request):
    """``/mijn/reflecties/``."""
    found = Reflection.objects.of(request.user).select_related("session__event")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("pagina"))
    places = SessionMember.objects.filter(member=request.user).exclude(attended=False)
    places = places.exclude(session__reflections__member=request.user).select_related("session__event")
    waiting = [place.session for place in places.order_by("-session__event__starts_at") if rules.may_reflect(place)]
    context = {
        "rows": page,
        "waiting": waiting if page.number == 1 else [],
        "crumb_rows": [(_("My pages"), reverse("home:my")), (_("My reflections"), "")],
    }
    return render(request, "sessions/after/reflections.html", context)


@never_cache
@login_required
@METHODS
def of_session(request, pk):
    """``/sessies/<pk>/reflectie/``: write it, or to the one that was written."""
    session = own_session(request.user, pk)
    written = Reflection.objects.of(request.user).filter(session=session).first()
    if written is not None:
        # Sent from a page that was opened before it was written: what was typed there isn't lost.
        return change(request, written.pk) if request.method == "POST" else redirect("sessions:own", written.pk)
    place = session.members.select_related("session__event").get(member=request.user)
    first = {"title": session.title, "happened_on": timezone.localdate(session.starts_at)}
    form = ReflectionForm(request.POST or None, session=session, initial=first)
    may = rules.may_reflect(place)
    if request.method == "POST" and may and form.is_valid():
        try:
            written = reflecting.reflect(session, request.user, form.values)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _stored(request, written)
    back = session.get_absolute_url()
    crumb_rows = _crumbs((session.title, back), (_("My reflection"), ""))
    return _form(request, form, crumb_rows, back, session=session, may=may)


@never_cache
@login_required
@METHODS
def new(request):
    """``/mijn/reflecties/nieuw/``: about something outside this site."""
    form = ReflectionForm(request.POST or None, initial={"happened_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        return _stored(request, reflecting.add(request.user, form.values))
    return _form(request, form, _crumbs((_("New"), "")), reverse("sessions:reflections"))


@never_cache
@login_required
@require_safe
def own(request, pk):
    """``/mijn/reflecties/<pk>/``."""
    found = _own(request.user, pk)
    labels = ReflectionForm().fields
    parts = [(labels[name].label, getattr(found, name)) for name in (*DIMENSIONS, "take_away")]
    context = {
        "reflection": found,
        "parts": [part for part in parts if part[1]],
        "hours": in_words(found.hours) if found.hours else "",
        "crumb_rows": _crumbs((found.title, "")),
    }
    return render(request, "sessions/after/reflection.html", context)


@never_cache
@login_required
@METHODS
def change(request, pk):
    """``/mijn/reflecties/<pk>/wijzigen/``."""
    found = _own(request.user, pk)
    names = REFLECTION_FIELDS if found.session is not None else (*REFLECTION_FIELDS, "hours")
    first = {name: getattr(found, name) for name in names}
    form = ReflectionForm(request.POST or None, session=found.session, initial=first)
    if request.method == "POST" and form.is_valid():
        return _stored(request, reflecting.change(found, form.values))
    back = reverse("sessions:own", args=[pk])
    crumb_rows = _crumbs((found.title, back), (_("Change"), ""))
    return _form(request, form, crumb_rows, back, session=found.session, reflection=found)


@never_cache
@login_required
@METHODS
def delete(request, pk):
    """``/mijn/reflecties/<pk>/weggooien/``: asks first."""
    found = _own(request.user, pk)
    if request.method == "POST":
        reflecting.delete(found)
        messages.success(request, _("Your reflection is gone."))
        return redirect("sessions:reflections")
    back = reverse("sessions:own", args=[pk])
    context = {"reflection": found, "back": back, "crumb_rows": _crumbs((found.title, back), (_("Throw away"), ""))}
    return render(request, "sessions/after/reflection_delete.html", context)


def _stored(request, reflection):
    messages.success(request, _("Kept. Only you can read it."))
    return redirect("sessions:own", reflection.pk)


def _form(request, form, crumb_rows, back, session=None, reflection=None, may=True):
    context = {
        "form": form,
        "session": session,
        "reflection": reflection,
        "may": may,
        "back": back,
        "crumb_rows": crumb_rows,
    }
    return render(request, "sessions/after/reflection_form.html", context)
