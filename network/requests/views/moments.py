"""The moment at which people meet: who can when, choosing one, another one, or none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.requests import rules
from network.requests.actions import meeting
from network.requests.actions.flow import NotAllowed
from network.requests.choices import RequestStatus
from network.requests.forms.ask import KindForm
from network.requests.forms.together import CallOffForm, MomentsForm, PlanForm, TimesForm
from network.requests.kinds import FormStep
from network.requests.screens.together import moment_table
from network.requests.views.detail import METHODS, page, refused
from network.requests.views.part import of_together
from network.requests.views.posting import posted

OPEN = (RequestStatus.OPEN, RequestStatus.MATCHED)
STEP = FormStep("momenten", "", "", ("moments",))


@never_cache
@posted
@login_required
def answer(request, pk):
    """``/uitwisseling/<id>/momenten/``: who takes part says when they can."""
    asked = of_together(request, pk)
    part = rules.part_of(request.user, asked)
    if part is None or not part.takes_part or asked.status not in OPEN:
        raise Http404
    form = MomentsForm(request.POST, options=asked.moments.all())
    if not form.is_valid():
        return page(request, asked, moments_form=form)
    meeting.answer_moments(part, form.answers)
    messages.success(request, _("It is kept. Who asked chooses the moment, and you get a mail with it."))
    return redirect(asked)


@never_cache
@login_required
@METHODS
def change(request, pk):
    """``/uitwisseling/<id>/andere-momenten/``: who asked proposes others; answers to those that stay are kept."""
    asked = of_together(request, pk)
    if not rules.asked(request.user, asked) or asked.status not in OPEN:
        raise Http404
    form = KindForm(request.POST or None, rules=asked.rules, step=STEP, reader=request.user, request=asked)
    if request.method == "POST" and form.is_valid():
        try:
            meeting.propose_moments(asked, request.user, form.cleaned_data["moments"])
        except NotAllowed as error:
            refused(request, error)
        else:
            messages.success(request, _("Who takes part is asked which of these they can make."))
        return redirect(asked)
    return render(request, "requests/together/moments.html", {"form": form, "step": STEP, **_context(asked)})


@never_cache
@login_required
@METHODS
def plan(request, pk):
    """``/uitwisseling/<id>/plannen/``: who asked chooses the moment and the place."""
    asked = of_together(request, pk)
    if not rules.asked(request.user, asked):
        raise Http404
    if not rules.may_plan(request.user, asked):
        refused(request, NotAllowed("step"))
        return redirect(asked)
    people = [*(row.member for row in asked.joined()), request.user]
    coming = asked.moments.filter(starts_at__gt=timezone.now())
    table = moment_table(asked)
    best = [row["option"].pk for row in table["rows"] if row["is_best"] and not row["is_over"]]
    initial = {"moment": str(best[0])} if best else {}
    form = PlanForm(request.POST or None, asked=asked, options=coming, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        session = _plan(request, asked, form)
        return redirect(session or asked)
    return render(request, "requests/together/plan.html", {"form": form, "table": table, **_context(asked)})


def _plan(request, asked, form):
    venue, link = form.cleaned_data.get("venue", ""), form.cleaned_data.get("online_link", "")
    try:
        session = meeting.schedule(
            asked, request.user, *form.times, venue=venue, online_link=link, facilitator=form.leader
        )
    except NotAllowed as error:
        refused(request, error)
        return None
    messages.success(request, _("It is planned. Everybody gets a mail that goes straight into their calendar."))
    return session


@never_cache
@login_required
@METHODS
def move(request, pk):
    """``/uitwisseling/<id>/verzetten/``: another moment for what is planned, or calling it off."""
    asked = of_together(request, pk)
    if not rules.asked(request.user, asked):
        raise Http404
    if not rules.may_move(request.user, asked):
        refused(request, NotAllowed("begun" if asked.status == RequestStatus.SCHEDULED else "step"))
        return redirect(asked)
    session = asked.session
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    calls_off = request.POST.get("doe") == "afzeggen" or "reason" in request.POST
    times = TimesForm(
        request.POST if request.method == "POST" and not calls_off else None,
        initial={"day": start.date(), "start": start.time(), "end": end.time()},
        method=session.method,
    )
    off = CallOffForm(request.POST if request.method == "POST" and calls_off else None)
    form = off if calls_off else times
    if request.method == "POST" and form.is_valid():
        try:
            if calls_off:
                meeting.call_off(asked, request.user, off.cleaned_data["reason"])
                messages.success(request, _("It is called off, and everybody gets a mail. Choose another moment."))
            else:
                meeting.move(asked, request.user, *times.times)
                messages.success(request, _("It is moved. Everybody gets a mail with the new moment."))
        except NotAllowed as error:
            refused(request, error)
        return redirect(asked)
    return render(request, "requests/together/move.html", {"times": times, "off": off, **_context(asked)})


def _context(asked):
    crumbs = [(_("Exchange"), reverse("requests:list")), (asked.title, asked.get_absolute_url())]
    return {"asked": asked, "kind": asked.rules, "crumb_rows": crumbs}
