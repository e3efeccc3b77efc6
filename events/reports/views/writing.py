"""Writing a report while the meeting goes on: several people at once, each note kept on its own.

Each form works as a plain POST. With script htmx sends it, so that the screen stays, and asks every ten seconds for
what others wrote. Who isn't signed in any more gets 401, which leaves what was typed where it is.
"""

import uuid
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.meetings.rules import organises
from events.reports.actions import notes as actions
from events.reports.actions import reports
from events.reports.forms import NoteForm
from events.reports.models import MeetingReport, Note
from events.reports.rules import may_write
from network.people.rules import is_member

METHODS = require_http_methods(["GET", "HEAD", "POST"])
# htmx stops asking when it gets this.
STOP_ASKING = 286


def for_writers(view):
    """Give the view the report at this address instead of a slug; not there for who may not write."""

    @never_cache
    @wraps(view)
    def wrapped(request, slug, **kwargs):
        if not is_member(request.user):
            if request.htmx:
                return HttpResponse(status=401)
            return redirect_to_login(request.get_full_path())
        found = MeetingReport.objects.select_related("event").filter(event__slug=slug).first()
        if found is None or not may_write(request.user, found):
            raise Http404
        return view(request, found, **kwargs)

    return wrapped


@METHODS
@for_writers
def write(request, report):
    """``/agenda/<slug>/verslag/schrijven/?ronde=<number>``: what was noted in a round, and an empty note."""
    rounds = list(report.rounds.all())
    round = _round(rounds, request)
    form = _empty(report.event)
    if request.method == "POST":
        form = NoteForm(request.POST, event=report.event)
        if form.is_valid():
            try:
                note = actions.write(round, request.user, form.values, form.cleaned_data["key"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return _written(request, report, round, note)
        if request.htmx:
            return render(request, "reports/_new.html", _base(report, round) | {"form": form, "typed": True})
    context = _base(report, round) | {
        "is_organiser": organises(request.user, report.event),
        "rounds": _tabs(report, rounds, round),
        "notes": list(report.notes.filter(round=round).kept().for_writers()),
        "taken_out": list(report.notes.filter(round=round, removed=True).exclude(text="").for_writers()),
        "form": form,
        "waiting": report.notes.to_hand_on().count(),
        "crumb_rows": _crumbs(report, (_("Write"), "")),
    }
    return render(request, "reports/write.html", context)


@require_safe
@for_writers
def news(request, report):
    """``/agenda/<slug>/verslag/schrijven/nieuw/?ronde=…&na=<number of a change>``: what others wrote since."""
    round = _round(list(report.rounds.all()), request)
    since = request.GET.get("na", "")
    if not (since.isascii() and since.isdigit() and len(since) < 10):
        return HttpResponse(status=STOP_ASKING)
    if report.changes <= int(since):
        return HttpResponse(status=204)
    return render(request, "reports/_news.html", _base(report, round) | _news(report, round, int(since)))


@METHODS
@for_writers
def note(request, report, pk):
    """``/agenda/<slug>/verslag/schrijven/<number>/``: change a note, take it out, or put it back."""
    found = get_object_or_404(report.notes.for_writers().select_related("round"), pk=pk)
    if request.method != "POST":
        form = NoteForm(event=report.event, initial=NoteForm.initial_of(found), auto_id=f"id_{pk}_%s")
        if request.htmx and "toon" in request.GET:
            return _shown(request, report, found)
        return _editing(request, report, found, form)
    verb = request.POST.get("doe", "")
    if verb in ("terug", "wissen", "vastleggen"):
        return _act(request, report, found, verb)
    data = request.POST
    if verb == "samen":
        data = data.copy()
        data["text"] = f"{found.text}\n\n{data.get('text', '')}"
    form = NoteForm(data, event=report.event, auto_id=f"id_{pk}_%s")
    if verb == "weg":
        try:
            actions.remove(found, request.user, _number(request.POST.get("version")))
        except actions.Outdated as outdated:
            return _editing(request, report, outdated.note, form, outdated=True)
        return _gone(request, report, found)
    if not form.is_valid():
        return _editing(request, report, found, form)
    try:
        found = actions.change(found, request.user, form.cleaned_data["version"] or 0, form.values)
    except actions.Outdated as outdated:
        now = report.notes.for_writers().get(pk=outdated.note.pk)
        again = request.POST.copy()
        again["version"] = now.version
        form = NoteForm(again, event=report.event, auto_id=f"id_{pk}_%s")
        return _editing(request, report, now, form, outdated=True)
    if request.htmx:
        return _shown(request, report, report.notes.for_writers().get(pk=found.pk))
    messages.success(request, _("Saved."))
    return redirect(_address(report, found.round, found))


def _act(request, report, found, verb):
    """What needs no text: put back, wipe, or (for organisers) make it an agreement or question of its own now."""
    if verb == "vastleggen" and not organises(request.user, report.event):
        raise PermissionDenied
    if verb == "terug":
        actions.put_back(found, request.user)
        messages.success(request, _("The note is back."))
    elif verb == "wissen":
        actions.wipe(found, request.user)
        messages.success(request, _("The note is gone for good."))
    elif reports.hand_on(found, request.user):
        messages.success(request, _("It stands on its own now, and goes on living after the meeting."))
    return redirect(_address(report, found.round, found))


def _written(request, report, round, note):
    if not request.htmx:
        messages.success(request, _("Saved."))
        return redirect(_address(report, round, note))
    report.refresh_from_db(fields=["changes"])
    since = _number(request.POST.get("na"))
    # The next note is often of the same kind, about the same theme.
    form = _empty(report.event, kind=note.kind, break_out=note.break_out_id)
    context = _base(report, round) | {"form": form, "fresh": True} | _news(report, round, since)
    return render(request, "reports/_new.html", context)


def _news(report, round, since):
    """What a screen that has seen change ``since`` of this round still lacks."""
    rows = [row for row in actions.since(report, since) if row.round_id == round.pk]
    return {
        "changed": [row for row in rows if row.born <= since],
        "added": [row for row in rows if row.born > since and not row.removed],
        "news": True,
    }


def _editing(request, report, found, form, outdated=False):
    context = _base(report, found.round) | {
        "note": found,
        "form": form,
        "outdated": outdated,
        "is_organiser": organises(request.user, report.event),
    }
    if request.htmx:
        return render(request, "reports/_edit.html", context)
    context["crumb_rows"] = _crumbs(report, (_("Change a note"), ""))
    return render(request, "reports/edit.html", context)


def _shown(request, report, found):
    return render(request, "reports/_note.html", _base(report, found.round) | {"note": found})


def _gone(request, report, found):
    if request.htmx:
        found.removed = True
        return _shown(request, report, found)
    messages.success(request, _("The note is taken out. You can put it back below."))
    return redirect(_address(report, found.round))


def _base(report, round):
    address = reverse("reports:write", args=[report.event.slug])
    return {"report": report, "event": report.event, "round": round, "address": address}


def _empty(event, **initial):
    initial = {"kind": "finding", "consent": "none", "key": uuid.uuid4(), **initial}
    return NoteForm(event=event, initial=initial)


def _round(rounds, request):
    """The round that was asked for; the first one when there is none of that number."""
    wanted = request.POST.get("ronde") or request.GET.get("ronde", "")
    return next((round for round in rounds if str(round.pk) == wanted), None) or rounds[0]


def _tabs(report, rounds, here):
    numbers = {}
    for number in Note.objects.filter(report=report).kept().values_list("round_id", flat=True):
        numbers[number] = numbers.get(number, 0) + 1
    return [(one.title, _address(report, one), one.pk == here.pk, numbers.get(one.pk, 0)) for one in rounds]


def _address(report, round, note=None):
    address = f"{reverse('reports:write', args=[report.event.slug])}?ronde={round.pk}"
    return address + (f"#note-{note.pk}" if note is not None else "")


def _number(text):
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _crumbs(report, *last):
    event = report.event
    return [(_("Agenda"), reverse("meetings:agenda")), (event.title, event.get_absolute_url()), *last]
