"""What people thought of a meeting: asking it, and showing it to who organised it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.meetings.actions import evaluating
from events.meetings.forms_evaluation import EvaluationForm
from events.meetings.models import Registration
from events.meetings.views.organise import own_event


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request, key):
    """``/agenda/mijn/<key>/evaluatie/``: three questions, for who was there."""
    registration = get_object_or_404(Registration.objects.select_related("event"), key=key)
    event, open_ = registration.event, evaluating.may_evaluate(registration)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and open_ and form.is_valid():
        evaluating.evaluate(registration, **form.cleaned_data)
        messages.success(request, _("Thank you. The organisers see your answers, without your name."))
        return redirect("meetings:evaluate", key)
    crumbs = [(_("Agenda"), reverse("meetings:agenda")), (event.title, event.get_absolute_url())]
    context = {"event": event, "form": form, "open": open_, "crumb_rows": [*crumbs, (_("What did you think?"), "")]}
    return render(request, "meetings/evaluate.html", context)


@never_cache
@login_required
@require_safe
def evaluations(request, slug):
    """``/agenda/<slug>/evaluatie/``: the answers, for who organises it."""
    event = own_event(request.user, slug)
    crumbs = [(_("Agenda"), reverse("meetings:agenda")), (event.title, event.get_absolute_url())]
    context = {
        "event": event,
        "results": evaluating.results(event),
        "number": event.evaluations.count(),
        "fewest": evaluating.FEWEST,
        "crumb_rows": [*crumbs, (_("What people thought"), "")],
    }
    return render(request, "meetings/evaluations.html", context)
