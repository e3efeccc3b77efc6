"""Setting up a meeting and changing it, for who organises."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Revision

from events.meetings.actions import organising
from events.meetings.models import EventPage
from events.meetings.reading import fetch
from events.meetings.rules import can_organise, organises
from events.meetings.screens import Content, EventForms, change_rows, merged
from events.meetings.views.detail import preview as show_preview

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@METHODS
def new(request):
    """``/agenda/nieuw/``. The form has a key, so that who sends it twice makes one meeting."""
    if not can_organise(request.user):
        raise PermissionDenied
    key = _key(request.POST.get("key"))
    made = EventPage.objects.filter(uid=key).first()
    if made is not None and made.owner_id == request.user.pk:
        return _change(request, made.get_latest_revision_as_object())
    if made is not None:
        key = uuid.uuid4()
    if request.method == "POST":
        content = change_rows(request.POST)
        if content is not None:
            return _screen(request, EventForms(author=request.user, content=content), None, key=key)
        forms = EventForms(request.POST, author=request.user)
        if forms.is_valid():
            return _keep(request, forms, EventPage(uid=key), None)
        return _screen(request, forms, None, key=key, status=422)
    return _screen(request, EventForms(author=request.user), None, key=key)


@never_cache
@login_required
@METHODS
def edit(request, slug):
    """``/agenda/<slug>/bewerken/``: its latest version, published or not."""
    return _change(request, own_event(request.user, slug).get_latest_revision_as_object())


@never_cache
@login_required
@require_safe
def preview(request, slug):
    """``/agenda/<slug>/voorbeeld/``: how the latest version will look."""
    event = own_event(request.user, slug).get_latest_revision_as_object()
    return show_preview(request, event)


@never_cache
@login_required
@require_safe
def organised(request):
    """``/agenda/van-mij/``: the meetings that somebody organises, drafts too."""
    own = EventPage.objects.organised_by(request.user).select_related("municipality")
    now = timezone.now()
    drafts = list(own.filter(live=False).order_by("starts_at", "pk")[:50])
    planned = Revision.page_revisions.filter(object_id__in=[str(one.pk) for one in drafts])
    planned = dict(planned.exclude(approved_go_live_at=None).values_list("object_id", "approved_go_live_at"))
    context = {
        "drafts": [(event, planned.get(str(event.pk))) for event in drafts],
        "coming": list(own.live().upcoming(now)[:50]),
        "past": list(own.live().past(now)[:20]),
        "may_organise": can_organise(request.user),
        "crumb_rows": [*agenda_crumb(), (_("What I organise"), "")],
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


def agenda_crumb():
    return [(_("Agenda"), reverse("meetings:agenda"))]


def crumbs_of(event, here):
    """A draft has no page of its own yet, so its crumb leads to the form."""
    address = event.get_absolute_url() if event.live else reverse("meetings:edit", args=[event.slug])
    return {"crumb_rows": [*agenda_crumb(), (event.title, address), (here, "")], "back": address}


def _change(request, event):
    """The form of a meeting that is there."""
    if request.method != "POST":
        return _screen(request, EventForms(author=request.user, event=event), event)
    content = change_rows(request.POST)
    if content is not None:
        forms = EventForms(author=request.user, event=event, content=content)
        return _screen(request, forms, event, version=_version(request))
    forms = EventForms(request.POST, author=request.user, event=event)
    if not forms.is_valid():
        return _screen(request, forms, event, version=_version(request), status=422)
    return _keep(request, forms, event, _version(request))


def _keep(request, forms, event, version):
    """Store what is right, unless somebody else stored another version meanwhile."""
    publish = request.POST.get("doe") == "publiceren"
    is_new, latest = event.pk is None, event.latest_revision_id
    forms.fill(event)
    series = forms.main.cleaned_data["series"]
    try:
        event = organising.keep(
            event, request.user, series=series, publish=publish, version=None if is_new else version
        )
    except organising.ChangedMeanwhile:
        fresh = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
        base = Revision.page_revisions.filter(object_id=str(event.pk), pk=version).first()
        base = base and Content.stored(base.as_object())
        content, clashes, changed = merged(Content.typed(request.POST), base, Content.stored(fresh))
        if not clashes and not changed and fresh.latest_revision_id == latest:
            # Another version in name only, such as one with a document more.
            return _keep(request, forms, event, latest)
        forms = EventForms(author=request.user, event=fresh, content=content)
        told = {"clashes": clashes, "met_other": True, "other": fresh.latest_revision.user}
        return _screen(request, forms, fresh, status=409, **told)
    return _kept(request, event, publish)


def _kept(request, event, publish):
    planned = event.scheduled_revision
    if request.POST.get("doe") == "voorbeeld":
        return redirect("meetings:preview", event.slug)
    if not publish:
        messages.success(request, _("Your draft is kept. Only the organisers see it."))
        return redirect("meetings:edit", event.slug)
    if planned is not None:
        messages.success(request, _("It will be published by itself on the moment that you chose."))
        return redirect("meetings:edit", event.slug)
    messages.success(request, _("The meeting is in the agenda."))
    return redirect(event)


def _screen(request, forms, event, *, key=None, version=None, status=200, **more):
    context = {
        "event": event,
        "form": forms.main,
        "forms": forms,
        "key": key,
        "version": version or (event.latest_revision_id if event else ""),
        "planned": event.scheduled_revision if event else None,
        "registered": event.registrations.alive().count() if event and event.live else 0,
        **(
            crumbs_of(event, _("Change")) if event else {"crumb_rows": [*agenda_crumb(), (_("Organise a meeting"), "")]}
        ),
        **more,
    }
    return render(request, "meetings/form.html", context, status=status)


def _version(request):
    """The revision with which the form was opened; of a form that doesn't say so, one that is never the latest."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


def _key(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()
