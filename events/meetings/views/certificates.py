"""The certificate of attendance, and the page where anybody can see whether one is real."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.paper import pdf_response
from events.meetings import certificates
from events.meetings.models import Registration

LONGEST = 60  # what people paste around a code


@never_cache
@require_safe
def own_certificate(request, key):
    """``/agenda/mijn/<key>/bewijs.pdf``: for who has the key of the registration, as on all of their own pages."""
    found = Registration.objects.select_related("member", "event__organisation")
    registration = get_object_or_404(found, key=key)
    if not certificates.may_have(registration):
        raise Http404
    context = certificates.paper(registration)
    return pdf_response(request, "meetings/certificate_paper.html", context, f"bewijs-{registration.event.slug}")


@never_cache
@require_safe
def certificate(request, code=""):
    """``/agenda/certificaat/<code>/``: what a certificate with this code says. Without a code: a field for it."""
    typed = request.GET.get("code", "").strip()[:LONGEST].replace("\x00", "")
    if not code and certificates.tidy(typed):
        return redirect("meetings:certificate", certificates.tidy(typed))
    registration = certificates.registration_of(code)
    asked = bool(code or typed)
    context = {
        "registration": registration,
        "event": registration.event if registration else None,
        "asked": asked,
        "code": registration.certificate_code if registration else (code or typed)[:LONGEST],
        "crumb_rows": [(_("Agenda"), reverse("meetings:agenda")), (_("Check a certificate"), "")],
    }
    missing = asked and registration is None
    return render(request, "meetings/certificate.html", context, status=404 if missing else 200)
