"""Methods to lead a meeting by: the list, and one, with the button that uses it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.meetings.rules import organises
from events.reports.actions import methods as actions
from events.reports.forms import UseMethodForm, own_events
from events.reports.models import Method
from network.people.rules import is_member


def _crumbs(*last):
    return [(_("Agenda"), reverse("meetings:agenda")), *last]


@require_safe
def methods(request):
    """``/agenda/methoden/``."""
    rows = list(Method.objects.prefetch_related("steps"))
    return render(
        request, "reports/methods.html", {"methods": rows, "crumb_rows": _crumbs((_("Ways to lead a meeting"), ""))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def method(request, slug):
    """``/agenda/methoden/<slug>/``; who organises a meeting puts it to use from here."""
    found = get_object_or_404(Method.objects.prefetch_related("steps"), slug=slug)
    if is_member(request.user):
        return _for_member(request, found)
    if request.method == "POST":
        raise Http404
    return _page(request, found, None)


@never_cache
def _for_member(request, found):
    form = None
    if request.method == "POST":
        form = UseMethodForm(request.POST, member=request.user)
        if form.is_valid():
            return _use(request, found, form.cleaned_data["event"])
    elif own_events(request.user).exists():
        slug = request.GET.get("bijeenkomst", "")
        chosen = own_events(request.user).filter(slug=slug).first() if slug.isprintable() else None
        form = UseMethodForm(member=request.user, initial={"event": chosen})
    return _page(request, found, form)


def _use(request, found, event):
    if not organises(request.user, event):
        raise Http404
    event = actions.use(found, event, request.user)
    if event.has_unpublished_changes:
        messages.success(request, _("The programme stands in your draft. Look at it, and publish it when it is good."))
    else:
        messages.success(request, _("The programme is filled in, and the report is ready to be written."))
    return redirect("meetings:edit", event.slug)


def _page(request, found, form):
    crumbs = _crumbs((_("Ways to lead a meeting"), reverse("reports:methods")), (found.name, ""))
    context = {"method": found, "steps": list(found.steps.all()), "form": form, "crumb_rows": crumbs}
    return render(request, "reports/method.html", context)
