"""The folder to take along: ``/mijn/skj.pdf`` and ``/mijn/skj.zip``, of the period that is shown."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.paper import pdf_response
from events.training import exports
from events.training.folder import folder_of


@never_cache
@login_required
@require_safe
def pdf(request):
    """On paper."""
    folder, _periods = folder_of(request.user, request.GET.get("periode", ""))
    return pdf_response(request, exports.PDF_TEMPLATE, exports.paper(folder), exports.NAME)


@never_cache
@login_required
@require_safe
def bundle(request):
    """PDF, table, proofs and texts in one file."""
    folder, _periods = folder_of(request.user, request.GET.get("periode", ""))
    response = FileResponse(
        exports.bundle(folder), as_attachment=True, filename=f"{exports.NAME}.zip", content_type="application/zip"
    )
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response
