"""Who comes, for who organises: lists, adding, moving and removing people, and a mail to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.listing import PAGE_PARAMETER
from events.meetings import sheets
from events.meetings.actions import messaging, registering
from events.meetings.actions.registering import Refused
from events.meetings.choices import ALIVE, Status
from events.meetings.forms_participants import (
    AddGuestForm,
    AddMemberForm,
    FindForm,
    MessageForm,
    MoveUpForm,
    RemoveForm,
)
from events.meetings.participants import ALWAYS, FIRST, LISTS, People, counts, organised_event
from events.meetings.reading import Seats

METHODS = require_http_methods(["GET", "HEAD", "POST"])
DONE = {
    Status.CONFIRMED: gettext_lazy("%(name)s has a seat."),
    Status.OFFERED: gettext_lazy("%(name)s may take a seat, and got a mail about it."),
    Status.WAITING: gettext_lazy("%(name)s is on the waiting list."),
    Status.CANCELLED: gettext_lazy("%(name)s doesn't come any more, and got a mail about it."),
}


@never_cache
@login_required
@require_safe
def participants(request, slug):
    """``/agenda/<slug>/deelnemers/?wie=wachtlijst&q=&pagina=``."""
    event = organised_event(request.user, slug)
    chosen = request.GET.get("wie", FIRST)
    if chosen not in LISTS:
        raise Http404
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    numbers = counts(event)
    people = People(event, chosen, words, request.GET.get(PAGE_PARAMETER), numbers[chosen])
    here = reverse("meetings:participants", args=[event.slug])
    context = {
        "event": event,
        "seats": Seats(event.capacity, numbers["plek"] + numbers["aangeboden"], numbers["wachtlijst"]),
        "tabs": [
            (label, f"{here}?wie={name}", name == chosen, numbers[name])
            for name, (label, _who) in LISTS.items()
            if numbers[name] or name in ALWAYS or name == chosen
        ],
        "chosen": chosen,
        "label": LISTS[chosen][0],
        "form": form,
        "words": words,
        "rows": list(people.rows()),
        "page_obj": people.page,
        "paper_parts": range(1, sheets.parts(event) + 1),
        "crumb_rows": _crumbs(event),
    }
    return render(request, "meetings/participants.html", context)


@never_cache
@login_required
@METHODS
def participant(request, slug, pk):
    """``/agenda/<slug>/deelnemers/<pk>/``: one of them, and what an organiser can do."""
    event = organised_event(request.user, slug)
    registration = event.registrations.with_people().filter(pk=pk).first()
    if registration is None:
        raise Http404
    verb = request.POST.get("doe")
    move = MoveUpForm(request.POST if verb == "vooraan" else None)
    remove = RemoveForm(request.POST if verb == "weg" else None)
    done = None
    try:
        if move.is_bound and move.is_valid():
            done = registering.move_up(registration, request.user, move.cleaned_data["reden"])
        elif remove.is_bound and remove.is_valid():
            done = registering.cancel(registration, request.user, remove.cleaned_data["reden"])
    except Refused as problem:
        messages.error(request, problem.sentence)
        return redirect("meetings:participants", event.slug)
    if done is not None:
        return _back(request, event, done)
    context = {
        "event": event,
        "registration": registration,
        "place": registration.place_in_line() if registration.status == Status.WAITING else None,
        "answers": registration.answers.select_related("question").order_by("question__sort_order", "pk"),
        "changes": registration.changes.select_related("by"),
        "move": move,
        "remove": remove,
        "may_remove": registration.status in (*ALIVE, Status.UNPROVEN),
        "crumb_rows": _crumbs(event, registration.name),
    }
    return render(request, "meetings/participant.html", context)


@never_cache
@login_required
@METHODS
def add(request, slug):
    """``/agenda/<slug>/deelnemers/toevoegen/``: a member, or a guest."""
    event = organised_event(request.user, slug)
    verb = request.POST.get("doe")
    member = AddMemberForm(request.POST if verb == "lid" else None, reader=request.user)
    guest = AddGuestForm(request.POST if verb == "gast" else None, auto_id="id_gast_%s")
    for form in (member, guest):
        if form.is_bound and form.is_valid():
            whom = {"member": form.member} if form is member else {"guest": form.guest()}
            try:
                done = registering.add(event, request.user, reason=form.cleaned_data["reden"], **whom)
            except Refused as problem:
                form.add_error(None, ValidationError(problem.sentence))
            else:
                return _back(request, event, done)
    context = {
        "event": event,
        "member_form": member,
        "guest_form": guest,
        "crumb_rows": _crumbs(event, _("Add somebody")),
    }
    return render(request, "meetings/participant_add.html", context)


@never_cache
@login_required
@METHODS
def write(request, slug):
    """``/agenda/<slug>/deelnemers/bericht/``: a mail to all of them, or some."""
    event = organised_event(request.user, slug)
    form = MessageForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        sent = messaging.write(event, request.user, cleaned["aan"], cleaned["onderwerp"], cleaned["bericht"])
        sentence = ngettext(
            "Your mail is on its way to %(count)s person.",
            "Your mail is on its way to %(count)s people.",
            sent.receivers,
        )
        messages.success(request, sentence % {"count": sent.receivers})
        return redirect("meetings:participants", event.slug)
    context = {
        "event": event,
        "form": form,
        "sent": event.messages.select_related("by")[:20],
        "crumb_rows": _crumbs(event, _("Write to who comes")),
    }
    return render(request, "meetings/participants_write.html", context)


def _back(request, event, registration):
    """To the list in which somebody stands now."""
    messages.success(request, DONE[registration.status] % {"name": registration.name})
    lists = {Status.CONFIRMED: "plek", Status.OFFERED: "aangeboden", Status.WAITING: "wachtlijst"}
    chosen = lists.get(registration.status, FIRST)
    return redirect(f"{reverse('meetings:participants', args=[event.slug])}?wie={chosen}")


def _crumbs(event, here=""):
    list_url = reverse("meetings:participants", args=[event.slug])
    rows = [(_("Agenda"), reverse("meetings:agenda")), (event.title, event.get_absolute_url())]
    return [*rows, (_("Who comes"), list_url), (here, "")] if here else [*rows, (_("Who comes"), "")]
