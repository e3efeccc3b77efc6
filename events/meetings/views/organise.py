"""Setting up a meeting and changing it, for who organises."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.meetings.actions import organising
from events.meetings.forms_event import EventForms
from events.meetings.forms_tools import CancelForm, CopyForm
from events.meetings.models import EventPage
from events.meetings.reading import fetch
from events.meetings.rules import can_organise, organises
from events.meetings.views.detail import preview as show_preview

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@METHODS
def new(request):
    """``/agenda/nieuw/``."""
    if not can_organise(request.user):
        raise PermissionDenied
    forms = EventForms(request.POST or None, author=request.user)
    if request.method == "POST" and forms.is_valid():
        return _keep(request, forms, EventPage())
    return _screen(request, forms, None)


@never_cache
@login_required
@METHODS
def edit(request, slug):
    """``/agenda/<slug>/bewerken/``: its latest version, published or not."""
    event = own_event(request.user, slug).get_latest_revision_as_object()
    forms = EventForms(request.POST or None, author=request.user, event=event)
    if request.method == "POST" and forms.is_valid():
        return _keep(request, forms, event)
    return _screen(request, forms, event)


@never_cache
@login_required
@require_safe
def preview(request, slug):
    """``/agenda/<slug>/voorbeeld/``: how the latest version will look."""
    event = own_event(request.user, slug).get_latest_revision_as_object()
    return show_preview(request, event)


@never_cache
@login_required
@METHODS
def cancel(request, slug):
    """``/agenda/<slug>/afgelasten/``."""
    event = own_event(request.user, slug)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and not event.is_cancelled and not event.is_over and form.is_valid():
        organising.cancel(event, request.user, form.cleaned_data["reason"])
        messages.success(request, _("The meeting is cancelled. Everybody who would come gets a mail."))
        return redirect(event)
    number = event.registrations.alive().count()
    return render(
        request, "meetings/cancel.html", {"event": event, "form": form, "number": number, **_crumbs(event, _("Cancel"))}
    )


@never_cache
@login_required
@METHODS
def copy(request, slug):
    """``/agenda/<slug>/kopie/``: the same meeting again, once or in a series."""
    event = own_event(request.user, slug)
    form = CopyForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        made = form.make(request.user)
        sentence = ngettext("%(count)s draft is made.", "%(count)s drafts are made.", len(made)) % {"count": len(made)}
        messages.success(request, sentence)
        return redirect("meetings:edit", made[0].slug) if len(made) == 1 else redirect("meetings:organised")
    return render(request, "meetings/copy.html", {"event": event, "form": form, **_crumbs(event, _("Copy"))})


@never_cache
@login_required
@require_safe
def organised(request):
    """``/agenda/van-mij/``: the meetings that somebody organises, drafts too."""
    own = EventPage.objects.organised_by(request.user).select_related("municipality")
    now = timezone.now()
    context = {
        "drafts": list(own.filter(live=False).order_by("starts_at")[:50]),
        "coming": list(own.live().upcoming(now)[:50]),
        "past": list(own.live().past(now)[:20]),
        "may_organise": can_organise(request.user),
        "crumb_rows": [(_("Agenda"), reverse("meetings:agenda")), (_("What I organise"), "")],
    }
    return render(request, "meetings/organised.html", context)


def own_event(member, slug):
    """The meeting at this address, for who organises it; not there for anybody else."""
    try:
        event = fetch(EventPage.objects.all(), slug)
    except EventPage.DoesNotExist as error:
        raise Http404 from error
    if not organises(member, event):
        raise Http404
    return event


def _keep(request, forms, event):
    publish = request.POST.get("doe") == "publiceren"
    forms.fill(event)
    event = organising.keep(event, request.user, series=forms.main.cleaned_data["series"], publish=publish)
    if not publish:
        messages.success(request, _("Your draft is kept. Only the organisers see it."))
        return redirect("meetings:edit", event.slug)
    if not event.live:
        messages.success(request, _("It will be published by itself on the moment that you chose."))
        return redirect("meetings:edit", event.slug)
    messages.success(request, _("The meeting is in the agenda."))
    return redirect(event)


def _screen(request, forms, event):
    context = {
        "event": event,
        "form": forms.main,
        "forms": forms,
        **(_crumbs(event, _("Change")) if event else {"crumb_rows": [*_agenda(), (_("Organise a meeting"), "")]}),
    }
    return render(request, "meetings/form.html", context)


def _agenda():
    return [(_("Agenda"), reverse("meetings:agenda"))]


def _crumbs(event, here):
    return {"crumb_rows": [*_agenda(), (event.title, event.get_absolute_url()), (here, "")]}
