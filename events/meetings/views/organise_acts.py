"""What else who organises a meeting does with it: cancel, copy, documents, throw a draft away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from events.meetings.actions import organising
from events.meetings.forms_tools import CancelForm, CopyForm, DocumentForm
from events.meetings.views.organise import METHODS, crumbs_of, own_event


@never_cache
@login_required
@METHODS
def cancel(request, slug):
    """``/agenda/<slug>/afgelasten/``; of a draft nobody knows, so there is nothing to call off."""
    event = own_event(request.user, slug)
    if not event.live:
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and not event.is_cancelled and not event.is_over and form.is_valid():
        organising.cancel(event, request.user, form.cleaned_data["reason"])
        messages.success(request, _("The meeting is cancelled. Everybody who would come gets a mail."))
        return redirect(event)
    context = {"event": event, "form": form, "number": event.registrations.alive().count()}
    context |= crumbs_of(event, _("Cancel"))
    return render(request, "meetings/cancel.html", context, status=_status(form))


@never_cache
@login_required
@METHODS
def copy(request, slug):
    """``/agenda/<slug>/kopie/``: the same meeting again, once or in a series."""
    event = own_event(request.user, slug)
    form = CopyForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        made = form.make(request.user)
        count = len(made)
        if form.cleaned_data["publish"]:
            sentence = ngettext(
                "%(count)s meeting is in the agenda.", "%(count)s meetings are in the agenda.", len(made)
            )
        else:
            sentence = ngettext("%(count)s draft is made.", "%(count)s drafts are made.", count)
        messages.success(request, sentence % {"count": count})
        return redirect("meetings:edit", made[0].slug) if count == 1 else redirect("meetings:organised")
    context = {"event": event, "form": form, **crumbs_of(event, _("Copy"))}
    return render(request, "meetings/copy.html", context, status=_status(form))


@never_cache
@login_required
@METHODS
def documents(request, slug):
    """``/agenda/<slug>/documenten/``: a form of their own, since a file can't be kept as it was typed."""
    event = own_event(request.user, slug)
    if "remove" in request.POST:
        pk = request.POST["remove"]
        if pk.isascii() and pk.isdigit() and len(pk) <= 18 and organising.remove_document(event, request.user, int(pk)):
            messages.success(request, _("Taken away."))
        return redirect("meetings:documents", event.slug)
    bound = request.method == "POST"
    form = DocumentForm(request.POST, request.FILES, event=event) if bound else DocumentForm(event=event)
    if bound and form.is_valid():
        form.store(request.user)
        messages.success(request, _("The document is added."))
        return redirect("meetings:documents", event.slug)
    rows = event.documents.select_related("document")
    context = {"event": event, "form": form, "rows": rows, **crumbs_of(event, _("Documents"))}
    return render(request, "meetings/documents.html", context, status=_status(form))


@never_cache
@login_required
@METHODS
def discard(request, slug):
    """``/agenda/<slug>/weggooien/``: a draft that nobody but its organisers ever saw."""
    event = own_event(request.user, slug)
    if event.first_published_at is not None or event.registrations.exists():
        raise Http404
    if request.method == "POST":
        organising.discard(event)
        messages.success(request, _("The draft is thrown away."))
        return redirect("meetings:organised")
    context = {"event": event, **crumbs_of(event, _("Throw away"))}
    return render(request, "meetings/discard.html", context)


def _status(form):
    return 422 if form.is_bound and form.errors else 200
