"""The collaboration agenda (what was agreed, and how far it is), and one agreement."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.choices import Visibility
from base.findable import search_words
from events.meetings.models import EventPage
from network.notices.follow_button import button
from network.people.rules import is_member
from network.tables import actions, rules
from network.tables.choices import AgreementStatus
from network.tables.forms import STATES, AgreementForm, AnswerForm, ChangeForm, ListForm
from network.tables.models import Agreement

PER_PAGE = 20
METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def agreements(request):
    """``/samenwerkingsagenda/``: what was agreed in the region."""
    form = ListForm(request.GET)
    cleaned = form.cleaned_data
    state = cleaned["stand"] or "open"
    found = Agreement.objects.visible_to(request.user)
    if cleaned["organisatie"]:
        found = found.filter(organisation__slug=cleaned["organisatie"])
    if cleaned["q"]:
        found = found.filter(pk__in=search_words("agreement", cleaned["q"], request.user).pks)
    tabs = [(label, _address(cleaned, value), value == state) for value, label in STATES.items()]
    found = _in_state(found, state)
    page = Paginator(found.for_list(), PER_PAGE).get_page(cleaned["pagina"])
    total = page.paginator.count
    context = {
        "page_obj": page,
        "tabs": tabs,
        "words": cleaned["q"],
        "state": state,
        "organisation": cleaned["organisatie"],
        "organisations": form.organisations.items(),
        "title": ngettext("%(count)s agreement", "%(count)s agreements", total) % {"count": total},
        "action": reverse("tables:agreements"),
        "may_add": rules.can_add(request.user),
        "crumb_rows": [(_("Collaboration agenda"), "")],
    }
    response = render(request, "tables/agreements.html", context)
    # What is late goes by the clock, which kept pages don't hear of.
    response["Cache-Control"] = "private"
    return response


def _in_state(found, state):
    if state == "open":
        return found.open()
    if state == "te-laat":
        return found.late()
    return found.filter(status=AgreementStatus.DONE) if state == "klaar" else found


def _address(cleaned, state):
    pairs = [("q", cleaned["q"]), ("organisatie", cleaned["organisatie"]), ("stand", "" if state == "open" else state)]
    query = urlencode([pair for pair in pairs if pair[1]])
    return reverse("tables:agreements") + (f"?{query}" if query else "")


@never_cache
@METHODS
def agreement(request, pk):
    """``/afspraken/<id>/``: one agreement with its history; who may change it says here how far it is."""
    try:
        found = Agreement.objects.visible_to(request.user).for_list().select_related("made_by").get(pk=pk)
    except Agreement.DoesNotExist as error:
        closed = Agreement.objects.filter(pk=pk, visibility=Visibility.MEMBERS)
        if not is_member(request.user) and closed.exists():
            return redirect_to_login(request.get_full_path())
        raise Http404 from error
    may_change = rules.can_change(request.user, found)
    form = ChangeForm(request.POST or None, reader=request.user, agreement=found) if may_change else None
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            actions.change(found, request.user, **form.cleaned_data)
            messages.success(request, _("It is kept. Who follows this agreement hears of it."))
            return redirect(found)
    context = {
        "agreement": found,
        "changes": list(found.changes.select_related("by")[:100]),
        "form": form,
        "event": EventPage.objects.visible_to(request.user).filter(pk=found.event_id).first(),
        "is_member": is_member(request.user),
        "follow": button(request, "agreement", found) if is_member(request.user) else None,
        "crumb_rows": [(_("Collaboration agenda"), reverse("tables:agreements")), (_("Agreement"), "")],
    }
    return render(request, "tables/agreement.html", context)


@never_cache
@login_required
@METHODS
def add(request):
    """``/afspraken/nieuw/``: by staff, or with ``?bijeenkomst=`` by who organises that meeting."""
    event = None
    if slug := request.GET.get("bijeenkomst"):
        event = get_object_or_404(EventPage.objects.visible_to(request.user), slug=slug[:100])
    if not rules.can_add(request.user, event):
        raise PermissionDenied
    form = AgreementForm(request.POST or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        visibility = event.visibility if event is not None else Visibility.MEMBERS
        made = actions.make(by=request.user, event=event, visibility=visibility, **form.cleaned_data)
        messages.success(request, _("The agreement is written down."))
        return redirect(made)
    crumbs = [(_("Collaboration agenda"), reverse("tables:agreements")), (_("Write down an agreement"), "")]
    return render(request, "tables/add.html", {"form": form, "event": event, "crumb_rows": crumbs})


@never_cache
@METHODS
def answer(request, key):
    """``/afspraken/bevestigen/<key>/``: the owner says yes or no, without signing in. Opening it changes nothing."""
    found = get_object_or_404(Agreement.objects.for_list().select_related("made_by"), key=key)
    waits = found.status == AgreementStatus.PROPOSED and found.owner_id is not None
    form = AnswerForm(request.POST or None)
    verb = request.POST.get("doe")
    if request.method == "POST" and waits and verb in ("ja", "nee") and form.is_valid():
        actions.answer(found, verb == "ja", form.cleaned_data["note"])
        thanks = _("Thank you. You are reminded a week before.") if verb == "ja" else _("Thank you for saying so.")
        messages.success(request, thanks)
        return redirect("tables:answer", key)
    return render(request, "tables/answer.html", {"agreement": found, "waits": waits, "form": form})
