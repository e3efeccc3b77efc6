"""The screens with which a provider keeps its own page, services and waiting times up to date."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.privacy.forms import privacy_summary
from network.organisations.models import Organisation
from network.services import actions, rules
from network.services.forms import WaitingForm
from network.services.forms_edit import LocationRows, OrganisationForm, RegistrationRows, ServiceForm
from network.services.models import Service, WaitingTime


def _organisation(request, slug):
    """The organisation, or 404 for who doesn't speak for it: an address says nothing about what others may change."""
    organisation = get_object_or_404(Organisation, slug=slug)
    if not rules.may_edit_organisation(request.user, organisation):
        raise Http404
    return organisation


def _service(request, slug):
    return get_object_or_404(Service.objects.editable_by(request.user).select_related("organisation"), slug=slug)


def _crumbs(organisation, *last):
    return [
        (organisation.name, organisation.get_absolute_url()),
        (_("Keep up to date"), reverse("services:manage", args=[organisation.slug])),
        *last,
    ]


@login_required
@never_cache
@require_safe
def manage(request, slug):
    """``/aanbieders/<slug>/bijhouden/``: all that this provider keeps here, the oldest waiting time first."""
    organisation = _organisation(request, slug)
    services = list(Service.objects.filter(organisation=organisation).order_by("name"))
    waiting = WaitingTime.objects.latest_of([one.pk for one in services])
    rows = [(one, waiting.get(one.pk)) for one in services]
    rows.sort(key=lambda row: (row[0].status != Service.Status.ACTIVE, str(row[1].measured_on) if row[1] else ""))
    context = {"organisation": organisation, "rows": rows, "crumb_rows": _crumbs(organisation)[:1]}
    return render(request, "services/manage.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def organisation(request, slug):
    """``/aanbieders/<slug>/bewerken/``: who we are, our locations and registrations."""
    found = _organisation(request, slug)
    data = request.POST or None
    form = OrganisationForm(data, instance=found)
    locations = LocationRows(data, instance=found, prefix="locaties")
    registrations = RegistrationRows(data, instance=found, prefix="registers")
    # each is asked, so that the errors of all of them show at once
    valid = [part.is_valid() for part in (form, locations, registrations)]
    if request.method == "POST" and all(valid):
        with transaction.atomic():
            form.save()
            form.instance.topics.set(form.cleaned_data["topics"])
            locations.save()
            registrations.save()
        messages.success(request, _("Saved. This is how others see you now."))
        return redirect("services:manage", slug=found.slug)
    context = {
        "organisation": found,
        "form": form,
        "locations": locations,
        "registrations": registrations,
        "privacy": privacy_summary(form),
        "crumb_rows": _crumbs(found, (_("Our page"), "")),
    }
    return render(request, "services/organisation_form.html", context, status=_status(request))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def service_new(request, slug):
    """``/aanbieders/<slug>/aanbod/nieuw/``: put something on the provider map."""
    found = _organisation(request, slug)
    return _service_form(request, Service(organisation=found), _("Something new"))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def service_edit(request, slug):
    """``/sociale-kaart/<slug>/bewerken/``: change what is on the provider map."""
    found = _service(request, slug)
    return _service_form(request, found, found.name)


def _service_form(request, service, label):
    form = ServiceForm(request.POST or None, instance=service)
    if request.method == "POST" and form.is_valid():
        is_new = service.pk is None
        with transaction.atomic():
            saved = form.save()
            saved.topics.set(form.cleaned_data["topics"])
        if is_new:
            messages.success(request, _("It is on the provider map. How long does one wait for it?"))
            return redirect("services:waiting_edit", slug=saved.slug)
        messages.success(request, _("Saved. This is how others see you now."))
        return redirect("services:manage", slug=saved.organisation.slug)
    context = {
        "service": service,
        "organisation": service.organisation,
        "form": form,
        "crumb_rows": _crumbs(service.organisation, (label, "")),
    }
    return render(request, "services/service_form.html", context, status=_status(request))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def waiting_edit(request, slug):
    """``/sociale-kaart/<slug>/wachttijd/``: how long one waits now; the figures of before stay as they were."""
    found = _service(request, slug)
    last = WaitingTime.objects.latest_of([found.pk]).get(found.pk)
    if request.method == "POST" and "confirm" in request.POST:
        return _confirm(request, found)
    form = WaitingForm(request.POST or None, instance=None if request.method == "POST" else last)
    if request.method == "POST" and form.is_valid():
        actions.report_waiting(found, request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. “%(name)s” is up to date.") % {"name": found.name})
        return redirect("services:manage", slug=found.organisation.slug)
    context = {
        "service": found,
        "organisation": found.organisation,
        "form": form,
        "waiting": last,
        "crumb_rows": _crumbs(found.organisation, (found.name, "")),
    }
    return render(request, "services/waiting_form.html", context, status=_status(request))


def _confirm(request, service):
    shown = request.POST["confirm"]
    try:
        if not (shown.isascii() and shown.isdigit() and len(shown) < 10):
            raise actions.Outdated
        actions.confirm_waiting(service, request.user, int(shown))
    except actions.Outdated:
        messages.warning(request, _("The figure was changed in the meantime. Look whether it is right now."))
        return redirect("services:waiting_edit", slug=service.slug)
    messages.success(request, _("Thank you. “%(name)s” is up to date.") % {"name": service.name})
    return redirect("services:manage", slug=service.organisation.slug)


def _status(request):
    return 422 if request.method == "POST" else 200
