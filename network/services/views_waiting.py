"""Saying that waiting times still hold, or what they are now, from the link in the monthly mail."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.services import actions
from network.services.forms import WaitingForm
from network.services.models import Service, WaitingTime

MOST_DIGITS = 9


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request, token):
    """``/sociale-kaart/wachttijden/<token>/``: looking changes nothing, so a mail scanner may look."""
    found = actions.asked(token)
    if found is None:
        return render(request, "services/waiting_over.html", status=404)
    member, organisation = found
    services = list(Service.objects.offered().filter(organisation=organisation).order_by("name"))
    chosen, form = None, None
    if request.method == "POST":
        chosen = next((one for one in services if str(one.pk) == request.POST.get("service")), None)
        if chosen is None:
            raise Http404
        if "confirm" in request.POST:
            return _confirm(request, chosen, member)
        form = WaitingForm(request.POST, prefix=str(chosen.pk))
        if form.is_valid():
            actions.report_waiting(chosen, member, **form.cleaned_data)
            messages.success(request, _("Thank you. “%(name)s” is up to date.") % {"name": chosen.name})
            return redirect(request.path)
    last = WaitingTime.objects.latest_of([one.pk for one in services])
    rows = [
        {
            "service": one,
            "waiting": last.get(one.pk),
            "form": form if one is chosen else _form(one, last.get(one.pk)),
            "open": one is chosen,
        }
        for one in services
    ]
    context = {"rows": rows, "organisation": organisation, "member": member, "form": form}
    # The address is a key. The policy of the site tells it to no other site; a stricter one would hide from us, too,
    # where a form comes from, and then it is refused.
    return render(request, "services/waiting.html", context, status=422 if form is not None else 200)


def _form(service, waiting):
    """The form as the figure is now."""
    return WaitingForm(instance=waiting, prefix=str(service.pk))


def _confirm(request, service, member):
    """One button: still right."""
    shown = request.POST.get("confirm", "")
    try:
        if not (shown.isascii() and shown.isdigit() and len(shown) <= MOST_DIGITS):
            raise actions.Outdated
        actions.confirm_waiting(service, member, int(shown))
    except actions.Outdated:
        messages.warning(
            request,
            _("The figure of “%(name)s” was changed in the meantime. Look whether it is right now.")
            % {"name": service.name},
        )
    else:
        messages.success(request, _("Thank you. “%(name)s” is up to date.") % {"name": service.name})
    return redirect(request.path)
