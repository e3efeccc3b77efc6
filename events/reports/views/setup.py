"""Beginning a report, its rounds and who writes along, and publishing it: for who organises the meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base.privacy.forms import privacy_summary
from events.meetings.views.organise import own_event
from events.reports.actions import reports as actions
from events.reports.forms import ReportForm, Rounds
from events.reports.models import MeetingReport, Method

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@METHODS
def begin(request, slug):
    """``/agenda/<slug>/verslag/beginnen/``: choose a method, or begin without one."""
    event = own_event(request.user, slug)
    if request.method == "POST":
        wanted = request.POST.get("methode", "")
        method = Method.objects.filter(slug=wanted).first() if wanted.isprintable() else None
        actions.prepare(event, request.user, method)
        messages.success(request, _("The report is ready to be written."))
        return redirect("reports:write", event.slug)
    methods = list(Method.objects.prefetch_related("steps"))
    context = {"event": event, "methods": methods, "crumb_rows": _crumbs(event, _("Report"))}
    return render(request, "reports/begin.html", context)


@never_cache
@login_required
@METHODS
def settings(request, slug):
    """``/agenda/<slug>/verslag/instellen/``."""
    event = own_event(request.user, slug)
    report = MeetingReport.objects.filter(event_id=event.pk).first()
    if report is None:
        return redirect("reports:begin", slug)
    rounds = list(report.rounds.all())
    form = ReportForm(
        request.POST or None,
        reader=request.user,
        initial={
            "intro": report.intro,
            "note_takers": ", ".join(report.note_takers.order_by("name").values_list("name", flat=True)),
        },
    )
    initial = [
        {"pk": one.pk, "title": one.title, "question": one.question, "in_break_outs": one.in_break_outs}
        for one in rounds
    ]
    rows = Rounds(request.POST or None, prefix="rondes", initial=initial)
    # Both of them, so that every error shows at once.
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        kept = actions.arrange(
            report,
            [row.cleaned_data for row in rows.forms if row.cleaned_data],
            intro=form.cleaned_data["intro"],
            note_takers=form.cleaned_data["note_takers"],
        )
        if kept:
            names = ", ".join(one.title for one in kept)
            messages.warning(request, _("Something is written in %(rounds)s, so it stays.") % {"rounds": names})
        messages.success(request, _("Saved."))
        return redirect("reports:write", event.slug)
    context = {
        "event": event,
        "report": report,
        "form": form,
        "rows": rows,
        "privacy": privacy_summary(form, *rows.forms),
        "crumb_rows": _crumbs(event, _("Rounds and writers")),
    }
    return render(request, "reports/settings.html", context)


@never_cache
@login_required
@require_POST
def publish(request, slug):
    """``/agenda/<slug>/verslag/publiceren/``: publish it, or take it back."""
    event = own_event(request.user, slug)
    report = actions.prepare(event, request.user)
    if request.POST.get("doe") == "terug":
        actions.take_back(report)
        messages.success(request, _("The report is a draft again. Only its writers see it."))
        return redirect("reports:write", event.slug)
    if not event.live:
        raise PermissionDenied
    number = actions.publish(report, request.user)
    messages.success(request, _("The report is published."))
    if number:
        sentence = ngettext(
            "%(count)s agreement or question stands on its own now.",
            "%(count)s agreements and questions stand on their own now.",
            number,
        )
        messages.success(request, sentence % {"count": number})
    return redirect("reports:report", event.slug)


def _crumbs(event, here):
    return [(_("Agenda"), reverse("meetings:agenda")), (event.title, event.get_absolute_url()), (here, "")]
